#!/bin/sh
# Makes sure that the tests have PostgreSQL, or says how to get it.
set -eu
have() { command -v psql >/dev/null 2>&1 && ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
have && exit 0
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then sudo=""; else sudo="sudo -n"; fi
    echo "Installing PostgreSQL for the tests ..."
    { $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends postgresql; } >/dev/null || true
fi
have && exit 0
echo "The tests need PostgreSQL: sudo apt-get install postgresql" >&2
[ "${CI:-}" = true ] && exit 1
exit 0
