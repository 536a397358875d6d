"""Badges for other programs: who signs them, for what, and which hold no more."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from config.languages import SOURCE
from credentials.canonical import CREDENTIALS, OPEN_BADGES
from pages.kept import kept_nowhere
from training.errors import NotThereError
from training.journeys import badges
from training.models import ActivityVersion, Certificate

TYPE = "application/ld+json"
FIVE_MINUTES = 300


def answered(document: dict[str, Any], status: int = 200) -> JsonResponse:
    """A document as JSON-LD, readable by pages of other sites."""
    return JsonResponse(document, status=status, content_type=TYPE, json_dumps_params={"ensure_ascii": False})


@cache_control(public=True, max_age=FIVE_MINUTES)
@require_safe
def issuer(request: HttpRequest) -> JsonResponse:
    """The partnership and its keys."""
    return answered(badges.issuer())


@cache_control(public=True, max_age=FIVE_MINUTES)
@require_safe
def achievement(request: HttpRequest, key: UUID, number: int) -> JsonResponse:
    """What a badge was given for."""
    version = get_object_or_404(ActivityVersion.objects.select_related("activity"), activity__key=key, number=number)
    return answered({"@context": [CREDENTIALS, OPEN_BADGES], **badges.achievement(version, SOURCE)})


@cache_control(public=True, max_age=FIVE_MINUTES)
@require_safe
def status(request: HttpRequest, number: int) -> JsonResponse:
    """The status list, signed."""
    try:
        return answered(badges.status_list(number))
    except NotThereError as error:
        raise Http404 from error


@kept_nowhere
@require_safe
def badge(request: HttpRequest, code: str) -> JsonResponse:
    """A badge, for whoever has its code. One whose holder was erased is given to nobody any more: 410."""
    found = get_object_or_404(Certificate.objects.select_related(*badges.NEEDED), code=code)
    try:
        return answered(badges.badge(found))
    except NotThereError:
        return answered({"error": "The holder of this badge was removed from our records."}, 410)
