#!/bin/sh
# Makes sure that the tests have Chromium, a font with all Tajik letters and Pango for PDFs, or says how to get them.
set -eu
pango="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
everything() {
    command -v chromium-headless-shell >/dev/null 2>&1 && have
}
have() {
    command -v chromium >/dev/null 2>&1 && fc-list 2>/dev/null | grep -q NotoSans-Regular &&
        .venv/bin/python -c "import weasyprint" 2>/dev/null
}
everything && exit 0
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then sudo=""; else sudo="sudo -n"; fi
    echo "Installing Chromium, Noto Sans and Pango for the tests ..."
    { $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends chromium fonts-noto-core fontconfig $pango; } >/dev/null || true
    # Chromium without windows, where the system has it: tests take a fraction of the time.
    $sudo apt-get install -y -qq --no-install-recommends chromium-headless-shell >/dev/null 2>&1 || true
fi
have && exit 0
echo "The tests need Chromium, Noto Sans and Pango: sudo apt-get install chromium fonts-noto-core fontconfig $pango" >&2
[ "${CI:-}" = true ] && exit 1
exit 0
