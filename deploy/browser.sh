#!/bin/sh
# Prints the path of the Chromium that the browser tests drive: CHROMIUM, the system's, or
# Playwright's own, which it fetches where that is possible.
set -eu
cd "$(dirname "$0")/.."

if [ -n "${CHROMIUM:-}" ]; then
    command -v "$CHROMIUM" && exit 0
    echo "lantern: CHROMIUM=$CHROMIUM is not a program that can be run." >&2
    exit 1
fi

for name in chromium chromium-browser google-chrome-stable google-chrome; do
    command -v "$name" && exit 0
done

playwrights() {
    "${VENV:-.venv}/bin/python" - <<'PYTHON'
import pathlib
import sys

from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    path = playwright.chromium.executable_path
if not pathlib.Path(path).exists():
    sys.exit(1)
print(path)
PYTHON
}

playwrights && exit 0
echo "No Chromium here; asking Playwright to fetch its own …" >&2
"${VENV:-.venv}/bin/python" -m playwright install chromium >&2 || true
playwrights && exit 0
echo "lantern: The browser tests need Chromium, and none was found or could be fetched." >&2
echo "lantern: On Debian: apt install chromium. Elsewhere: install it and set CHROMIUM to its path." >&2
exit 1
