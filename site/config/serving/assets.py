"""Collects the static files (style sheets, fonts, Wagtail's admin) into STATIC_ROOT when they changed."""

import hashlib
import inspect
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import storages
from django.core.management import call_command


def fingerprint() -> str:
    """A digest of the name, size and time of every source, and of the code that stores them.

    Reading some two thousand entries takes milliseconds; collecting and compressing them, half a minute.
    """
    digest = hashlib.sha256()
    for line in sorted(_sources()):
        digest.update(line.encode())
    return digest.hexdigest()


def _sources() -> set[str]:
    lines = set()
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=[]):
            status = Path(storage.path(name)).stat()
            lines.add(f"{name} {status.st_size} {status.st_mtime_ns}\n")
    kind = type(storages["staticfiles"])
    code = Path(inspect.getfile(kind))
    lines.add(f"{kind.__module__}.{kind.__qualname__} {settings.STATIC_URL} {code.stat().st_mtime_ns}\n")
    return lines


def _mark() -> Path:
    """Beside the folder, not in it: what lies in it is published."""
    root = Path(settings.STATIC_ROOT)
    return root.with_name(f"{root.name}.collected")


def changed() -> str | None:
    """The new fingerprint if the files must be collected again."""
    now = fingerprint()
    mark = _mark()
    return None if mark.exists() and mark.read_text() == now else now


def collect(mark: str) -> None:
    """Collect everything anew. The mark is written last, so an interrupted collection is done again."""
    _mark().unlink(missing_ok=True)
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    _mark().write_text(mark)
