"""The store as a machine has it, around the real application, for tests to ask and to change things under."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection, transaction
from wagtail.models import Site

from pagestore import watching
from pagestore.assembling import is_secure, is_stored, takes_host
from pagestore.collecting import Collector
from pagestore.layer import PageStore, Rules, run
from pagestore.models import Purge
from pagestore.shelf import Shelf
from pagestore.storing import ENVIRON, Recorder


class Machine:
    """A machine with a shelf; several may share one, as web processes do."""

    def __init__(self, folder: Path, megabytes: int = 100) -> None:
        self.shelf = Shelf(folder, "now", megabytes)
        self.django = get_wsgi_application()
        self.made: list[str] = []
        self.store = self.process()

    def process(self) -> PageStore:
        """A web process with a memory of its own."""
        return PageStore(self._counted, self.shelf, Rules(takes_host, is_stored, is_secure), 10)

    def _counted(self, environ: Any, start_response: Any) -> Any:
        self.made.append(environ["PATH_INFO"])
        return self.django(environ, start_response)

    def get(self, address: str, method: str = "GET", store: PageStore | None = None, **headers: str) -> Any:
        """Status, headers and bytes, and whether Django was asked."""
        before = len(self.made)
        status, sent, body = run(store or self.store, environ(address, method, **headers))
        return int(status[:3]), {name.lower(): value for name, value in sent}, body, len(self.made) > before

    def fresh(self, address: str) -> tuple[bytes, Collector | None]:
        """The page as Django makes it now, and what it shows."""
        recorder = Recorder()
        _status, _headers, body = run(self.django, {**environ(address), ENVIRON: recorder})
        return body, recorder.collector


def environ(address: str, method: str = "GET", **headers: str) -> dict[str, Any]:
    """A request as the server hands it on."""
    path, _mark, query = address.partition("?")
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": "localhost",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }


@contextmanager
def watched() -> Iterator[None]:
    """Watch the test's connection, as a real one is from its opening, and let no answer close it."""
    watch = watching.Watch(connection)
    with patch.object(settings, "LOG_WHAT_PAGES_SHOW", True):
        connection.ensure_connection()
        connection.execute_wrappers.append(watch)
        signals.request_started.disconnect(close_old_connections)
        signals.request_finished.disconnect(close_old_connections)
        try:
            yield
        finally:
            signals.request_started.connect(close_old_connections)
            signals.request_finished.connect(close_old_connections)
            connection.execute_wrappers.remove(watch)


@contextmanager
def undone() -> Iterator[None]:
    """Take back what was changed inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


def logged(after: int) -> set[str]:
    """Every tag in the log after a line."""
    return set().union(*(purge.tags.split("\n") for purge in Purge.objects.filter(pk__gt=after)))
