"""What the team still has to do for each campaign, and where campaigns get in one another's way.

Everything here works on campaigns that are loaded (campaigns.journeys.planned) and asks the database
nothing, but for `starting_or_ending_soon`, which loads them first. Clashes and gaps are hints.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from campaigns.journeys.planned import Planned, PlannedResource, planned_campaigns
from config import languages
from config.languages import SOURCE

MOST_AT_ONCE = 3
CLOSE = timedelta(days=7)
STAGES = {
    "draft": "Draft",
    "review": "In review",
    "scheduled": "Scheduled",
    "coming": "Published, not begun",
    "live": "Live",
    "over": "Over",
}


@dataclass(frozen=True)
class Gap:
    """Something that is still missing, and where it is mended. `about` is languages, resources, sign-off or page."""

    about: str
    says: str
    url: str


@dataclass(frozen=True)
class Clash:
    """Campaigns that may be too close, and why."""

    campaigns: tuple[Planned, ...]
    from_day: date
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Soon:
    """A campaign that starts or ends in the next days."""

    campaign: Planned
    day: date
    says: str
    missing: int


def stage_of(campaign: Planned, today: date) -> str:
    """One of STAGES."""
    if campaign.live:
        if campaign.ends_on and campaign.ends_on < today:
            return "over"
        return "coming" if campaign.starts_on and campaign.starts_on > today else "live"
    if campaign.waits_for:
        return "review"
    return "scheduled" if campaign.scheduled_for else "draft"


def missing_for(campaign: Planned, today: date | None = None) -> list[Gap]:
    """All that a campaign still needs; nothing once it is over."""
    today = today or timezone.localdate()
    if stage_of(campaign, today) == "over":
        return []
    return [*sign_off(campaign, today), *page_gaps(campaign, today), *language_gaps(campaign), *resource_gaps(campaign)]


def sign_off(campaign: Planned, today: date) -> Iterator[Gap]:
    """What stands between the campaign and its readers."""
    stage = stage_of(campaign, today)
    if stage == "draft":
        yield Gap("sign-off", "Nobody has been asked to review it", campaign.url)
    elif stage == "review":
        yield Gap("sign-off", f"In review: {campaign.waits_for}", campaign.url)
    if campaign.live and campaign.has_draft:
        says = "There are changes that are not published"
        if campaign.draft_dates and all(campaign.draft_dates):
            says += f", with other dates: {spell(*campaign.draft_dates)}"
        yield Gap("sign-off", says, campaign.url)
    if campaign.live or not campaign.starts_on:
        return
    if campaign.starts_on < today:
        yield Gap("sign-off", "Its first day has passed, and readers cannot see it", campaign.url)
    elif campaign.scheduled_for and timezone.localdate(campaign.scheduled_for) > campaign.starts_on:
        day = date_format(timezone.localdate(campaign.scheduled_for))
        yield Gap("sign-off", f"It is published on {day}, after its first day", campaign.url)


def page_gaps(campaign: Planned, today: date) -> Iterator[Gap]:
    """What the page itself lacks."""
    dated = campaign.starts_on and campaign.ends_on
    said = {
        "It has no dates": not dated,
        "Its last day has passed": not campaign.live and campaign.ends_on is not None and campaign.ends_on < today,
        "It asks people to do nothing: add one call to action": campaign.calls == 0,
        "It asks people to do more than one thing": campaign.calls > 1,
        "It has no summary": not campaign.summary.strip(),
        "Nobody is named to look after it": not campaign.owner.strip(),
        "It has no review date": campaign.review_due is None,
        "Its review is overdue": campaign.review_due is not None and campaign.review_due < today,
        "It has neither a topic nor an audience": not campaign.terms,
        "It has no deterrent message under it": campaign.kind == "deterrent" and not campaign.messages,
    }
    if number := campaign.pictures_without_words:
        said[f"{number} picture{'s' * (number > 1)} without alternative text"] = True
    yield from (Gap("page", says, campaign.url) for says, missing in said.items() if missing)


def language_gaps(campaign: Planned) -> Iterator[Gap]:
    """The languages of the site that readers would not get it in, or not as it is now."""
    for code in other_languages():
        name, found = languages.get(code).english, campaign.translations.get(code)
        if found is None:
            url = reverse("wagtail_localize:submit_page_translation", args=[campaign.page_id])
            yield Gap("languages", f"{name}: not translated", url)
            continue
        said = []
        if not found.live:
            said.append("not published")
        if found.older:
            said.append("older than the English page")
        if found.reviewed_on is None:
            said.append("not reviewed by a native speaker")
        if said:
            url = reverse("wagtailadmin_pages:edit", args=[found.page_id])
            yield Gap("languages", f"{name}: {', '.join(said)}", url)


def resource_gaps(campaign: Planned) -> Iterator[Gap]:
    """What people can print or share, in every language."""
    if not campaign.resources:
        yield Gap("resources", "No resource is linked to it", campaign.url)
    for resource in campaign.resources:
        url = reverse("wagtailadmin_pages:edit", args=[resource.page_id])
        if not resource.live:
            yield Gap("resources", f"{resource.title}: not published", url)
        if lacking := lacked(resource):
            yield Gap("resources", f"{resource.title}: not in {', '.join(lacking)}", url)


def lacked(resource: PlannedResource) -> list[str]:
    """English names of the site's languages that a resource does not come in."""
    return [languages.get(code).english for code in (SOURCE, *other_languages()) if code not in resource.languages]


