"""Collects the static files (style sheets, fonts, Wagtail's admin) into STATIC_ROOT when they changed."""

import contextlib
import hashlib
import inspect
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import storages
from django.core.management import call_command

from config.serving.children import die_with_parent
from config.serving.problem import CannotServe


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


@contextlib.contextmanager
def collected_meanwhile(environment: dict[str, str], say: Callable[[str], None]) -> Iterator[None]:
    """Collect in another process, on another processor, while the database is prepared; wait for it at the end.

    If the preparation is broken off, so is this, and the next start does it again. Raises CannotServe.
    """
    if not changed():
        yield
        return
    say("Collecting style sheets, fonts and scripts …")
    child = subprocess.Popen(
        [sys.executable, "manage.py", "prepare_image"],
        cwd=settings.BASE_DIR,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        # Safe: this process has one thread.
        preexec_fn=die_with_parent(os.getpid()) if sys.platform == "linux" else None,  # noqa: PLW1509
    )
    try:
        yield
        if child.wait():
            raise CannotServe("the style sheets could not be collected; what went wrong is above.")
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
