#!/bin/sh
# Makes sure that there is Firefox, or says how to get it.
set -eu
have() { command -v firefox-esr >/dev/null 2>&1; }
have && exit 0
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then sudo=""; else sudo="sudo -n"; fi
    echo "Installing Firefox ..."
    { $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends firefox-esr; } >/dev/null || true
fi
have && exit 0
echo "This needs Firefox: sudo apt-get install firefox-esr" >&2
exit 1
