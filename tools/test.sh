#!/usr/bin/env bash
# Everything that must pass: the suite on SQLite, on PostgreSQL, then a real browser.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
command -v chromium >/dev/null || missing+=(chromium)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
[ ${#missing[@]} -eq 0 ] || tools/install_debian.sh "${missing[@]}"

echo "== SQLite"
.venv/bin/python -m pytest --ignore=tests/browser
echo "== PostgreSQL"
tools/test_postgres.sh --ignore=tests/browser
echo "== Browser"
.venv/bin/python -m pytest tests/browser
