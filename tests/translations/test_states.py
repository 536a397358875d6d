"""The table knows how far a translation is, by its words and not by its dates."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from pages.models import Fact
from tests.pages.helpers import the_page
from tests.support.cast import Person
from tests.translations.helpers import (
    PAGE,
    original_of,
    reworded,
    segment_of,
    synced,
    told,
    translation_of,
    version_of,
    write,
)
from translations.journeys.keeping import rebuild
from translations.journeys.publishing import publish
from translations.journeys.reviewing import mark_reviewed
from translations.journeys.work import NotYetError
from translations.models import Original, State, Version

pytestmark = pytest.mark.django_db


def test_the_demonstration_is_up_to_date_where_it_is_translated() -> None:
    assert set(Version.objects.values_list("state", flat=True)) == {State.CURRENT}
    assert {kind for kind, _label in Original.Kind.choices} == set(Original.objects.values_list("kind", flat=True))


def test_publishing_the_same_words_again_outdates_nothing() -> None:
    page = the_page(PAGE)
    page.content_owner = "Somebody else"
    page.save_revision().publish()
    assert version_of(page).state == State.CURRENT


def test_moving_a_page_outdates_nothing() -> None:
    """Wagtail's explorer moves and reorders pages as pages of no kind."""
    page = the_page(PAGE)
    words = original_of(page).words
    Page.objects.get(pk=page.pk).move(page.get_parent(), pos="first-child")
    assert version_of(page).state == State.CURRENT
    assert original_of(page).words == words


def test_other_words_make_the_source_newer_in_every_language() -> None:
    page = reworded()
    assert {version.state for version in original_of(page).versions.all()} == {State.NEWER}


def test_a_block_that_says_nothing_new_but_adds_a_reference_counts_as_newer() -> None:
    """A helpline that the source gained must not stay away in one language unnoticed."""
    page = the_page(PAGE)
    page.body = [block for index, block in enumerate(page.body.raw_data) if index]
    page.save_revision().publish()
    assert version_of(page).state == State.NEWER


def test_a_draft_of_the_source_outdates_nothing_until_it_is_published() -> None:
    page = the_page(PAGE)
    page.title = "Only an idea"
    revision = page.save_revision()
    assert version_of(page).state == State.CURRENT
    revision.publish()
    assert version_of(page).state == State.NEWER


def test_from_newer_to_up_to_date_by_way_of_translator_and_publisher(
    urdu_translator: Person, publisher: Person, client: Client
) -> None:
    page = reworded()
    synced(page)
    translation = translation_of(page)
    assert (version_of(page).state, version_of(page).segments_left) == (State.NEWER, 1)
    assert write(urdu_translator, translation, segment_of(translation), "نیا عنوان").status_code in (200, 201)
    version = version_of(page)
    assert (version.state, version.segments_left, version.ready) == (State.NEWER, 0, True)
    assert "نیا عنوان" not in client.get(f"/ur/{PAGE}").content.decode()
    answer = urdu_translator.client.post(f"/admin/translations/version/{version.pk}/hand-on/")
    assert "waits for its publisher" in told(answer)
    answer = publisher.client.post(f"/admin/translations/version/{version.pk}/publish/")
    assert "is live" in told(answer)
    publish_pending(page)
    assert version_of(page).state == State.CURRENT
    assert "نیا عنوان" in client.get(f"/ur/{PAGE}").content.decode()


def publish_pending(page: object) -> None:
    """wagtail-localize publishes when the transaction ends, and a test's never does."""
    target = translation_of(page).get_target_instance()
    if target.get_latest_revision().pk != target.live_revision_id:
        target.get_latest_revision().publish()


def test_an_unfinished_translation_cannot_go_live(publisher: Person) -> None:
    page = reworded()
    synced(page)
    with pytest.raises(NotYetError, match="1 sentence is not translated yet"):
        publish(publisher.user, version_of(page))


def test_a_review_holds_for_the_words_that_were_read(publisher: Person, client: Client) -> None:
    page = the_page(PAGE)
    mark_reviewed(publisher.user, version_of(page))
    version = version_of(page)
    assert (version.state, version.reviewed_by) == (State.REVIEWED, publisher.user)
    translation_of(page).get_target_instance().save_revision().publish()
    assert version_of(page).state == State.REVIEWED
    assert the_page(PAGE, "ur").translation_reviewed_on == version.reviewed_on
    target = the_page(PAGE, "ur")
    target.title = "دوسرے الفاظ"
    target.save_revision().publish()
    assert version_of(page).state == State.CURRENT
    assert the_page(PAGE, "ur").translation_reviewed_on is None


def test_a_fact_is_newer_as_soon_as_its_words_are() -> None:
    fact = Fact.objects.filter(locale__language_code="en", code="sexual-offences-act-2003-s9").get()
    fact.statement = "The maximum sentence is 99 years in prison."
    fact.save()
    assert version_of(fact).state == State.NEWER


def test_a_fact_that_was_only_submitted_is_not_live_in_that_language(publisher: Person, client: Client) -> None:
    """wagtail-localize writes the source's words into the new record at once."""
    fact = Fact.objects.filter(locale__language_code="en", code="sexual-offences-act-2003-s9").get()
    Fact.objects.filter(translation_key=fact.translation_key).exclude(pk=fact.pk).delete()
    assert not original_of(fact).versions.exclude(state=State.MISSING).exists()
    urdu = the_page("", "ur").locale_id
    answer = publisher.client.post(f"/admin/localize/submit/snippet/pages/fact/{fact.pk}/", {"locales": [urdu]})
    assert answer.status_code == 302
    version = version_of(fact)
    assert (version.state, version.live) == (State.TRANSLATING, False)
    translated = Fact.objects.get(translation_key=fact.translation_key, locale_id=urdu)
    assert not translated.translates(fact)


def test_unpublishing_and_deleting_show_in_the_table() -> None:
    page = the_page(PAGE, "ur")
    page.unpublish()
    assert version_of(page).live is False
    page.delete()
    assert version_of_or_none(page) in (None, State.MISSING)


def version_of_or_none(page: object) -> str | None:
    """The state, if there is a cell at all."""
    return (
        Version.objects.filter(original__translation_key=page.translation_key, language="ur")  # type: ignore[attr-defined]
        .values_list("state", flat=True)
        .first()
    )


def test_a_translation_that_is_to_go_live_later_is_not_live_yet() -> None:
    page = the_page(PAGE, "ur")
    page.unpublish()
    Version.objects.filter(pk=version_of(page).pk).update(published_on=None)
    page.go_live_at = timezone.now() + timedelta(days=2)
    page.save_revision().publish()
    assert not the_page(PAGE, "ur").live
    version = version_of(page)
    assert (version.live, version.published_on) == (False, None)


def test_a_deleted_fact_leaves_nothing_in_other_languages() -> None:
    fact = Fact.objects.get(code="sexual-offences-act-2003-s9", locale__language_code="en")
    assert Fact.objects.filter(translation_key=fact.translation_key).count() > 1
    fact.delete()
    assert not Fact.objects.filter(translation_key=fact.translation_key).exists()
    assert not Original.objects.filter(translation_key=fact.translation_key).exists()


def test_rebuilding_finds_what_the_signals_found() -> None:
    reworded()
    kept = sorted(Version.objects.values_list("original__title", "language", "state", "live", "segments_left"))
    Version.objects.update(state=State.MISSING, segments_left=7)
    Original.objects.update(title="?", segments=0)
    rebuild()
    assert sorted(Version.objects.values_list("original__title", "language", "state", "live", "segments_left")) == kept
