"""Compiles the interface catalogues, which the repository keeps as .po files only.

With polib rather than msgfmt, so that a machine needs no gettext to serve the site.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib
from django.apps import apps
from django.conf import settings

from config.serving.problem import CannotServe


def folders() -> Iterator[Path]:
    """The project's own locale folders: those of the settings, and of apps within the project."""
    yield from (Path(path) for path in settings.LOCALE_PATHS)
    for app in apps.get_app_configs():
        inside = Path(app.path).resolve()
        if inside.is_relative_to(settings.BASE_DIR) and "site-packages" not in inside.parts:
            yield inside / "locale"


def stale(places: Iterable[Path]) -> list[Path]:
    """The .po files whose .mo is missing or older."""
    found = (path for place in places for path in sorted(place.glob("*/LC_MESSAGES/*.po")))
    return [path for path in found if not _is_fresh(path)]


def _is_fresh(path: Path) -> bool:
    try:
        return path.with_suffix(".mo").stat().st_mtime_ns >= path.stat().st_mtime_ns
    except FileNotFoundError:
        return False


def compile_stale() -> int:
    """Compile what needs it and return how many there were; fuzzy entries are left out, as msgfmt does.

    Raise CannotServe if a catalogue is broken: its readers would silently get English.
    """
    paths = stale(folders())
    for path in paths:
        _compile(path)
    return len(paths)


def _compile(path: Path) -> None:
    draft = path.with_suffix(f".mo.{os.getpid()}")
    try:
        polib.pofile(str(path)).save_as_mofile(str(draft))
        draft.replace(path.with_suffix(".mo"))
    except (OSError, UnicodeError, ValueError) as error:
        draft.unlink(missing_ok=True)
        raise CannotServe(f"the catalogue {path} cannot be compiled: {error}") from error
