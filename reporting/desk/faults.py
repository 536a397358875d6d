"""When the desk's database does not answer or its disk is full: plain words, and what was typed, instead of a bare error.

The session is looked up before any view, so the page comes from further out than a view can reach.
"""

import re
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.core.signals import got_request_exception
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.outage import for_later, is_outage
from pages.origin import posted
from reporting.desk.access import NOT_TYPED, PATH

# Nowhere else may what was typed be shown again: it may be a passphrase, or what stands on the recovery sheet.
SHOWN_AGAIN = re.compile(r"(?P<back>/desk/(?:reports/[0-9a-f-]{36}/|find/))")


class DeskFaultsMiddleware:
    """Stands outside of the sessions; answers 503 at the desk's addresses where the database has failed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        got_request_exception.connect(notice, dispatch_uid="desk faults")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(PATH) and (failed(request) or session_lost(request, response)):
            return unavailable(request)
        return response


def notice(request: HttpRequest | None = None, **_signal: Any) -> None:
    """While Django turns an exception into an answer: remember if it was the database or the disk."""
    if request is not None and is_outage(sys.exc_info()[1]):
        request.META["lantern.desk_failed"] = True


def failed(request: HttpRequest) -> bool:
    """Whether `notice` saw it happen."""
    return bool(request.META.get("lantern.desk_failed"))


def session_lost(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether Django called it a bad request that the session could not be written: it still cannot."""
    session = getattr(request, "session", None)
    if response.status_code != 400 or session is None or not (session.session_key and session.modified):
        return False
    try:
        session.save()
    except (UpdateError, DatabaseError):
        return True
    return False


def unavailable(request: HttpRequest) -> HttpResponse:
    """The page. It asks the database nothing."""
    again = SHOWN_AGAIN.match(request.path_info)
    context = {
        "title": "The desk cannot be reached just now",
        "site_name": settings.SITE_NAME,
        "was_sent": request.method == "POST",
        "typed": typed(request) if again else [],
        "back": again["back"] if again else PATH,
    }
    return for_later(render(request, "reporting/desk/unavailable.html", context), private=True)


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What stood in the form; nothing that another site sent here."""
    return [(name, text) for name, text in posted(request) if name not in NOT_TYPED]
