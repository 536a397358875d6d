"""The table of pages and languages, in a number of queries that does not grow with the site."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Length
from wagtail.models import Page

from translations.models import Original, State, Version

# The home page lies at depth two of the tree; what hangs under it is a section.
SECTION = 3 * Page.steplen


def sections() -> list[tuple[str, str]]:
    """What hangs under the home page, then campaigns (whatever has a first day); by path and title. One query."""
    pages = Original.objects.filter(kind=Original.Kind.PAGE).annotate(length=Length("page__path"))
    found = pages.filter(Q(length=SECTION) | Q(starts_on__isnull=False)).order_by("length", "page__path")
    return [
        (path, title if length == SECTION else f"Campaign: {title}")
        for path, title, length in found.values_list("page__path", "title", "length")
    ]


def owners() -> list[str]:
    """Everybody who looks after something. One query."""
    return list(Original.objects.exclude(owner="").order_by("owner").values_list("owner", flat=True).distinct())


def rows(chosen: dict[str, Any], columns: list[str]) -> "QuerySet[Original]":
    """The originals that were asked for, each with its `found` versions in the languages of the columns."""
    found = Original.objects.all()
    if chosen["kind"]:
        found = found.filter(kind=chosen["kind"])
    if chosen["q"]:
        found = found.filter(title__icontains=chosen["q"])
    if chosen["section"]:
        found = found.filter(page__path__startswith=chosen["section"])
    if chosen["owner"]:
        found = found.filter(owner=chosen["owner"])
    if chosen["state"]:
        found = found.filter(in_state(chosen["state"], columns))
    versions = Version.objects.filter(language__in=columns).select_related("reviewed_by", "handed_on_by")
    orders: dict[str, list[Any]] = {
        "title": ["title", "pk"],
        "changed": ["-changed_at", "pk"],
        "tree": [F("page__path").asc(nulls_last=True), "kind", "title", "pk"],
    }
    return found.order_by(*orders[chosen["order"] or "tree"]).prefetch_related(
        Prefetch("versions", queryset=versions, to_attr="found")
    )


def in_state(state: str, columns: list[str]) -> Q:
    """Originals that stand so in at least one of the languages."""
    versions = Version.objects.filter(original=OuterRef("pk"), language__in=columns)
    if state == State.READY:
        return Q(Exists(versions.filter(ready=True)))
    if state != State.MISSING:
        return Q(Exists(versions.filter(state=state)))
    there = Version.objects.filter(original=OuterRef("pk")).exclude(state=State.MISSING)
    missing = Q(pk__in=[])
    for language in columns:
        missing |= ~Q(Exists(there.filter(language=language)))
    return missing


@dataclass(frozen=True)
class Sum:
    """How much of everything a language has."""

    language: str
    total: int
    current: int
    newer: int
    waiting: int

    @property
    def missing(self) -> int:
        """What nobody has begun, or finished for the first time."""
        return max(0, self.total - self.current - self.newer)


def sums(columns: list[str]) -> list[Sum]:
    """A line for each language. Two queries."""
    total = Original.objects.count()
    counted: dict[tuple[str, str], int] = {}
    waiting: dict[str, int] = {}
    for language, state, number, ready in (
        Version.objects.filter(language__in=columns)
        .values_list("language", "state")
        .annotate(number=Count("pk"), waiting=Count("pk", filter=Q(ready=True)))
    ):
        counted[language, state] = number
        waiting[language] = waiting.get(language, 0) + ready
    return [
        Sum(
            language,
            total,
            counted.get((language, State.CURRENT), 0) + counted.get((language, State.REVIEWED), 0),
            counted.get((language, State.NEWER), 0),
            waiting.get(language, 0),
        )
        for language in columns
    ]
