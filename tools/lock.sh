#!/usr/bin/env bash
# Pin every package with its hashes; the result names no registry.
set -euo pipefail
cd "$(dirname "$0")/.."

for name in requirements requirements-dev; do
    .venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-header --no-config \
        "$name.in" --output-file "$name.txt" >/dev/null
done
