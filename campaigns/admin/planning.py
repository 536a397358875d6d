"""The team's campaign calendar: months ahead, awareness days, clashes, and what is still missing."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import SnippetViewSet

from campaigns.journeys.planned import planned_campaigns
from campaigns.journeys.planning import MOST_AT_ONCE
from campaigns.journeys.planning_months import MONTHS, later, month_of, team_calendar
from campaigns.models import AwarenessDay


class AwarenessDayViewSet(SnippetViewSet):
    """Awareness days, those due for a check first; the calendar leads here."""

    model = AwarenessDay
    menu_label = "Awareness days"
    menu_order = 151
    add_to_admin_menu = True
    icon = "date"
    list_display = ["name", "starts_on", "ends_on", "yearly", "review_due"]
    list_filter = ["yearly"]
    search_fields = ["name"]
    ordering = ["review_due", "name"]


class CalendarMenuItem(MenuItem):
    """Shown to those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Everyone who may edit pages."""
        return edits_pages(request.user)


def edits_pages(user: Any) -> bool:
    """Whether this person adds, changes or publishes any page."""
    return bool(policy_registry.get_by_type(Page).user_has_any_permission(user, ["add", "change", "publish"]))


@require_safe
def team_calendar_screen(request: HttpRequest) -> HttpResponse:
    """Twelve months from the month that the address names, or from this one."""
    if not edits_pages(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    start = month_of(request.GET.get("from", ""), today)
    may_add = request.user.has_perm("campaigns.add_awarenessday")
    title = "Campaign calendar"
    context = {
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            {"url": "", "label": title},
        ],
        "header_title": title,
        "header_icon": "calendar-alt",
        "calendar": team_calendar(planned_campaigns(), list(AwarenessDay.objects.all()), start, today),
        "today": today,
        "start": start,
        "earlier": later(start, -MONTHS // 2),
        "later": later(start, MONTHS // 2),
        "most": MOST_AT_ONCE,
        "add_day": reverse("wagtailsnippets_campaigns_awarenessday:add") if may_add else "",
    }
    return render(request, "campaigns/admin/calendar.html", context)
