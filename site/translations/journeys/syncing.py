"""Bringing translations up to date with what has changed in English."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationLog, TranslationSource

from background.journeys import jobs
from background.journeys.jobs import StepError
from background.models import Job
from config.languages import SOURCE
from translations.journeys import work
from translations.journeys.keeping import note_synced
from translations.journeys.segments import take
from translations.journeys.submitting import PERMISSION, save
from translations.journeys.work import Item, NotYetError
from translations.models import Original


def planned(items: list[Item], codes: list[str]) -> list[tuple[Item, str]]:
    """What is in translation."""
    there = work.under_way(items, codes)
    return [(item, code) for item in items for code in codes if (item.key, code) in there]


def start(items: list[Item], codes: list[str], by: Any) -> Job:
    """Bring many up to date in the background."""
    title = f"Bring {work.counted(items)} up to date in {work.listed(codes)}"
    return jobs.start(work.SYNC, title, work.steps(planned(items, codes)), by)


def step(what: dict[str, Any], job: Job) -> str:
    """One record in one language."""
    user = work.asker(job, PERMISSION)
    return sync(work.source_of(what), work.target_of(what), user)


def sync(record: Any, locale: Locale, user: Any) -> str:
    """Hand what is new in English to translators; what is translated already is kept. Says what is to do.

    A draft follows at once. What readers see in the language stays as it is until it is published
    again: wagtail-localize would write into the public page even when asked for a draft.
    """
    translation = work.translation_of(record, locale)
    source, new = take(record)
    if new:
        # At once for every language: what waits for the end of the transaction is lost with a killed worker.
        source.refresh_from_db()
        note_synced(source)
    target = source.get_translated_instance(locale)
    if isinstance(target, Page) and target.live:
        source.sync_view_restrictions(record, target)
    elif work.can_be_draft(target) and not target.live and _is_older(translation):
        save(source, locale, user)
    total, translated = translation.get_progress()
    if total == translated:
        return "Up to date: nothing new to translate."
    return f"{_sentences(total - translated)} to translate."


def may_sync(user: Any) -> bool:
    """Whether this person submits for translation, and so also syncs."""
    return bool(user.has_perm(PERMISSION))


@transaction.atomic
def sync_original(user: Any, original: Original) -> int:
    """Translators of every language see the present words from now on; returns how many languages have something to do.

    Nothing goes live by it. Sentences that have not changed keep their translations. Raises NotYetError.
    """
    if not may_sync(user):
        raise PermissionDenied
    found = TranslationSource.objects.filter(object_id=original.translation_key, locale__language_code=SOURCE)
    source = found.select_related("locale").first()
    if source is None:
        raise NotYetError("It has not been submitted for translation into any language yet.")
    record = source.get_source_instance()
    for translation in source.translations.filter(enabled=True).select_related("target_locale"):
        try:
            sync(record, translation.target_locale, user)
        except StepError as error:
            raise NotYetError(str(error)) from error
    source.refresh_from_db()
    note_synced(source)
    return original.versions.filter(segments_left__gt=0).count()


def _is_older(translation: Any) -> bool:
    """Whether the draft was written before the source was last taken."""
    source = translation.source
    source.refresh_from_db(fields=["last_updated_at"])
    written = TranslationLog.objects.filter(source=source, locale=translation.target_locale).order_by("-created_at")
    last = written.values_list("created_at", flat=True).first()
    return last is None or last < source.last_updated_at


def _sentences(number: int) -> str:
    return "1 sentence" if number == 1 else f"{number} sentences"
