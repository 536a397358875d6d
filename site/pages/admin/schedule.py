"""What is planned, and what could not be done as planned, on one screen."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import registry
from wagtail.models import Page, Revision

from background.journeys.clock import is_late
from pages.journeys.scheduling import FAILED, scheduled_models
from people.roles import TEAM, has_role

MOST_SHOWN = 200
REMEMBERED = timedelta(days=30)


@dataclass(frozen=True)
class Line:
    """One moment of one page or record."""

    moment: datetime
    title: str
    kind: str
    what: str
    url: str


def edit_url(model: type[Any], key: Any) -> str:
    """Where a page or record is edited."""
    if issubclass(model, Page):
        return reverse("wagtailadmin_pages:edit", args=[key])
    return reverse(model.snippet_viewset.get_url_name("edit"), args=[key]) if hasattr(model, "snippet_viewset") else ""


def planned() -> list[Line]:
    """Everything that will begin or end, the nearest first; one query a kind of record."""
    lines = []
    begins = Revision.objects.exclude(approved_go_live_at=None).select_related("base_content_type").defer("content")
    for revision in begins.order_by("approved_go_live_at")[:MOST_SHOWN]:
        model = revision.base_content_type.model_class()
        if model is not None:
            url = edit_url(model, revision.object_id)
            kind = str(model._meta.verbose_name)
            lines.append(Line(revision.approved_go_live_at, revision.object_str, kind, "goes live", url))
    for model in scheduled_models():
        for record in model.objects.filter(live=True, expire_at__isnull=False).order_by("expire_at")[:MOST_SHOWN]:
            url = edit_url(model, record.pk)
            lines.append(Line(record.expire_at, str(record), str(model._meta.verbose_name), "is taken down", url))
    return sorted(lines, key=lambda line: line.moment)


def failures() -> list[Line]:
    """What could not be done in the last thirty days, the newest first."""
    since = timezone.now() - REMEMBERED
    lines = []
    for log_model in registry.get_log_entry_models():
        entries = log_model.objects.filter(action=FAILED, timestamp__gte=since).select_related("content_type")
        for entry in entries.order_by("-timestamp")[:MOST_SHOWN]:
            model = entry.content_type.model_class()
            key = getattr(entry, "page_id", None) or getattr(entry, "object_id", None)
            url = edit_url(model, key) if model else ""
            lines.append(Line(entry.timestamp, entry.label, "", str(entry.data.get("problem", "")), url))
    return sorted(lines, key=lambda line: line.moment, reverse=True)


@require_safe
def schedule(request: HttpRequest) -> HttpResponse:
    """The screen."""
    if not has_role(request.user, *TEAM):
        raise PermissionDenied
    context = {"planned": planned(), "failures": failures(), "late": is_late()}
    return render(request, "pages/admin/schedule.html", context)


urls = [path("schedule/", schedule, name="schedule")]


class ScheduleMenuItem(MenuItem):
    """Under Reports, for the team."""

    def is_shown(self, request: HttpRequest) -> bool:
        """As the screen."""
        return has_role(request.user, *TEAM)


def menu_item() -> ScheduleMenuItem:
    """The line in the menu."""
    return ScheduleMenuItem("Schedule", reverse("schedule"), icon_name="calendar", order=100)
