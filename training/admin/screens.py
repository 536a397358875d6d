"""What the screens that set training up have in common."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from people.roles import TRAINING_LEADS, has_role
from training.errors import NotYoursError
from training.journeys.authority import agencies_led, sees_every_agency, sets_up

View = Callable[..., HttpResponse]
TOP = "Setting up training"
Trail = Sequence[tuple[str, str]]


def administers(user: Any) -> bool:
    """Whether somebody looks after at least one whole agency."""
    return sets_up(user) or agencies_led(user).exists()


def for_administrators(view: View) -> View:
    """Shut for everybody who looks after no agency, and for whatever a journey refuses."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not administers(request.user):
            raise PermissionDenied
        return asked(view, request, *args, **kwargs)

    return guarded


def for_leads(view: View) -> View:
    """Open to those who look after a team as well; whom they see is asked of the records."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (sees_every_agency(request.user) or has_role(request.user, TRAINING_LEADS)):
            raise PermissionDenied
        return asked(view, request, *args, **kwargs)

    return guarded


def for_setting_up(view: View) -> View:
    """Only for those who set training up."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not sets_up(request.user):
            raise PermissionDenied
        return asked(view, request, *args, **kwargs)

    return guarded


def asked(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """The view's answer, or Wagtail's own “you may not”."""
    try:
        return view(request, *args, **kwargs)
    except NotYoursError as error:
        raise PermissionDenied from error


def screen(title: str, trail: Trail = (), **more: Any) -> dict[str, Any]:
    """What Wagtail's header needs; `trail` is what lies above, as addresses and labels."""
    above = [(reverse("training_administration"), TOP), *trail] if title != TOP else []
    return {
        "breadcrumbs_items": [*({"url": url, "label": label} for url, label in above), {"url": "", "label": title}],
        "header_title": title,
        "page_title": title,
        "header_icon": "group",
        **more,
    }


def back(name: str, *args: Any) -> HttpResponse:
    """See other: what was sent is not sent again by a reload."""
    response = redirect(name, *args)
    response.status_code = 303
    return response
