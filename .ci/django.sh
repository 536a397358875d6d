#!/bin/sh
# The checks of `make lint` that need Django: migrations, catalogues, and the settings of a production site.
set -eu
cd "$(dirname "$0")/.."
PYTHON="${VENV:-.venv}/bin/python"
case "$PYTHON" in /*) ;; *) PYTHON="$PWD/$PYTHON" ;; esac

scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
export DATA_DIR="$scratch/data"

echo "Migrations: every change of a model has one."
"$PYTHON" manage.py makemigrations --check --dry-run

echo "Catalogues: makemessages leaves no change."
mkdir "$scratch/source"
tar --create --file=- --exclude=./.git --exclude=./.venv --exclude=./node_modules --exclude=./var --exclude='*.mo' . | tar --extract --file=- --directory="$scratch/source"
(cd "$scratch/source" && "$PYTHON" manage.py makemessages --verbosity 0)
if ! diff --recursive --unified=1 --ignore-matching-lines='^"POT-Creation-Date' --exclude='*.mo' locale "$scratch/source/locale"; then
    echo "lantern: The catalogues are behind the source. Run: .venv/bin/python manage.py makemessages" >&2
    exit 1
fi

echo "Catalogues: msgfmt finds nothing wrong in them, above all in their placeholders."
find locale -name '*.po' -print0 | xargs --null --no-run-if-empty --max-args=1 msgfmt --check --output-file=/dev/null

echo "Deployment: a production site has nothing to be warned of."
DJANGO_SETTINGS_MODULE=config.settings \
    ALLOWED_HOSTS=safeguarding.example PUBLIC_URL=https://safeguarding.example PACKAGE_HOST=safeguarding-packages.example \
    DATABASE_URL="${LANTERN_TEST_POSTGRES_URL:-postgres://lantern@127.0.0.1/lantern}" \
    EMAIL_URL=smtp://mail.safeguarding.example:587 CACHE_URL=redis://127.0.0.1:6379/0 CLAMD=/run/clamav/clamd.ctl \
    "$PYTHON" manage.py check --deploy --fail-level WARNING
