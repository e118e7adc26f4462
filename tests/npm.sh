#!/bin/sh
# Makes sure that the tests, or the proofs in the folder that is named, have what its package.json names, or says how to get it.
set -eu
room=${1:-tests}
folder=$room/node_modules
have() { [ -f "$folder/.installed" ] && [ "$folder/.installed" -nt "$room/package.json" ]; }
have && exit 0
if command -v npm >/dev/null 2>&1; then
    echo "Installing the packages of $room/package.json ..."
    npm install --prefix "$room" --no-package-lock --ignore-scripts --no-audit --no-fund --silent && touch "$folder/.installed" || true
fi
have && exit 0
echo "This needs npm, then: sh tests/npm.sh $room" >&2
[ "${CI:-}" = true ] || [ "$room" != tests ] && exit 1
exit 0
