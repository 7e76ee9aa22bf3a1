#!/usr/bin/env bash
# Write the PostgreSQL database and the pictures into one folder; keep 14 days.
set -euo pipefail

folder=$1
today=$(date --utc +%Y-%m-%d)
mkdir -p "$folder" "$MEDIA_ROOT"

pg_dump --format=custom --no-owner --file="$folder/$today.dump.part" "$DATABASE_URL"
mv "$folder/$today.dump.part" "$folder/$today.dump"
tar --create --gzip --file="$folder/$today.media.tar.gz.part" --directory="$MEDIA_ROOT" .
mv "$folder/$today.media.tar.gz.part" "$folder/$today.media.tar.gz"

find "$folder" -name '*.dump' -mtime +14 -delete
find "$folder" -name '*.media.tar.gz' -mtime +14 -delete
