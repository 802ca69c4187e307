#!/usr/bin/env bash
# Run a command where Debian's Chromium is at hand for the tests that look at pages.
# Where it cannot be installed the command runs without, and those tests are skipped and counted.
# usage: tests/chromium.sh COMMAND...
set -euo pipefail

if ! command -v chromium >/dev/null && [ "$(id -u)" = 0 ] && [ "${CI:-}" = true ] && command -v apt-get >/dev/null; then
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends chromium; } \
    >/dev/null 2>&1 </dev/null || echo "chromium could not be installed"
fi
if ! command -v chromium >/dev/null; then
  echo "No Chromium here: the tests that look at pages are skipped. To run them too: apt-get install chromium"
fi
exec "$@"
