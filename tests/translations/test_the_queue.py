"""What waits, for whom, and as of which day."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.pages.helpers import the_page
from tests.support.cast import Person
from tests.translations.helpers import (
    PAGE,
    original_of,
    reworded,
    segment_of,
    synced,
    translation_of,
    version_of,
    write,
)
from translations.journeys.queue import to_hand_on, to_publish
from translations.journeys.reviewing import mark_reviewed
from translations.shown import cell, day


@pytest.mark.django_db
def test_what_is_not_published_in_english_is_not_to_be_handed_on(urdu_translator: Person) -> None:
    page = reworded()
    synced(page)
    translation = translation_of(page)
    write(urdu_translator, translation, segment_of(translation), "نیا عنوان")
    assert version_of(page) in to_hand_on(["ur"])
    the_page(PAGE).unpublish()
    assert version_of(page) not in to_hand_on(["ur"])


@pytest.mark.django_db
def test_showing_who_reviewed_asks_nothing_more(urdu_translator: Person, publisher: Person) -> None:
    page = the_page(PAGE)
    mark_reviewed(publisher.user, version_of(page))
    original_of(page).versions.filter(language="ur").update(ready=True)
    version = to_publish(["ur"]).get(original=original_of(page))
    with CaptureQueriesContext(connection) as queries:
        notes = cell(version.original, "ur", version).notes
    assert any(str(publisher.user) in note for note in notes)
    assert not queries.captured_queries


def test_a_moment_before_midnight_in_london_summer_is_the_day_that_the_team_lives_in() -> None:
    assert day(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 Jul 2026"
    assert day(datetime(2026, 7, 1, 23, 30, tzinfo=UTC).date()) == "1 Jul 2026"
