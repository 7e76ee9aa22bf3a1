#!/usr/bin/env bash
# Check what can be checked without running the tests.
set -euo pipefail
cd "$(dirname "$0")/.."

# The settings of a production host, whatever .env says.
export DEBUG=false HTTPS=true ALLOWED_HOSTS=portal.example DATABASE_URL=sqlite://:memory:
SECRET_KEY=$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(50))')
export SECRET_KEY
PATH=$PWD/.venv/bin:$PATH

ruff check .
ruff format --check .
mypy .
find templates -name '*.html' -print0 | xargs -0 --no-run-if-empty djade --target-version 5.2 --check
lint-imports
python manage.py check --deploy --fail-level WARNING
python manage.py makemigrations --check --dry-run
