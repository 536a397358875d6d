"""How a view takes part: it says so, and the store gathers while it answers. Without the store it is the view alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from pagestore.collecting import Collector, collecting
from pagestore.watching import unwatched

View = Callable[..., HttpResponseBase]
# Where a request carries what the store waits for.
ENVIRON = "lantern.pagestore"
TRIES = 3


class Recorder:
    """What the store learns of one answer."""

    collector: Collector | None = None


def stored(view: View) -> View:
    """The answer depends on the address and on what is published alone, and may be kept for everyone.

    It is asked for without cookies and without a query. An answer during which something changed is made again, so that
    no reader meets half of each.
    """

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        recorder = request.META.get(ENVIRON)
        if not isinstance(recorder, Recorder):
            return view(request, *args, **kwargs)
        for _turn in range(TRIES):
            before = last_purge()
            with collecting() as gatherer:
                response = view(request, *args, **kwargs)
                if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                    response.render()
            if last_purge() == before:
                recorder.collector = gatherer
                return response
        return response

    kept.is_stored = True  # type: ignore[attr-defined]
    return kept


def last_purge() -> Any:
    """How far the log of changes is, as this connection sees it; two transactions may end in another order than begun."""
    try:
        with unwatched(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT COUNT(*), MAX(id) FROM pagestore_purge WHERE id > (SELECT MAX(id) FROM pagestore_purge) - 1000"
            )
            return cursor.fetchone()
    except DatabaseError:
        return object()
