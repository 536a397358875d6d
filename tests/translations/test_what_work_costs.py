"""What work on many translations writes and asks: the same rows as wagtail-localize, and the index but once."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from modelsearch.conf import get_app_config
from wagtail.models import Page
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    StringSegment,
    StringTranslation,
    TemplateSegment,
    TranslationContext,
    TranslationSource,
)

from background.models import Job
from pages.models import Fact
from tests.support.cast import Person
from tests.translations.working import PAGES, items, section, take_slices
from translations.journeys import submitting, work
from translations.journeys.segments import take

pytestmark = pytest.mark.django_db

SEGMENTS = (StringSegment, TemplateSegment, RelatedObjectSegment, OverridableSegment)


def rows(source: TranslationSource) -> list[Any]:
    """Every segment of a source, with its key."""
    return [sorted(map(str, model.objects.filter(source=source).values_list())) for model in SEGMENTS]


def test_sentences_are_exactly_those_that_wagtail_localize_would_take() -> None:
    """Every page and record of the demonstration, taken anew; its own way then finds nothing to change."""
    records = work.chosen(page=Page.objects.get(depth=2, locale__language_code="en"), descendants=True)
    keys = Fact.objects.filter(locale__language_code="en").values_list("translation_key", flat=True)[:3]
    for item in [*records[::6], *work.chosen(map(str, keys))]:
        record = work.source_of({"model": item.model, "key": item.key})
        for model in SEGMENTS:
            model.objects.filter(source__object_id=item.key).delete()
        TranslationSource.objects.filter(object_id=item.key).delete()
        StringTranslation.objects.filter(context__object_id=item.key).update(context=None)
        TranslationContext.objects.filter(object_id=item.key).delete()
        source, new = take(record)
        assert new
        before = rows(source)
        source.refresh_segments()
        assert rows(source) == before, item.title
        assert before[0], item.title
        assert not TranslationContext.objects.filter(object_id=item.key, field_path="").exists()
        assert take(record) == (source, False)


def test_no_step_touches_the_search_index(comms_publisher: Person, by_hand: None) -> None:
    table = get_app_config().get_model("IndexEntry")._meta.db_table
    job = submitting.start(items(), ["ur", "pl"], comms_publisher.user)
    with CaptureQueriesContext(connection) as queries:
        take_slices(job, 2 * PAGES - 1)
    assert (job.done, job.state) == (2 * PAGES - 1, Job.State.RUNNING)
    assert not [query["sql"] for query in queries if table in query["sql"] or "referenceindex" in query["sql"]]
    with CaptureQueriesContext(connection) as queries:
        take_slices(job)
    scans = [query["sql"] for query in queries if table in query["sql"] and "AVG" in query["sql"]]
    kinds = {page.content_type_id for page in section()}
    assert 0 < len(scans) <= len(kinds), "once for each kind of page, however many pages there are"


def test_beginning_costs_the_same_however_many_there_are(comms_publisher: Person, by_hand: None) -> None:
    everything = work.chosen(page=Page.objects.get(depth=2, locale__language_code="en"), descendants=True)
    with CaptureQueriesContext(connection) as few:
        submitting.start(everything[:2], ["ur"], comms_publisher.user)
    with CaptureQueriesContext(connection) as many:
        submitting.start(everything, ["ur", "pl", "pa"], comms_publisher.user)
    assert len(many) == len(few)
