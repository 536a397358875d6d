"""A read replica (DATABASE_REPLICA_URL): public pages may be read there, and nothing else is (decision 0046).

The replica follows the database by a moment. So a reader's request first asks the database how far its log goes, and reads
from the replica only if that has replayed as much: whatever was acknowledged before the request is then seen in it. A
page that is rendered after a publication, and stored, is never the older one.
"""

import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("lantern.replica")
REPLICA, PRIMARY = "replica", "default"
_reading: ContextVar[str] = ContextVar("reading", default=PRIMARY)

# What the page store marks a request with while it makes a page to keep: it watches the database's own connection.
KEPT = "lantern.pagestore"
# Without a language in front.
OPEN = ("api/open-referral", "sitemap.xml")
# Below a language: what belongs to somebody, or is written to while it is read. All else there is a public page.
NOT_READ_THERE = re.compile(
    r"(?:learn|report|verify|feedback|tell-us|help/confirm|help/thanks)(?:/|\Z)|.*/(?:suggest|download)(?:/|\Z)"
)
SECONDS_BETWEEN_TRIES = 5.0


class ReplicaRouter:
    """Reads go where the request's middleware says; everything else to the database."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """The replica within a reader's request that has written nothing."""
        if connections[PRIMARY].in_atomic_block:
            return PRIMARY
        return _reading.get()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """The database; what is read after that in the same request comes from there too."""
        _reading.set(PRIMARY)
        return PRIMARY

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """They are the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """What is done to the database reaches the replica by itself."""
        return db == PRIMARY


class ReplicaMiddleware:
    """Sends a reader's request to the replica, if that is as far as the database, and back if it fails there.

    If the database does not answer, the replica is read as it is, and the page may not be stored.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._rests_until = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_a_readers(request) or time.monotonic() < self._rests_until:
            return self.get_response(request)
        state = self._state()
        if state not in ("level", "alone") or (state == "level" and KEPT in request.META):
            return self.get_response(request)
        response = self._read(request)
        if response.status_code >= 500 and state == "level":
            # It failed in the middle: the database answers in its place.
            self._rest()
            return self.get_response(request)
        if state == "alone":
            response.headers["Cache-Control"] = "no-store"
        return response

    def _read(self, request: HttpRequest) -> HttpResponse:
        token = _reading.set(REPLICA)
        try:
            return self.get_response(request)
        finally:
            _reading.reset(token)

    def _rest(self) -> None:
        self._rests_until = time.monotonic() + SECONDS_BETWEEN_TRIES

    def _state(self) -> str:
        """`level`, `behind`, `alone` (the database does not answer), or `away` (the replica does not)."""
        try:
            goal = _value(PRIMARY, "SELECT pg_current_wal_flush_lsn()")
        except (DatabaseError, InterfaceError):
            goal = None
        try:
            if goal is None:
                return "alone" if _value(REPLICA, "SELECT 1") else "away"
            return "level" if _value(REPLICA, "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", goal) else "behind"
        except (DatabaseError, InterfaceError):
            logger.warning("The read replica does not answer.")
            self._rest()
            return "away"


def is_a_readers(request: HttpRequest) -> bool:
    """Whether this asks for a public page, as nobody in particular."""
    if request.method not in ("GET", "HEAD") or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return False
    first, _slash, rest = request.path_info.lstrip("/").partition("/")
    if first in dict(settings.LANGUAGES):
        return not NOT_READ_THERE.match(rest)
    return request.path_info.lstrip("/").startswith(OPEN)


def _value(alias: str, statement: str, *given: Any) -> Any:
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchone()[0]
