"""Freezing a live event that is published: its only part is being there."""

from datetime import datetime
from typing import Any

from django.db import transaction

from config.languages import SOURCE
from training.journeys.digests import digest_of
from training.journeys.freezing import locked_activity, version_of
from training.journeys.wording import add_words, translations_of
from training.models import Activity, ActivityVersion, LiveEventPage, VersionWords

ATTENDANCE = "attendance"
PARTS: list[dict[str, Any]] = [{"key": ATTENDANCE, "kind": "attendance"}]


def freeze_event(page: LiveEventPage, at: datetime | None = None) -> ActivityVersion:
    """The version of a live event that was just published in the source language: a new one if its outcomes, or for
    how long it is valid, changed.
    """
    with transaction.atomic():
        activity = locked_activity(page, Activity.Kind.EVENT)
        outcomes = [child.value for child in page.outcomes]
        digest = digest_of({"parts": PARTS, "outcomes": outcomes, "valid_months": page.valid_months})
        version = version_of(activity, page, digest, at, parts=PARTS, valid_months=page.valid_months)
        write_event_words(version, page)
    return version


def event_translated(page: LiveEventPage) -> None:
    """A translation was published: its title is kept beside the newest version of the source."""
    version = ActivityVersion.objects.filter(activity__key=page.translation_key).order_by("number").last()
    source = LiveEventPage.objects.filter(translation_key=page.translation_key, locale__language_code=SOURCE).first()
    if version and source:
        write_event_words(version, source)


def write_event_words(version: ActivityVersion, page: LiveEventPage) -> None:
    """What the event is called in each language, for certificates."""
    for language, record in [(SOURCE, page), *translations_of(page)]:
        reviewed = language == SOURCE or record.translation_reviewed_on is not None
        add_words(VersionWords, version, language, {"title": record.title, "is_reviewed": reviewed, "lessons": {}})
