#!/usr/bin/env bash
# Start the portal on this machine: database, demo data, static files, worker, server.
set -euo pipefail
cd "$(dirname "$0")/.."

port=${PORT:-8000}
python=.venv/bin/python

if [ ! -e .env ]; then
    {
        echo "# Nur für den Start auf dem eigenen Rechner: einfaches HTTP, eigener Schlüssel."
        echo "HTTPS=false"
        echo "SECRET_KEY=$($python -c 'import secrets; print(secrets.token_urlsafe(50))')"
    } >.env
fi

# No mail leaves this machine unless .env says where to: they are read on a page.
grep -qs '^EMAIL_URL' .env || export EMAIL_URL=${EMAIL_URL:-dummymail://}
grep -qs '^PORTAL_URL' .env || export PORTAL_URL=${PORTAL_URL:-http://127.0.0.1:$port/}

$python tools/port_is_free.py "$port"
$python manage.py migrate --verbosity 0
$python manage.py demo

# Hashing and compressing takes seconds, so only when a file is newer.
manifest=staticfiles/staticfiles.json
if [ ! -e $manifest ] ||
    [ -n "$(find static config .venv/requirements.stamp -newer $manifest -print -quit)" ]; then
    $python manage.py collectstatic --noinput --verbosity 0
fi

echo
echo "Das Portal steht auf http://127.0.0.1:$port/ (Ende mit Strg-C)."
[ "${EMAIL_URL:-}" != dummymail:// ] ||
    echo "Mails liest du auf http://127.0.0.1:$port/entwicklung/post/."

# Whatever ends this script ends both. The server has a session of its own, since Ctrl-C
# would otherwise reach its workers before it could tell them to finish.
children=()
stop() {
    kill "${children[@]}" 2>/dev/null || true
    wait
}
trap stop EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

$python manage.py work &
children+=($!)
setsid .venv/bin/granian --interface wsgi --host 127.0.0.1 --port "$port" \
    --workers "${WORKERS:-2}" --blocking-threads 4 --backpressure 64 --no-ws \
    --workers-kill-timeout 10 --respawn-failed-workers --log-level warning \
    config.wsgi:application &
children+=($!)
wait $!
