#!/bin/sh
# Runs the tests: all of them on SQLite and, where LANTERN_TEST_POSTGRES_URL names a PostgreSQL, those
# that ask a database and need neither a browser nor a server process once more on that, and the site on many machines. Arguments go to pytest.
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

# As many at a time as there are processors.
run() {
    "$PYTHON" -m pytest --numprocesses auto --dist worksteal "$@"
}

status=0
run "$@" || status=$?

if [ -n "${LANTERN_TEST_POSTGRES_URL:-}" ]; then
    echo "The same on PostgreSQL:"
    again=0
    DATABASE_URL="$LANTERN_TEST_POSTGRES_URL" run -m "topology or (database and not browser and not process and not markup)" "$@" || again=$?
    # With arguments that choose tests, there may be none left to run here (5).
    if [ "$again" -ne 0 ] && ! { [ "$again" -eq 5 ] && [ $# -gt 0 ]; }; then
        status="$again"
    fi
fi
exit "$status"
