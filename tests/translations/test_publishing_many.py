"""Syncing and publishing many translations, by the team's own screens and by wagtail-localize's."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from background.journeys.jobs import StepError
from background.models import Job, Step
from pages.models import Answer, Fact
from tests.pages.helpers import read, text, the_page
from tests.support.cast import Person
from tests.translations.helpers import reworded, synced, version_of
from tests.translations.working import (
    PAGES,
    SECTION,
    confirm,
    entries,
    in_language,
    publish,
    section,
    send,
    sound,
    submitted_and_translated,
)
from translations.journeys import publishing_many, submitting, syncing

pytestmark = pytest.mark.django_db


def test_a_publisher_publishes_what_is_translated(comms_publisher: Person) -> None:
    submitted_and_translated(comms_publisher)
    assert not any(page.live for page in in_language("ur").values())
    job = publish(comms_publisher)
    assert (job.done, job.failed) == (PAGES, 0)
    assert all(page.live and not page.has_unpublished_changes for page in in_language("ur").values())
    main = read(f"/ur/{SECTION}").find("main")
    assert "é" in text(main)
    sound()


def test_what_is_half_translated_is_not_published_unless_asked(comms_publisher: Person) -> None:
    submitted_and_translated(comms_publisher)
    half = section()[1]
    StringTranslation.objects.filter(context__object_id=half.translation_key, context__path="title").delete()
    job = publish(comms_publisher)
    assert (job.done, job.failed) == (PAGES - 1, 1)
    assert "1 of" in job.steps.get(state=Step.State.FAILED).message
    assert not in_language("ur")[half.translation_key].live
    publish(comms_publisher, incomplete="1")
    assert in_language("ur")[half.translation_key].live


def law() -> Fact:
    """A law that is translated into Urdu, with new words that nobody has translated, and that translators have."""
    fact = Fact.objects.get(code="sexual-offences-act-2003-s9", locale__language_code="en")
    fact.statement = "The maximum sentence is 99 years in prison."
    fact.save()
    synced(fact)
    return fact


def test_half_a_law_is_never_published_even_if_asked(comms_publisher: Person) -> None:
    urdu = Locale.objects.get(language_code="ur")
    with pytest.raises(StepError, match="1 of"):
        publishing_many.publish(law(), urdu, comms_publisher.user, incomplete=True)


def test_old_words_are_not_published_as_a_translation_of_new_ones(comms_publisher: Person) -> None:
    submitted_and_translated(comms_publisher)
    page = section()[1].specific
    page.title = "Quite another title"
    page.save_revision().publish()
    job = publish(comms_publisher, incomplete="1")
    assert "Sync the translation first" in job.steps.get(state=Step.State.FAILED).message
    assert not in_language("ur")[page.translation_key].live


def test_what_somebody_has_locked_stays_as_it_is(comms_publisher: Person, site_manager: Person) -> None:
    answer = Answer.objects.filter(locale__language_code="ur", live=True).first()
    assert answer
    Answer.objects.filter(pk=answer.pk).update(locked=True, locked_by=site_manager.user)
    source = Answer.objects.get(translation_key=answer.translation_key, locale__language_code="en")
    with pytest.raises(StepError, match="locked"):
        publishing_many.publish(source, answer.locale, comms_publisher.user)


def test_a_translation_does_not_go_off_by_its_sources_clock(comms_publisher: Person) -> None:
    """Its own is nowhere to be seen or set."""
    answer = Answer.objects.filter(locale__language_code="en", live=True).first()
    assert answer
    Answer.objects.filter(translation_key=answer.translation_key).exclude(pk=answer.pk).delete()
    TranslationSource.objects.filter(object_id=answer.translation_key).delete()
    answer.expire_at = answer.first_published_at = timezone.now() + timedelta(days=2)
    answer.save()
    submitting.submit(answer, Locale.objects.get(language_code="ur"), comms_publisher.user)
    made = Answer.objects.get(translation_key=answer.translation_key, locale__language_code="ur")
    for one in (made, made.get_latest_revision_as_object()):
        assert (one.live, one.expire_at, one.go_live_at, one.first_published_at) == (False, None, None, None)


def test_a_title_that_is_too_long_is_said_and_the_others_go_live(comms_publisher: Person) -> None:
    submitted_and_translated(comms_publisher)
    page = section()[1]
    StringTranslation.objects.filter(context__object_id=page.translation_key, context__path="title").update(
        data="é" * 300
    )
    job = publish(comms_publisher)
    assert (job.done, job.failed) == (PAGES - 1, 1)
    assert "title has 300 letters, and 255 fit in" in job.steps.get(state=Step.State.FAILED).message


def test_every_language_knows_at_once_what_a_sync_of_one_brings(comms_publisher: Person) -> None:
    """What waits for the end of the transaction is lost with a worker that is killed."""
    page = reworded()
    syncing.sync(page, Locale.objects.get(language_code="ur"), comms_publisher.user)
    assert [version_of(page, code).segments_left for code in ("ur", "pl")] == [1, 1]
    assert not version_of(page, "pl").ready


def test_a_translation_follows_its_source_and_is_not_public_before_it(comms_publisher: Person) -> None:
    submitted_and_translated(comms_publisher)
    source = section()[1]
    source.specific.unpublish()
    job = publish(comms_publisher)
    assert "English page is not published" in job.steps.get(state=Step.State.FAILED).message
    assert not in_language("ur")[source.translation_key].live


def test_new_english_goes_to_translators_and_readers_keep_what_they_had(comms_publisher: Person) -> None:
    submitted_and_translated(comms_publisher)
    publish(comms_publisher)
    address = f"/ur/{SECTION}sharing-information/"
    before, known = text(read(address).find("main")), StringTranslation.objects.count()
    page = the_page(f"{SECTION}sharing-information/")
    page.search_description = "Quite another summary."
    page.save_revision().publish()
    asked = send(comms_publisher, "sync", translation_key=[page.translation_key], language=["ur"])
    confirm(comms_publisher, asked)
    job = Job.objects.first()
    assert job
    assert [step.message for step in job.steps.all()] == ["1 sentence to translate."]
    assert StringTranslation.objects.count() == known
    assert text(read(address).find("main")) == before
    strings = StringSegment.objects.filter(source__object_id=page.translation_key).values_list(
        "string__data", flat=True
    )
    assert "Quite another summary." in strings


def test_a_draft_follows_its_source_at_once(comms_publisher: Person) -> None:
    submitted_and_translated(comms_publisher)
    page = the_page(f"{SECTION}sharing-information/")
    page.body = [("heading", "A heading of today")]
    page.save_revision().publish()
    confirm(comms_publisher, send(comms_publisher, "sync", translation_key=[page.translation_key], language=["ur"]))
    draft = in_language("ur")[page.translation_key].specific
    assert [block.value for block in draft.body] == ["A heading of today"]
    assert not draft.live


def locales(*codes: str) -> list[int]:
    """Their keys, as the form sends them."""
    return [Locale.objects.get(language_code=code).pk for code in codes]


def test_translate_this_page_with_its_subtree_becomes_a_job(comms_publisher: Person) -> None:
    page = the_page(SECTION)
    address = f"/admin/localize/submit/page/{page.pk}/"
    assert comms_publisher.client.get(address).status_code == 200
    comms_publisher.client.post(address, {"locales": locales("ur"), "include_subtree": "on"})
    assert Job.objects.get().total == PAGES
    assert len(in_language("ur")) == PAGES


def test_a_single_page_is_submitted_at_once_and_opened(comms_publisher: Person) -> None:
    page = section()[0]
    answer = comms_publisher.client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": locales("ur")})
    there = in_language("ur")
    assert answer["Location"] == f"/admin/pages/{there[page.translation_key].pk}/edit/"
    assert not Job.objects.exists()
    assert comms_publisher.client.get(answer["Location"]).status_code == 200
    assert entries(list(there.values())), "what is done at once is indexed at once"


def test_sync_publishes_for_nobody(comms_publisher: Person) -> None:
    submitted_and_translated(comms_publisher)
    page = section()[0]
    source = TranslationSource.objects.get(object_id=page.translation_key)
    address = f"/admin/localize/update/{source.pk}/"
    answer = comms_publisher.client.post(address, {"publish_translations": "on"}, follow=True)
    assert "Sync first" in answer.content.decode()
    assert not in_language("ur")[page.translation_key].live
    comms_publisher.client.post(address, {})
    assert not in_language("ur")[page.translation_key].live
