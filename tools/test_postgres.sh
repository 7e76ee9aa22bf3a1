#!/usr/bin/env bash
# Run the suite on a PostgreSQL cluster that lives as long as this script.
set -euo pipefail
cd "$(dirname "$0")/.."

newest=$(find /usr/lib/postgresql -maxdepth 1 -name '[0-9]*' | sort --version-sort | tail -1)
bin=$newest/bin
cluster=$(mktemp --directory)

# PostgreSQL refuses to run as root.
as_owner=()
if [ "$(id -u)" -eq 0 ]; then
    as_owner=(runuser -u postgres --)
    chown postgres "$cluster"
fi

stop() {
    (cd / && "${as_owner[@]}" "$bin/pg_ctl" -D "$cluster/data" -m immediate stop) \
        >/dev/null 2>&1 || true
    rm -rf "$cluster"
}
trap stop EXIT

(
    cd "$cluster"
    "${as_owner[@]}" "$bin/initdb" -D data -U postgres -A trust -E UTF8 \
        --locale=C.UTF-8 --no-sync >/dev/null
    "${as_owner[@]}" "$bin/pg_ctl" -D "$cluster/data" -w -s -l "$cluster/log" start -o \
        "-k $cluster -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
)

TEST_DATABASE_URL="postgres://postgres@/portal?host=$cluster" \
    .venv/bin/python -m pytest "$@"