def other_languages() -> list[str]:
    """Codes of the languages that campaigns are translated into."""
    return [code for code, _name in settings.LANGUAGES if code != SOURCE]


def clashes(campaigns: Iterable[Planned], first: date, last: date) -> list[Clash]:
    """Campaigns that may get in one another's way between two days, soonest first."""
    dated = [found for found in campaigns if days(found)[0] <= days(found)[1]]
    shown = [found for found in dated if days(found)[0] <= last and days(found)[1] >= first]
    pairs = [clash for one, other in combinations(shown, 2) if (clash := pair_clash(one, other))]
    return sorted([*crowds(shown), *pairs], key=lambda clash: clash.from_day)


def days(campaign: Planned) -> tuple[date, date]:
    """First and last day; one without dates runs on no day."""
    return campaign.starts_on or date.max, campaign.ends_on or date.min


def pair_clash(one: Planned, other: Planned) -> Clash | None:
    """Two for the same people at the same time, or two that start together."""
    (start, end), (next_start, next_end) = days(one), days(other)
    reasons = []
    from_day, to_day = max(start, next_start), min(end, next_end)
    shared = [name for key, name in one.terms.items() if key in other.terms]
    if from_day <= to_day and shared:
        reasons.append(f"Both run from {spell(from_day, to_day)} and are about or for: {', '.join(shared)}.")
    apart = abs((next_start - start).days)
    if timedelta(days=apart) <= CLOSE:
        reasons.append(
            f"Both start on {date_format(start)}." if not apart else f"They start {apart} day{'s' * (apart > 1)} apart."
        )
    return Clash((one, other), from_day, tuple(reasons)) if reasons else None


def crowds(campaigns: Sequence[Planned]) -> Iterator[Clash]:
    """Each stretch of days on which more than MOST_AT_ONCE run."""
    turns = sorted({turn for found in campaigns for turn in (days(found)[0], days(found)[1] + timedelta(days=1))})
    stretch: list[Planned] = []
    began: date | None = None
    for turn in turns:
        running = [found for found in campaigns if days(found)[0] <= turn <= days(found)[1]]
        if len(running) > MOST_AT_ONCE:
            began = began or turn
            stretch += [found for found in running if found not in stretch]
        elif began:
            says = f"More than {MOST_AT_ONCE} campaigns run at once from {spell(began, turn - timedelta(days=1))}."
            yield Clash(tuple(stretch), began, (says,))
            stretch, began = [], None


def starting_or_ending_soon(today: date, within: int) -> list[Soon]:
    """Campaigns that start or end in the next `within` days, soonest first; loads them."""
    until = today + timedelta(days=within)
    found = []
    for campaign in planned_campaigns():
        for day, word in ((campaign.starts_on, "Starts"), (campaign.ends_on, "Ends")):
            if day and today <= day <= until:
                found.append(Soon(campaign, day, f"{word} on {date_format(day)}", len(missing_for(campaign, today))))
    return sorted(found, key=lambda soon: soon.day)


def spell(first: date | None, last: date | None) -> str:
    """“5 October 2026 to 28 February 2027”; one day alone."""
    if first is None or last is None:
        return "no dates yet"
    return date_format(first) if first == last else f"{date_format(first)} to {date_format(last)}"
