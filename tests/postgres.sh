#!/usr/bin/env bash
# Run a command with SAYSO_TEST_POSTGRES naming a PostgreSQL made for it alone, on a socket in a temporary folder.
# Where the server is not installed the command runs without, and the tests that need it are skipped and counted.
# usage: tests/postgres.sh COMMAND...
set -euo pipefail

server() { find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1 || true; }

if [ -n "${SAYSO_TEST_POSTGRES:-}" ]; then exec "$@"; fi
if [ -z "$(server)" ] && [ "$(id -u)" = 0 ] && [ "${CI:-}" = true ] && command -v apt-get >/dev/null; then
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends postgresql; } \
    >/dev/null 2>&1 </dev/null || echo "postgresql could not be installed"
fi
bin=$(server)
if [ -z "$bin" ]; then
  echo "No PostgreSQL server here: its tests are skipped. To run them too: apt-get install postgresql"
  exec "$@"
fi

folder=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
  chown postgres "$folder"
  as=(runuser -u postgres --)
fi
run() { (cd "$folder" && "${as[@]}" "$@" >>/dev/null); }
stop() {
  run "$bin/pg_ctl" --pgdata "$folder/data" --mode immediate --silent stop || true
  rm -rf "$folder"
}
trap stop EXIT
run "$bin/initdb" --pgdata "$folder/data" --username sayso --auth trust --encoding UTF8 --locale C --no-sync
run "$bin/pg_ctl" --pgdata "$folder/data" --log "$folder/log" --wait --silent \
  --options "-c listen_addresses='' -c unix_socket_directories=$folder -c fsync=off" start
chmod 755 "$folder"
export SAYSO_TEST_POSTGRES="postgresql://sayso@/postgres?host=$folder"
"$@"
