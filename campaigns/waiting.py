"""What campaigns tell the dashboard."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page
from wagtail.permissions import policy_registry

from campaigns.models import CampaignPage
from config.languages import SOURCE
from dashboard.providers import Panel, Row, provide
from people.roles import TEAM, has_role

# Long enough to print a poster and to ask for a translation.
DAYS = 30


def starting_or_ending_soon(today: date, days: int) -> "QuerySet[CampaignPage]":
    """Campaigns whose first or last day lies between today and `days` from now, published or not."""
    last = today + timedelta(days=days)
    soon = Q(starts_on__range=(today, last)) | Q(ends_on__range=(today, last))
    return CampaignPage.objects.filter(soon, locale__language_code=SOURCE)


def _mine(user: Any) -> "QuerySet[CampaignPage]":
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return starting_or_ending_soon(timezone.localdate(), DAYS).filter(pk__in=pages.values("pk"))


def _rows(user: Any, limit: int, skip: int = 0) -> list[Row]:
    today = timezone.localdate()
    found = sorted(_mine(user), key=lambda campaign: (_next(campaign, today), campaign.pk))
    return [_row(campaign, today) for campaign in found[skip : skip + limit]]


def _next(campaign: CampaignPage, today: date) -> date:
    """The day that comes next, of the first and the last."""
    return campaign.starts_on if campaign.starts_on >= today else campaign.ends_on


def _row(campaign: CampaignPage, today: date) -> Row:
    word = "Starts" if campaign.starts_on >= today else "Ends"
    detail = f"{word} on {date_format(_next(campaign, today))}"
    if not campaign.live:
        detail += ", and is not published"
    urgent = not campaign.live and word == "Starts"
    return Row(campaign.title, detail, reverse("wagtailadmin_pages:edit", args=[campaign.pk]), "now" if urgent else "")


def provide_waiting() -> None:
    """Register it."""
    provide(
        Panel(
            "campaigns",
            "Campaigns that start or end soon",
            lambda user: has_role(user, *TEAM),
            lambda user: _mine(user).count(),
            _rows,
            f"no campaign starts or ends in the next {DAYS} days",
            35,
            "calendar",
        )
    )
