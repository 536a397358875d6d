"""Which campaigns there are and when: for lists, the calendar and its feed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from icalendar import Calendar, Event
from wagtail.models import Page

from config.languages import SOURCE
from pages.addresses import absolute
from pages.entries import Entry, entry, in_language, rows
from pagestore.collecting import narrowed, running_until

# What every translation of a campaign takes from the source.
FOLLOWED = ("kind", "starts_on", "ends_on", "last_published_at")


def state_of(starts_on: date, ends_on: date) -> str:
    """coming, running or ended, today in Europe/London; both days are included."""
    today = timezone.localdate()
    running_until(starts_on, ends_on)
    if today < starts_on:
        return "coming"
    return "running" if today <= ends_on else "ended"


@dataclass(frozen=True)
class ShownCampaign:
    """A campaign in the reader's language with its dates, which follow the source."""

    entry: Entry
    key: Any
    kind: str
    starts_on: date
    ends_on: date
    changed_at: datetime

    @property
    def state(self) -> str:
        """coming, running or ended, in Europe/London."""
        return state_of(self.starts_on, self.ends_on)

    @property
    def state_label(self) -> str:
        """The state in words."""
        return {"coming": _("Starts soon"), "running": _("Running now"), "ended": _("Ended")}[self.state]


def campaigns_in(language: str) -> list[ShownCampaign]:
    """Every published campaign, soonest first; two queries."""
    campaigns = apps.get_model("campaigns", "CampaignPage").objects.filter(live=True, locale__language_code=SOURCE)
    dates = {row["translation_key"]: row for row in campaigns.values("translation_key", *FOLLOWED)}
    pages = Page.objects.filter(translation_key__in=dates, locale__language_code__in=[language, SOURCE], live=True)
    with narrowed("wagtailcore_page") as seen:
        found = rows(pages)
        seen.rows("wagtailcore_page", "translation_key", dates)
    shown = [
        ShownCampaign(
            entry(row, language, spell(dates[key])),
            key,
            dates[key]["kind"],
            dates[key]["starts_on"],
            dates[key]["ends_on"],
            dates[key]["last_published_at"] or timezone.now(),
        )
        for key, row in in_language(found, language).items()
    ]
    return sorted(shown, key=lambda campaign: (campaign.starts_on, campaign.entry.title))


def running_in(language: str) -> list[Entry]:
    """The awareness campaigns of today, for the home page; deterrent ones speak to other people."""
    return [found.entry for found in campaigns_in(language) if found.state == "running" and found.kind == "awareness"]


def spell(dates: dict[str, Any]) -> str:
    """“5 October 2026 to 28 February 2027”, in the active language."""
    return _("%(first)s to %(last)s") % {
        "first": date_format(dates["starts_on"]),
        "last": date_format(dates["ends_on"]),
    }


def by_month(campaigns: list[ShownCampaign]) -> list[dict[str, Any]]:
    """Campaigns under the month in which they start."""
    months: dict[date, list[ShownCampaign]] = {}
    for campaign in campaigns:
        months.setdefault(campaign.starts_on.replace(day=1), []).append(campaign)
    return [
        {"label": date_format(month, "F Y"), "entries": [as_row(campaign) for campaign in found]}
        for month, found in months.items()
    ]


def as_row(campaign: ShownCampaign) -> dict[str, Any]:
    """One line of the calendar."""
    shown = campaign.entry
    return {
        "title": shown.title,
        "url": shown.url,
        "summary": shown.summary,
        "lang": shown.lang,
        "direction": shown.direction,
        "starts_on": campaign.starts_on,
        "ends_on": campaign.ends_on,
        "state_label": campaign.state_label,
    }


def as_icalendar(campaigns: list[ShownCampaign], language: str, name: str) -> bytes:
    """The calendar as an iCalendar file (RFC 5545): whole days, the last one included."""
    calendar = Calendar()
    calendar.add("prodid", "-//Lantern//Campaign calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for campaign in campaigns:
        event = Event()
        event.add("uid", f"{campaign.key}.{language}@lantern")
        event.add("summary", campaign.entry.title)
        event.add("description", campaign.entry.summary)
        event.add("url", absolute(campaign.entry.url))
        event.add("dtstart", campaign.starts_on)
        event.add("dtend", campaign.ends_on + timedelta(days=1))
        # Not now: the feed changes when a campaign does.
        event.add("dtstamp", campaign.changed_at)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
