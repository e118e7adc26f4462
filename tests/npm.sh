#!/bin/sh
# Makes sure that the tests have what tests/package.json names, or says how to get it.
set -eu
folder=tests/node_modules
have() { [ -f "$folder/.installed" ] && [ "$folder/.installed" -nt tests/package.json ]; }
have && exit 0
if command -v npm >/dev/null 2>&1; then
    echo "Installing the packages of tests/package.json ..."
    npm install --prefix tests --no-package-lock --ignore-scripts --no-audit --no-fund --silent && touch "$folder/.installed" || true
fi
have && exit 0
echo "The tests need npm, then: sh tests/npm.sh" >&2
[ "${CI:-}" = true ] && exit 1
exit 0
