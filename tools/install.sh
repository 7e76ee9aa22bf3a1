#!/usr/bin/env bash
# Bring .venv to the state of one requirements file: install.sh requirements.txt
set -euo pipefail
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Gebraucht wird Python 3.11 oder neuer; gefunden: $("$python" --version)." >&2
    echo "Einen anderen Interpreter nennt: make PYTHON=/pfad/zu/python3.12 ..." >&2
    exit 1
}

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    tools/install_debian.sh python3-venv
fi

[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --require-hashes --requirement "$1"
