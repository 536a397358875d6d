"""What campaigns tell the dashboard."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.permissions import policy_registry

from campaigns.journeys.planning import Soon, starting_or_ending_soon
from dashboard.providers import Panel, Row, provide
from people.roles import TEAM, has_role

# Long enough to print a poster and to ask for a translation.
DAYS = 30


def _mine(user: Any) -> list[Soon]:
    """Those whose pages this person may change."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    found = starting_or_ending_soon(timezone.localdate(), DAYS)
    mine = set(pages.filter(pk__in=[soon.campaign.page_id for soon in found]).values_list("pk", flat=True))
    return [soon for soon in found if soon.campaign.page_id in mine]


def _rows(user: Any, limit: int, skip: int = 0) -> list[Row]:
    return [_row(soon) for soon in _mine(user)[skip : skip + limit]]


def _row(soon: Soon) -> Row:
    missing = (
        f", {soon.missing} {'thing is' if soon.missing == 1 else 'things are'} still missing" if soon.missing else ""
    )
    unpublished = "" if soon.campaign.live else ", and it is not published"
    urgent = not soon.campaign.live and soon.says.startswith("Starts")
    address = reverse("team_calendar") if soon.missing else soon.campaign.url
    return Row(soon.campaign.title, f"{soon.says}{unpublished}{missing}", address, "now" if urgent else "")


def provide_waiting() -> None:
    """Register it."""
    provide(
        Panel(
            "campaigns",
            "Campaigns that start or end soon",
            lambda user: has_role(user, *TEAM),
            lambda user: len(_mine(user)),
            _rows,
            f"no campaign starts or ends in the next {DAYS} days",
            35,
            "calendar",
        )
    )
