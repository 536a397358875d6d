"""The words of a version, language by language: a translation counts where it was made from exactly these words."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from config.languages import SOURCE
from training.journeys.digests import digest_of
from training.models import (
    ActivityVersion,
    BankVersion,
    BankWords,
    LiveEventPage,
    ModulePage,
    QuestionBank,
    VersionWords,
)
from training.questions.stored import words_of

Raw = dict[str, Any]


def write_version_words(version: ActivityVersion, page: ModulePage) -> None:
    """Add the words of a module in each language that has any, if they are not the newest row already."""
    own = by_id(page.lessons.get_prep_value())
    before = _spoken_before(version.activity.versions.exclude(pk=version.pk).order_by("number").last(), own)
    add_words(VersionWords, version, SOURCE, {"title": page.title, "is_reviewed": True, "lessons": own})
    for language, translation in translations_of(page):
        raw = by_id(translation.lessons.get_prep_value())
        new = {key: raw[key] for key in fresh(page, translation, "lessons", own) if key in raw}
        kept = before.get(language, {})
        lessons = {key: found for key in own if (found := new.get(key) or kept.get(key))}
        if lessons:
            add_words(VersionWords, version, language, _said(translation, lessons))


def _said(translation: ModulePage, lessons: dict[str, Raw]) -> Raw:
    reviewed = translation.translation_reviewed_on is not None
    return {"title": translation.title, "is_reviewed": reviewed, "lessons": lessons}


def _spoken_before(last: ActivityVersion | None, own: dict[str, Raw]) -> dict[str, dict[str, Raw]]:
    """By language, what the version before says of the lessons that have not changed since."""
    if last is None:
        return {}
    newest = newest_words(VersionWords, last.pk)
    source = newest.pop(SOURCE, {"lessons": {}})["lessons"]
    same = {key for key in own if key in source and digest_of(source[key]) == digest_of(own[key])}
    return {
        language: {key: block for key, block in content["lessons"].items() if key in same}
        for language, content in newest.items()
    }


def write_bank_words(version: BankVersion, bank: QuestionBank) -> None:
    """Add the words of a bank in each language that has any, if they are not the newest row already."""
    own = by_id(bank.questions.get_prep_value())
    last = BankVersion.objects.filter(key=version.key, number__lt=version.number).order_by("number").last()
    before = newest_words(BankWords, last.pk) if last else {}
    asked = {question["id"]: digest_of(question) for question in version.questions}
    same = {one["id"] for one in last.questions if digest_of(one) == asked.get(one["id"])} if last else set()
    for language, translation in translations_of(bank):
        raw = by_id(translation.questions.get_prep_value())
        new = {key: words_of(raw[key]) for key in fresh(bank, translation, "questions", own) if key in raw}
        kept = {key: words for key, words in before.get(language, {}).items() if key in same}
        words = {key: found for key in asked if (found := new.get(key) or kept.get(key))}
        if words:
            add_words(BankWords, version, language, words)


def by_id(blocks: Iterable[Raw]) -> dict[str, Raw]:
    """The raw data of blocks by their ids."""
    return {block["id"]: block for block in blocks}


def translations_of(record: ModulePage | LiveEventPage | QuestionBank) -> list[tuple[str, Any]]:
    """The published translations of a record with their languages; aliases are none."""
    found: Any = type(record).objects.filter(translation_key=record.translation_key, live=True)
    if isinstance(record, Page):
        found = found.filter(alias_of=None)
    others = found.exclude(locale__language_code=SOURCE).select_related("locale")
    return [(other.locale.language_code, other) for other in others]


def fresh(record: Any, translation: Any, field: str, own: dict[str, Raw]) -> list[str]:
    """The ids of the blocks that a translation was made from as they are now.

    wagtail-localize keeps the source that it translates. If that was taken in after the translation was published, the
    translation is of older words, and nothing is known of it.
    """
    source = TranslationSource.objects.filter(
        object_id=record.translation_key,
        locale__language_code=SOURCE,
        specific_content_type__model=record._meta.model_name,
    ).first()
    if source is None:
        return []
    published = translation.last_published_at
    if published is None or published < source.last_updated_at:
        return []
    stored = json.loads(source.content_json).get(field) or "[]"
    then = by_id(json.loads(stored) if isinstance(stored, str) else stored)
    return [key for key, block in own.items() if key in then and digest_of(then[key]) == digest_of(block)]


def newest_words(
    model: type[VersionWords | BankWords], version: int, languages: Iterable[str] | None = None
) -> dict[str, Any]:
    """By language, what a version says; one query."""
    rows: Any = model.objects
    found = rows.filter(version=version).order_by("id")
    if languages is not None:
        found = found.filter(language__in=[*languages])
    return {row.language: row.content for row in found}


def add_words(model: type[VersionWords | BankWords], version: Any, language: str, content: Any) -> None:
    """Another row of a version's words, if the newest says something else."""
    digest = digest_of(content)
    rows: Any = model.objects
    newest = rows.filter(version=version, language=language).order_by("id").last()
    if newest is None or newest.digest != digest:
        rows.create(version=version, language=language, content=content, digest=digest, made_at=timezone.now())
