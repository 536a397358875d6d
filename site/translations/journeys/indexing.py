"""Search and the index of references follow once, after the work, for exactly what it touched.

Wagtail brings both up to date with every save, and on a database each time reads the whole search
index to weigh titles. A job saves a translation several times, so it keeps this for its end.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q
from django.db.models.signals import post_save
from django.utils import timezone
from modelsearch.backends import get_search_backends
from modelsearch.index import class_is_indexed, get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail_localize.models import RelatedObjectSegment

from background.models import Job, Step
from translations.journeys import work

# A batch is one transaction, and on SQLite nobody else writes meanwhile.
BATCH = 100
INDEXED = "indexed"


@contextmanager
def indexing_later() -> Iterator[None]:
    """No save touches search or references. For a process that does nothing else meanwhile, such as a worker."""
    models = [model for model in get_indexed_models() if post_save.disconnect(post_save_signal_handler, sender=model)]
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in models:
            post_save.connect(post_save_signal_handler, sender=model)


def index_touched(job: Job) -> int:
    """Bring search and references up to date for what the job's steps have touched; gives the number of steps.

    Each step is marked in the same transaction, so that what a killed worker has indexed is not indexed again.
    """
    waiting = list(not_indexed(job).values_list("pk", flat=True))
    for start in range(0, len(waiting), BATCH):
        with transaction.atomic():
            steps = list(not_indexed(job).select_for_update().filter(pk__in=waiting[start : start + BATCH]))
            for model, keys in touched_by([step.what for step in steps]).items():
                index(model, keys)
            for step in steps:
                step.what[INDEXED] = True
            Step.objects.bulk_update(steps, ["what"])
            # A long list must not look like a worker that has gone.
            Job.objects.filter(pk=job.pk).update(beat_at=timezone.now())
    return len(waiting)


def not_indexed(job: Job) -> Any:
    """The steps whose records search does not know yet."""
    return job.steps.filter(state=Step.State.DONE).exclude(what__has_key=INDEXED)


def index_stopped(kinds: Iterable[str]) -> None:
    """What a job did before it was stopped is found too: no step is left to take, so nothing else would do it."""
    for job in Job.objects.filter(kind__in=list(kinds), state=Job.State.STOPPED):
        index_touched(job)


def touched_by(whats: list[dict[str, Any]]) -> dict[type[Model], set[Any]]:
    """The records that steps made or changed: their translations, and pages and records made along with them."""
    wanted: dict[type[Model], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for what in whats:
        wanted[work.model_of(what)][what["language"]].add(what["key"])
    found: dict[type[Model], set[Any]] = defaultdict(set)
    for model, languages in wanted.items():
        for language, keys in languages.items():
            there = work.all_of(model).filter(translation_key__in=keys, locale__language_code=language)
            if issubclass(model, Page):
                _add_pages(found, there, language)
            else:
                found[model].update(there.values_list("pk", flat=True))
            _add_related(found, keys, language)
    return found


def _add_pages(found: dict[type[Model], set[Any]], pages: Any, language: str) -> None:
    """The pages, their aliases, and those above them, which may have been made to hold them."""
    paths = list(pages.values_list("path", flat=True))
    above = {path[:end] for path in paths for end in range(2 * Page.steplen, len(path), Page.steplen)}
    mine = Q(path__in=paths) | Q(alias_of__path__in=paths) | Q(path__in=above, alias_of__isnull=False)
    for pk, specific in Page.objects.filter(mine).values_list("pk", "content_type"):
        found[_class_of(specific)].add(pk)


def _class_of(content_type: int) -> type[Model]:
    model = ContentType.objects.get_for_id(content_type).model_class()
    return model if model is not None else Page


def _add_related(found: dict[type[Model], set[Any]], keys: set[str], language: str) -> None:
    """Records that the pages refer to and that were submitted with them."""
    related = RelatedObjectSegment.objects.filter(source__object_id__in=keys).select_related("object__content_type")
    for segment in related:
        model = segment.object.content_type.model_class()
        record = work.all_of(model).filter(
            translation_key=segment.object.translation_key, locale__language_code=language
        )
        found[model].update(record.values_list("pk", flat=True))


def index(model: type[Model], keys: Iterable[Any]) -> None:
    """Write records of one model into search and into the index of references."""
    keys = list(keys)
    if class_is_indexed(model):
        records = list(model.get_indexed_objects().filter(pk__in=keys))  # type: ignore[attr-defined]
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(model, records)
    else:
        records = list(work.all_of(model).filter(pk__in=keys))
    if ReferenceIndex.is_indexed(model):
        for record in records:
            ReferenceIndex.create_or_update_for_object(record)
