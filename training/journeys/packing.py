"""A module as a SCORM package, for platforms of other organisations."""

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.text import slugify

from training.errors import NotYoursError
from training.journeys.importing import may_look_after_packages
from training.journeys.reading import open_book
from training.journeys.wording import newest_words
from training.models import Activity, ActivityVersion, VersionWords
from training.packages.bundle import Bundle
from training.packages.course import course_page
from training.packages.manifest import V12
from training.packages.xml import NAME

PAGE = "index.html"
# The same version in the same language is the same file, whenever it is made: other platforms see that nothing changed.
LONG_AGO = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Packed:
    """A zip file, and what to call it."""

    name: str
    content: bytes


def packable() -> list[ActivityVersion]:
    """The newest version of each module that is offered."""
    found = ActivityVersion.objects.filter(activity__kind=Activity.Kind.MODULE, activity__retired_on=None)
    newest = {version.activity_id: version for version in found.select_related("activity").order_by("number")}
    return sorted(newest.values(), key=lambda version: version.activity.title)


def languages_of(version: ActivityVersion) -> set[str]:
    """The languages that a version has words in."""
    return set(newest_words(VersionWords, version.pk))


def pack(by: Any, version: ActivityVersion, language: str, standard: str = V12) -> Packed:
    """The version as learners read it, with its questions and their right answers, and nothing about any learner.

    Raises NotYoursError.
    """
    if not may_look_after_packages(by):
        raise NotYoursError
    bundle = Bundle()
    bundle.files[PAGE] = bundle.page(course_page(version, language, standard)).encode()
    title = open_book(version, language).title
    manifest = render_to_string(
        f"training/packages/imsmanifest.{standard}.xml",
        {"version": version, "language": language, "title": title, "page": PAGE, "files": sorted(bundle.files)},
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in {NAME: manifest.encode(), **dict(sorted(bundle.files.items()))}.items():
            archive.writestr(zipfile.ZipInfo(path, LONG_AGO), data, zipfile.ZIP_DEFLATED)
    name = f"{slugify(version.activity.title)}-{version.number}-{language}-scorm-{standard}.zip"
    return Packed(name, content.getvalue())
