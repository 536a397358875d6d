"""What somebody meets when they come back: where they left, what they have to do, what they have done.

A fixed number of queries, however much there is.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page

from config import languages
from config.languages import SOURCE
from pages.addresses import url
from training.addresses import package_address
from training.dates import today
from training.journeys.learning import asked_in
from training.journeys.learning import theirs as of
from training.journeys.refreshing import changed_since
from training.models import Activity, ActivityVersion, Certificate, Event, Learner, Registration, Status
from training.standing import Standing

MOST = 5
ORDER = (
    Standing.OVERDUE,
    Standing.GRACE,
    Standing.EXPIRING,
    Standing.STARTED,
    Standing.NOT_STARTED,
    Standing.VALID,
    Standing.EXEMPT,
)


@dataclass(frozen=True)
class ShownActivity:
    """What can be done, by its name in a language, and where a learner does it; empty if its page is gone."""

    title: str
    lang: str
    direction: str
    url: str


@dataclass(frozen=True)
class UnderWay:
    """What was begun, and how much of it is done."""

    activity: ShownActivity
    done: int
    parts: int


@dataclass(frozen=True)
class ToDo:
    """A requirement on a day: its word, its dates, and where to do it."""

    title: str
    standing: Standing
    status: Status
    activities: tuple[ShownActivity, ...]


@dataclass(frozen=True)
class Done:
    """A certificate."""

    activity: ShownActivity
    certificate: Certificate
    is_valid: bool
    url: str = ""
    by_test_out: bool = False
    has_changed: bool = False


def activities_in(language: str, activities: Any) -> dict[int, ShownActivity]:
    """Activities by their names in a language, or else the source's; one query."""
    activities = list(activities)
    pages: dict[Any, dict[str, Any]] = {}
    rows = Page.objects.filter(
        translation_key__in=[one.key for one in activities], locale__language_code__in=[language, SOURCE], live=True
    ).values_list("translation_key", "locale__language_code", "title", "slug")
    for key, code, title, slug in rows:
        pages.setdefault(key, {})[code] = (title, slug)
    found = {}
    for one in activities:
        names = pages.get(one.key, {})
        code = language if language in names else SOURCE
        title, slug = names.get(code, (one.title, ""))
        slug = names.get(SOURCE, (title, slug))[1]
        spoken = languages.get(code)
        found[one.pk] = ShownActivity(title, spoken.code, spoken.direction, _where(one, slug, language))
    return found


def _where(activity: Activity, slug: str, language: str) -> str:
    if activity.kind == Activity.Kind.PACKAGE:
        return url(language, package_address(activity.key))
    above = "training" if activity.kind == Activity.Kind.EVENT else "learn/modules"
    return url(language, f"{above}/{slug}/") if slug else ""


def under_way(learner: Learner, language: str) -> list[UnderWay]:
    """What was begun last and is not completed, the latest first; what has to be begun again is left out."""
    completed = Event.objects.filter(registration=OuterRef("pk"), kind=Event.Kind.COMPLETED)
    newer = Registration.objects.filter(
        of(learner), activity=OuterRef("activity"), started_at__gt=OuterRef("started_at")
    )
    ended = ActivityVersion.objects.filter(
        activity=OuterRef("activity"), number__gt=OuterRef("version__number"), expires_older=True
    )
    found = list(
        Registration.objects.filter(of(learner))
        .exclude(Exists(completed))
        .exclude(Exists(newer))
        .exclude(Exists(ended))
        .select_related("activity", "version")
        .order_by("-started_at")[:MOST]
    )
    done: dict[Any, set[str]] = {}
    rows = Event.objects.filter(registration__in=[one.pk for one in found], kind=Event.Kind.PART_DONE)
    for registration, part in rows.values_list("registration", "part"):
        done.setdefault(registration, set()).add(part)
    shown = activities_in(language, [one.activity for one in found])
    return [
        UnderWay(
            shown[one.activity_id],
            sum(part.key in done.get(one.pk, ()) for part in parts),
            len(parts),
        )
        for one in found
        for parts in [asked_in(one)]
    ]


def to_do(learner: Learner, language: str, day: date | None = None) -> list[ToDo]:
    """Every requirement that somebody has to meet, the most urgent first."""
    rows = list(
        Status.objects.filter(learner=learner).select_related("requirement").prefetch_related("requirement__activities")
    )
    shown = activities_in(language, {one for row in rows for one in row.requirement.activities.all()})
    found = [
        ToDo(
            row.requirement.title,
            row.on(day or today()),
            row,
            tuple(shown[one.pk] for one in row.requirement.activities.all()),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (ORDER.index(one.standing), one.status.due_on or date.max, one.title))


def done(learner: Learner, language: str, most: int | None = MOST) -> list[Done]:
    """Certificates, the latest first."""
    rows = Certificate.objects.filter(of(learner)).select_related("version__activity", "event")
    certificates = list(rows.order_by("-issued_on", "-pk")[:most])
    changed = changed_since(certificates)
    shown = activities_in(language, {row.version.activity for row in certificates})
    day = today()
    return [
        Done(
            shown[row.version.activity_id],
            row,
            row.is_valid(day),
            certificate_url(row, language),
            by_test_out=bool(row.event.data.get("test_out")),
            has_changed=row.pk in changed,
        )
        for row in certificates
    ]


def certificate_url(certificate: Certificate, language: str) -> str:
    """Where it can be checked by anybody; empty while there is no such page."""
    try:
        return reverse("verify", kwargs={"language": language, "code": certificate.code})
    except NoReverseMatch:
        return ""
