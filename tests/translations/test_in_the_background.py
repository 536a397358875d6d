"""Submitting many pages for translation: what the team sees of it, and what it leaves behind."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation

from background.journeys import jobs
from background.models import Job, Step
from pages.models import Fact
from people.roles import PUBLISHERS
from tests.pages.helpers import read, text, the_page
from tests.support.cast import Person
from tests.translations.working import (
    PAGES,
    SECTION,
    confirm,
    entries,
    in_language,
    items,
    section,
    send,
    sound,
    take_slices,
)
from translations.jobs import index_stopped
from translations.journeys import submitting, work

pytestmark = pytest.mark.django_db


def test_a_publisher_submits_a_section_in_one_step(comms_publisher: Person) -> None:
    asked = send(comms_publisher, "submit", page=the_page(SECTION).pk, descendants="1", language=["ur", "pl"])
    said = text(BeautifulSoup(asked.content, "html.parser").find("main"))
    assert f"{PAGES} pages" in said
    assert "Urdu" in said
    assert "Polish" in said
    assert "words" in said
    assert in_language("ur") == {}, "asking begins nothing"
    done = confirm(comms_publisher, asked)
    assert "has begun" in done.content.decode()
    job = Job.objects.get()
    assert (job.state, job.total, job.done, job.failed) == (Job.State.DONE, 2 * PAGES, 2 * PAGES, 0)
    for language in ("ur", "pl"):
        there = in_language(language)
        assert len(there) == PAGES
        assert not any(page.live or page.alias_of_id for page in there.values()), "it waits for its publisher"
        assert entries(list(there.values())) == sorted(str(page.pk) for page in there.values())
    sound()


def test_the_number_of_words_is_about_what_translators_then_find(comms_publisher: Person) -> None:
    """It is counted without taking pages apart, so it is an estimate."""
    guessed = work.words(items())
    submitting.start(items(), ["ur"], comms_publisher.user)
    segments = StringSegment.objects.filter(source__object_id__in=[item.key for item in items()])
    found = sum(len(string.split()) for string in segments.values_list("string__data", flat=True))
    assert 0.85 < guessed / found < 1.15


@pytest.mark.parametrize("name", ["submit", "sync", "publish"])
def test_nobody_else_begins_such_work(
    comms_editor: Person, translator: Person, outsider: Person, learner: Person, name: str
) -> None:
    fields = {"page": the_page(SECTION).pk, "descendants": "1", "language": ["ur"], "confirmed": "1"}
    for person in (comms_editor, translator, outsider, learner):
        assert person.client.post(f"/admin/translations/{name}/", fields).status_code == 302
    assert not Job.objects.exists()
    assert in_language("ur") == {}


def test_a_translation_is_made_from_the_source_only(comms_publisher: Person) -> None:
    page = the_page("for/parents-and-carers/", "ur")
    answer = send(comms_publisher, "submit", page=page.pk, language=["pl"])
    assert "Select a valid choice" in answer.content.decode()
    answer = send(comms_publisher, "submit", translation_key=[page.translation_key], language=["en"])
    assert "en is not a language" in answer.content.decode()
    assert not Job.objects.exists()


def test_a_choice_of_nothing_is_answered_with_what_to_do(comms_publisher: Person) -> None:
    assert "Choose at least one page" in send(comms_publisher, "submit", language=["ur"]).content.decode()
    nowhere = send(comms_publisher, "submit", page=the_page(SECTION).pk)
    assert "Choose at least one language" in nowhere.content.decode()
    nonsense = send(comms_publisher, "submit", translation_key=["no key"], language=["ur"])
    assert nonsense.status_code == 200
    assert not Job.objects.exists()


def test_what_was_submitted_stays_as_it_is(comms_publisher: Person) -> None:
    submitting.start(items(), ["ur"], comms_publisher.user)
    before = {key: (page.pk, page.latest_revision_id) for key, page in in_language("ur").items()}
    job = submitting.start(items(), ["ur", "pl"], comms_publisher.user)
    assert job.total == PAGES, "only what is missing is planned"
    assert {key: (page.pk, page.latest_revision_id) for key, page in in_language("ur").items()} == before
    page, ur = section()[0].specific, Locale.objects.get(language_code="ur")
    assert submitting.submit(page, ur, comms_publisher.user) == "It was submitted already."
    assert {key: (page.pk, page.latest_revision_id) for key, page in in_language("ur").items()} == before


def test_a_page_brings_the_pages_above_it(comms_publisher: Person) -> None:
    page = section()[-1]
    submitting.start(work.chosen(page=page), ["ur"], comms_publisher.user)
    there = in_language("ur")
    assert there[page.translation_key].get_parent() == there[section()[0].translation_key]
    assert entries(list(there.values())) == sorted(str(page.pk) for page in there.values()), "search knows both"
    sound()


def test_readers_see_english_until_a_publisher_says_so(comms_publisher: Person) -> None:
    """The page above a translated one stands there as a mirror of the English; submitting must not make it a translation."""
    assert the_page("about/", "ur").alias_of_id
    before = text(read("/ur/about/").find("main"))
    submitting.start(work.chosen(page=the_page("about/")), ["ur"], comms_publisher.user)
    page = the_page("about/", "ur")
    assert page.alias_of_id is None
    assert not page.live
    assert text(read("/ur/about/").find("main")) == before
    assert read("/ur/about/leaving-this-site/").html["lang"] == "ur"  # type: ignore[index]
    sound()


def test_a_law_that_is_submitted_is_read_in_english_until_it_is_translated(comms_publisher: Person) -> None:
    fact = Fact.objects.filter(locale__language_code="en").first()
    assert fact
    Fact.objects.filter(translation_key=fact.translation_key).exclude(pk=fact.pk).delete()
    submitting.start(work.chosen([str(fact.translation_key)]), ["ur"], comms_publisher.user)
    submitted = Fact.objects.get(translation_key=fact.translation_key, locale__language_code="ur")
    assert not submitted.translates(fact)


def test_a_page_that_is_kept_by_hand_is_not_taken_over(comms_publisher: Person) -> None:
    page = section()[0]
    own = page.specific.copy_for_translation(Locale.objects.get(language_code="ur"), copy_parents=True)
    job = submitting.start(work.chosen(page=page), ["ur"], comms_publisher.user)
    job.refresh_from_db()
    assert job.failed == 1
    assert "kept by hand" in job.steps.get().message
    assert in_language("ur") == {page.translation_key: Page.objects.get(pk=own.pk)}
    assert not Translation.objects.filter(source__object_id=page.translation_key).exists()


def test_a_stopped_job_leaves_whole_translations_and_goes_on_where_it_stood(
    comms_publisher: Person, by_hand: None
) -> None:
    job = take_slices(submitting.start(items(), ["ur"], comms_publisher.user), 3)
    jobs.stop(job)
    take_slices(job)
    there = in_language("ur")
    assert (job.state, job.done, len(there)) == (Job.State.STOPPED, 3, 3)
    assert Translation.objects.filter(source__object_id__in=there, target_locale__language_code="ur").count() == 3
    assert entries(list(there.values())) == []
    index_stopped()
    assert len(entries(list(there.values()))) == 3, "what was done is found, though the job never ended"
    jobs.resume(job)
    take_slices(job)
    assert (job.state, job.done, job.failed) == (Job.State.DONE, PAGES, 0)
    assert len(entries(list(in_language("ur").values()))) == PAGES
    sound()


def test_the_end_of_a_job_is_made_up_for_when_its_worker_died_in_it(
    comms_publisher: Person, by_hand: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The marks of what search knows are written with it, so nothing is left out and nothing done twice."""
    from translations.journeys import indexing

    monkeypatch.setattr(indexing, "BATCH", 3)
    job = submitting.start(items(), ["ur"], comms_publisher.user)
    real, calls = indexing.index, []

    def dies(model: Any, keys: Any) -> None:
        calls.append(keys)
        if len(calls) == 3:
            raise SystemExit
        real(model, keys)

    monkeypatch.setattr(indexing, "index", dies)
    with pytest.raises(SystemExit):
        take_slices(job)
    monkeypatch.setattr(indexing, "index", real)
    take_slices(job)
    assert job.state == Job.State.DONE
    there = list(in_language("ur").values())
    assert entries(there) == sorted(str(page.pk) for page in there)


def test_whoever_loses_the_role_loses_the_rest_of_the_job(comms_publisher: Person, by_hand: None) -> None:
    assert comms_publisher.user
    job = take_slices(submitting.start(items(), ["ur"], comms_publisher.user), 2)
    comms_publisher.user.groups.remove(*comms_publisher.user.groups.filter(name=PUBLISHERS))
    take_slices(job)
    assert (job.done, job.failed) == (2, PAGES - 2)
    assert len(in_language("ur")) == 2
    assert "may not do it any more" in job.steps.filter(state=Step.State.FAILED)[0].message


def test_one_page_that_fails_keeps_no_other_from_being_submitted(comms_publisher: Person, by_hand: None) -> None:
    job = submitting.start(items(), ["ur"], comms_publisher.user)
    gone = section()[3]
    gone.delete()
    take_slices(job)
    assert (job.done, job.failed) == (PAGES - 1, 1)
    assert "English original is gone" in job.steps.get(state=Step.State.FAILED).message


def test_an_outsiders_browser_is_led_to_sign_in(client: Client) -> None:
    answer = client.post("/admin/translations/submit/", {"language": ["ur"]})
    assert answer["Location"].startswith("/accounts/login/")
