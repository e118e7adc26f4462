#!/bin/sh
# Makes sure that the browser tests have Chromium and a font with all Tajik letters, or says how to get them.
set -eu
have() { command -v chromium >/dev/null 2>&1 && fc-list 2>/dev/null | grep -q NotoSans-Regular; }
have && exit 0
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then sudo=""; else sudo="sudo -n"; fi
    echo "Installing Chromium and Noto Sans for the browser tests ..."
    { $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends chromium fonts-noto-core fontconfig; } >/dev/null || true
fi
have && exit 0
echo "The browser tests need Chromium and Noto Sans: sudo apt-get install chromium fonts-noto-core fontconfig" >&2
[ "${CI:-}" = true ] && exit 1
exit 0
