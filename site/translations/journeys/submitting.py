"""Submitting records for translation: each gets a draft in the language, and its sentences go to translators."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from wagtail.models import Locale, Page
from wagtail_localize.models import RelatedObjectSegment, Translation, TranslationSource

from background.journeys import jobs
from background.journeys.jobs import StepError
from background.models import Job
from config.truth import Worded
from translations.journeys import work
from translations.journeys.lengths import too_long
from translations.journeys.segments import kept_source, take
from translations.journeys.work import Item, english

OF_SOURCE = ("go_live_at", "expire_at", "live_revision", "first_published_at")
PERMISSION = "wagtail_localize.submit_translation"


def planned(items: list[Item], codes: list[str]) -> list[tuple[Item, str]]:
    """What is still to be submitted."""
    there = work.under_way(items, codes)
    return [(item, code) for item in items for code in codes if (item.key, code) not in there]


def start(items: list[Item], codes: list[str], by: Any) -> Job:
    """Submit many in the background."""
    pairs = planned(items, codes)
    title = f"Submit {work.counted(items)} for translation into {work.listed(codes)}"
    return jobs.start(work.SUBMIT, title, work.steps(pairs), by)


def step(what: dict[str, Any], job: Job) -> str:
    """One record into one language."""
    user = work.asker(job, PERMISSION)
    return submit(work.source_of(what), work.target_of(what), user)


def submit(record: Any, locale: Locale, user: Any, *, with_related: bool = True) -> str:
    """Begin a translation, with the pages above it and the records it refers to; says what came of it.

    It never puts anything before readers, and changes nothing that was there. Raises StepError.
    """
    if _is_under_way(record, locale):
        return "It was submitted already."
    mirror = _stands_in(record, locale)
    source = kept_source(record) or take(record)[0]
    if with_related:
        for related in _related(source, record.locale):
            submit(related, locale, user, with_related=False)
    if mirror is not None:
        # Readers met the English page here; a translation waits for its publisher.
        Page.objects.filter(pk=mirror).update(live=False, has_unpublished_changes=True)
    Translation.objects.update_or_create(source=source, target_locale=locale, defaults={"enabled": True})
    made = save(source, locale, user, publish=not work.can_be_draft(record))
    if work.can_be_draft(made):
        forget_dates(made)
    if isinstance(record, Worded):
        # Readers get the English words until these are translated (config.truth).
        there = work.all_of(type(record)).filter(translation_key=source.object_id, locale=locale)
        there.update(fingerprint="")
    return "Submitted."


def forget_dates(made: Any) -> None:
    """A translation has not been live yet, and goes live and off by its publisher's word.

    wagtail-localize copies its source's times along, and nobody could change them here.
    """
    work.all_of(type(made)).filter(pk=made.pk).update(**dict.fromkeys(OF_SOURCE))
    revision = made.latest_revision
    revision.content |= {name: None for name in OF_SOURCE if name in revision.content}
    revision.save(update_fields=["content"])


def save(source: TranslationSource, locale: Locale, user: Any, *, publish: bool = False) -> Any:
    """The record in the language, written from its source and the translated sentences; English where there are none."""
    language = english(locale.language_code)
    if reason := too_long(source, locale):
        raise StepError(f"It cannot be saved in {language}: {reason}")
    try:
        record, _made = source.create_or_update_translation(
            locale, user=user, publish=publish, copy_parent_pages=True, fallback=True
        )
    except ValidationError as error:
        raise StepError(f"It cannot be saved in {language}: {' '.join(error.messages)}") from error
    except IntegrityError as error:
        raise StepError(
            f"It cannot be saved in {language}, because something else there has its name or address. Try again."
        ) from error
    return record


def _is_under_way(record: Any, locale: Locale) -> bool:
    return Translation.objects.filter(
        source__object_id=record.translation_key,
        source__locale_id=record.locale_id,
        target_locale=locale,
        enabled=True,
    ).exists()


def _stands_in(record: Any, locale: Locale) -> Any:
    """The key of a mirror of the source page that stands where the translation will; None if nothing does."""
    there = work.all_of(record.get_translation_model()).filter(translation_key=record.translation_key, locale=locale)
    pk, mirrors = there.values_list("pk", "alias_of" if isinstance(record, Page) else "locale").first() or (None, None)
    if pk is not None and not (isinstance(record, Page) and mirrors):
        raise StepError(
            f"In {english(locale.language_code)} there is one already that is kept by hand. Nothing was changed."
        )
    return pk


def _related(source: TranslationSource, locale: Locale) -> list[Any]:
    segments = RelatedObjectSegment.objects.filter(source=source).select_related("object__content_type")
    found = [segment.object.get_instance_or_none(locale) for segment in segments]
    return [record.specific if isinstance(record, Page) else record for record in found if record is not None]
