#!/bin/sh
# Makes sure that EPUBCheck and the Nu HTML checker have Java, or says how to get it.
set -eu
have() { command -v java >/dev/null 2>&1; }
have && exit 0
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then sudo=""; else sudo="sudo -n"; fi
    echo "Installing Java ..."
    { $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends default-jre-headless; } >/dev/null || true
fi
have && exit 0
echo "This needs Java: sudo apt-get install default-jre-headless" >&2
exit 1
