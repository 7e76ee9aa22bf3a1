#!/usr/bin/env bash
# Install Debian packages as root; tell everybody else what to install, and fail.
set -euo pipefail

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "Installiere $* ..."
    apt-get update --quiet --quiet
    DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --quiet --quiet --no-install-recommends "$@" >/dev/null
else
    echo "Es fehlt: $*. Bitte einmal installieren, zum Beispiel:" >&2
    echo "    sudo apt-get install --yes --no-install-recommends $*" >&2
    exit 1
fi
