"""Packages in the catalogue: what it says of them, the same for everybody, and before anybody signs in."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config import languages
from config.languages import Language
from pages.addresses import url
from pages.entries import Entry
from pagestore.collecting import today
from training.addresses import package_address
from training.journeys.catalogue import validity
from training.journeys.playing import scos_of
from training.models import ActivityVersion, CatalogueEntry, Level, Package


@dataclass(frozen=True)
class ShownPackage:
    """A package for its public page. `language` is the one that its own words are in."""

    title: str
    summary: str
    content_note: str
    level: str
    minutes: int
    certificate: str
    language: Language
    parts: list[str]
    learn_url: str


def address_of(key: UUID) -> str:
    """Of the public page, without the language."""
    return f"training/packages/{key}/"


def find_packages(chosen: dict[str, Any], language: str) -> list[tuple[str, Entry]]:
    """Those that match, each with its level; one query. A package is about no topic, and for anybody."""
    if "topic" in chosen:
        return []
    found = _shown()
    if "level" in chosen:
        found = found.filter(level=chosen["level"])
    if "minutes" in chosen:
        found = found.filter(minutes__lte=chosen["minutes"])
    if "language" in chosen:
        found = found.filter(spoken=chosen["language"])
    return [(one.level, _entry(one, language)) for one in found]


def _shown() -> Any:
    """Entries of packages that are published and offered, with the digest of the newest version and its language."""
    offered = Q(activity__retired_on=None) | Q(activity__retired_on__gt=today())
    newest = ActivityVersion.objects.filter(activity=OuterRef("activity")).order_by("-number").values("digest")[:1]
    return (
        CatalogueEntry.objects.filter(offered)
        .select_related("activity")
        .annotate(newest=Subquery(newest))
        .annotate(spoken=Subquery(Package.objects.filter(digest=OuterRef("newest")).values("language")[:1]))
        .exclude(spoken=None)
    )


def _entry(found: Any, language: str) -> Entry:
    shown = languages.get(found.spoken)
    minutes = ngettext("%(number)s minute", "%(number)s minutes", found.minutes) % {"number": found.minutes}
    meta = " · ".join([minutes, str(Level(found.level).label), shown.endonym, _("Needs JavaScript")])
    address = url(language, address_of(found.activity.key))
    return Entry(found.activity.title, found.summary, address, shown.code, shown.direction, "calm", meta)


def shown_package(key: UUID, language: str) -> ShownPackage:
    """One of them; three queries. Raises Http404 if the catalogue has none of that key."""
    found = _shown().filter(activity__key=key).first()
    if found is None:
        raise Http404
    package = Package.objects.get(digest=found.newest)
    version = found.activity.versions.order_by("-number").first()
    return ShownPackage(
        title=found.activity.title,
        summary=found.summary,
        content_note=found.content_note,
        level=str(Level(found.level).label),
        minutes=found.minutes,
        certificate=validity(version.valid_months),
        language=languages.get(found.spoken),
        parts=[sco.title for sco in scos_of(package)],
        learn_url=url(language, package_address(key)),
    )
