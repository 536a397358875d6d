#!/bin/sh
# Runs the tests: all of them on SQLite and, where LANTERN_TEST_POSTGRES_URL names a PostgreSQL, those
# that need neither a browser nor a server process once more on that. Arguments go to pytest.
set -eu
cd "$(dirname "$0")/.."
PYTHON="${VENV:-.venv}/bin/python"

CHROMIUM="$(deploy/browser.sh)"
export CHROMIUM

# Whatever the tests leave in the temporary folder goes with it.
TMPDIR="$(mktemp -d)"
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
trap 'exit 130' INT TERM

"$PYTHON" -m pytest "$@"

if [ -n "${LANTERN_TEST_POSTGRES_URL:-}" ]; then
    echo "The same on PostgreSQL:"
    status=0
    DATABASE_URL="$LANTERN_TEST_POSTGRES_URL" "$PYTHON" -m pytest -m "not browser and not process" "$@" || status=$?
    # With arguments that choose tests, there may be none left to run here (5).
    [ "$status" -eq 5 ] && [ $# -gt 0 ] || exit "$status"
fi
