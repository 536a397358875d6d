"""What the three kinds of work on many translations share: who asks, what is meant, in which order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from wagtail.blocks import StreamValue
from wagtail.models import DraftStateMixin, Locale, Page, get_translatable_models
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.fields import TranslatableField, get_translatable_fields
from wagtail_localize.models import Translation

from background.journeys.jobs import StepError
from background.models import Job
from config import languages
from config.languages import SOURCE

SUBMIT = "translations_submit"
SYNC = "translations_sync"
PUBLISH = "translations_publish"
KINDS = (SUBMIT, SYNC, PUBLISH)


class NotYetError(Exception):
    """Why something cannot be handed on, synced or go live yet, in words for whoever tried."""


@dataclass(frozen=True)
class Item:
    """A record in the source language, as it stands in a plan."""

    model: str
    pk: Any
    key: str
    title: str


def english(code: str) -> str:
    """What the team calls a language."""
    return languages.get(code).english


def model_of(what: dict[str, Any]) -> type[Model]:
    """The model that a step is about."""
    return apps.get_model(what["model"])


def all_of(model: type[Model]) -> "QuerySet[Any]":
    """Every record of a model that is known at run time only."""
    return model._default_manager.all()  # noqa: SLF001 - documented by Django, whatever its underscore says


def asker(job: Job, *permissions: str) -> Any:
    """Who asked for the job, if they may still do this: a job can outlast a role."""
    user = job.requested_by
    if user is None or not user.is_active or not user.has_perms(permissions):
        raise StepError("The person who asked for this may not do it any more. Nothing was changed.")
    return user


def source_of(what: dict[str, Any]) -> Any:
    """The record in the source language, as its own kind."""
    model = model_of(what)
    record: Any = (
        all_of(model).filter(translation_key=what["key"], locale__language_code=SOURCE).select_related("locale").first()
    )
    if record is None:
        raise StepError("The English original is gone. There is nothing to translate.")
    if not isinstance(record, Page):
        return record
    page = record.specific
    page.locale = record.locale
    return page


def target_of(what: dict[str, Any]) -> Locale:
    """The language that a step translates into; never the source."""
    locale = Locale.objects.filter(language_code=what["language"]).exclude(language_code=SOURCE).first()
    if locale is None:
        raise StepError("This language is not one of the site's. Nothing was changed.")
    return locale


def translation_of(record: Any, locale: Locale) -> Translation:
    """The translation that is under way."""
    found = (
        Translation.objects.filter(
            source__object_id=record.translation_key,
            source__locale_id=record.locale_id,
            target_locale=locale,
            enabled=True,
        )
        .select_related("source__specific_content_type", "target_locale")
        .first()
    )
    if found is None:
        raise StepError(f"It was not submitted for translation into {english(locale.language_code)} yet.")
    found.source.locale = record.locale
    return found


def can_be_draft(record: Any) -> bool:
    """Whether a record can wait for its publisher; the others are read as soon as they are saved."""
    return isinstance(record, DraftStateMixin)


def chosen(keys: Iterable[str] = (), page: Page | None = None, descendants: bool = False) -> list[Item]:
    """The records with these keys, and a page with all that lie under it; small records first, parents before children.

    The number of queries is that of the models, whatever the number of records.
    """
    keys = list(dict.fromkeys(str(key) for key in keys))
    found: list[Item] = []
    if keys:
        for model in translatable_snippets():
            records = all_of(model).filter(translation_key__in=keys, locale__language_code=SOURCE)
            found += [Item(model._meta.label_lower, one.pk, str(one.translation_key), str(one)) for one in records]
    pages = Page.objects.filter(locale__language_code=SOURCE, depth__gt=1, alias_of=None)
    mine = pages.filter(translation_key__in=keys) if keys else pages.none()
    if page is not None:
        mine = mine | (pages.descendant_of(page, inclusive=True) if descendants else pages.filter(pk=page.pk))
    rows = mine.order_by("path").values_list("pk", "translation_key", "draft_title")
    found += [Item("wagtailcore.page", pk, str(key), title) for pk, key, title in rows]
    return found


def translatable_snippets() -> list[type[Model]]:
    """Records other than pages that can be translated."""
    snippets = get_snippet_models()
    return [model for model in get_translatable_models() if model in snippets]


def under_way(items: list[Item], codes: list[str]) -> set[tuple[str, str]]:
    """Which of these are in translation into which of these languages, as key and code; one query."""
    pairs = Translation.objects.filter(
        source__object_id__in=[item.key for item in items],
        source__locale__language_code=SOURCE,
        target_locale__language_code__in=codes,
        enabled=True,
    ).values_list("source__object_id", "target_locale__language_code")
    return {(str(key), code) for key, code in pairs}


def steps(pairs: Iterable[tuple[Item, str]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """One step for each record and language."""
    for item, code in pairs:
        yield (
            f"{item.title[:200]} → {english(code)}",
            {"model": item.model, "key": item.key, "language": code},
        )


def counted(items: list[Item]) -> str:
    """How many, in words for a title: “3 pages and 1 record”."""
    pages = sum(item.model == "wagtailcore.page" for item in items)
    parts = [(pages, "page"), (len(items) - pages, "record")]
    return " and ".join(f"{number} {name}{'' if number == 1 else 's'}" for number, name in parts if number) or "nothing"


def listed(codes: list[str]) -> str:
    """Languages in a sentence: “Urdu, Punjabi and Polish”."""
    names = [english(code) for code in codes]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def words(items: list[Item]) -> int:
    """About how many words translators find in these records; one query for each kind of record.

    Counted in the records themselves, because taking a thousand pages apart would keep somebody waiting.
    """
    total = 0
    for model, keys in by_class(items).items():
        names = [field.field_name for field in get_translatable_fields(model) if isinstance(field, TranslatableField)]
        there = [name for name in names if model._meta.get_field(name).concrete]
        for values in all_of(model).filter(pk__in=keys).values_list(*there):
            total += sum(_words(value) for value in values)
    return total


def by_class(items: list[Item]) -> dict[type[Model], list[Any]]:
    """The keys of the records by their own class."""
    found: dict[type[Model], list[Any]] = defaultdict(list)
    pages = [item.pk for item in items if item.model == "wagtailcore.page"]
    for pk, kind in Page.objects.filter(pk__in=pages).values_list("pk", "content_type"):
        found[ContentType.objects.get_for_id(kind).model_class() or Page].append(pk)
    for item in items:
        if item.model != "wagtailcore.page":
            found[apps.get_model(item.model)].append(item.pk)
    return found


def _words(value: Any) -> int:
    """Words in a text or in the texts of a stream; ids, dates and addresses have no blanks and are not counted there."""
    if isinstance(value, StreamValue):
        return sum(_words_inside(block["value"]) for block in value.raw_data)
    return len(value.split()) if isinstance(value, str) else 0


def _words_inside(value: Any) -> int:
    if isinstance(value, dict):
        return sum(_words_inside(part) for part in value.values())
    if isinstance(value, list):
        return sum(_words_inside(part) for part in value)
    return len(value.split()) if isinstance(value, str) and " " in value else 0
