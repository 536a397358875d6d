"""A comma in the source does not send three translators back to work."""

import pytest
from django.test import Client
from wagtail.models import PageLogEntry
from wagtail_localize.models import StringTranslation

from pages.models import Fact
from tests.pages.helpers import as_sent, soup, the_page
from tests.support.cast import Person
from tests.translations.helpers import PAGE, original_of, reworded, synced, told, version_of
from translations.journeys.reviewing import mark_reviewed
from translations.models import State

pytestmark = pytest.mark.django_db


def call_minor(person: Person, page: object) -> str:
    """Press the button; returns what is said."""
    answer = person.client.post(f"/admin/translations/original/{original_of(page).pk}/minor/")
    return told(answer) if answer.status_code == 302 else str(answer.status_code)


def test_translations_stay_up_to_date_and_keep_their_review(publisher: Person) -> None:
    page = the_page(PAGE)
    mark_reviewed(publisher.user, version_of(page))
    reworded(title=f"{page.title}.")
    assert version_of(page).state == State.NEWER
    assert "up to date in" in call_minor(publisher, page)
    assert version_of(page).state == State.REVIEWED
    assert version_of(page, "pl").state == State.CURRENT


def test_it_is_kept_who_said_so(publisher: Person) -> None:
    page = reworded()
    call_minor(publisher, page)
    entry = PageLogEntry.objects.get(action="translations.minor_edit", page_id=page.pk)
    assert entry.user == publisher.user
    assert "Urdu" in entry.data["languages"]


def test_a_later_sync_does_not_ask_for_the_sentence_again(publisher: Person) -> None:
    page = reworded()
    before = StringTranslation.objects.get(
        context__object=page.translation_key, context__path="title", locale__language_code="ur"
    )
    call_minor(publisher, page)
    synced(page)
    assert version_of(page).segments_left == 0
    carried = StringTranslation.objects.filter(
        context__object=page.translation_key, locale__language_code="ur", data=before.data
    )
    assert carried.count() == 2


def test_nothing_waits_for_a_publisher_because_of_it(publisher: Person) -> None:
    page = reworded()
    call_minor(publisher, page)
    version = version_of(page)
    assert (version.state, version.touched, version.ready) == (State.CURRENT, False, False)


def test_only_languages_that_were_up_to_date_are_kept(publisher: Person) -> None:
    page = reworded(title="One real change")
    synced(page)
    reworded(title="One real change.")
    assert "nothing to keep" in call_minor(publisher, page)
    assert version_of(page).state == State.NEWER


def test_readers_of_a_law_keep_their_language(publisher: Person, client: Client) -> None:
    fact = Fact.objects.get(code="sexual-offences-act-2003-s9", locale__language_code="en")
    fact.statement += " "
    fact.statement = fact.statement.replace(".", " .", 1)
    fact.save()
    call_minor(publisher, fact)
    translated = Fact.objects.get(translation_key=fact.translation_key, locale__language_code="ur")
    fact.refresh_from_db()
    assert translated.translates(fact)
    assert version_of(fact).state == State.CURRENT


def test_the_publisher_is_offered_it_after_publishing(publisher: Person) -> None:
    page = reworded()
    assert "The last edit was minor" in publisher.client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    screen = publisher.client.get(f"/admin/translations/original/{original_of(page).pk}/minor/")
    assert "اردو" in screen.content.decode()


def test_who_changes_the_words_is_told_what_that_does(publisher: Person) -> None:
    fact = Fact.objects.get(code="sexual-offences-act-2003-s9", locale__language_code="en")
    edit = f"/admin/snippets/pages/fact/edit/{fact.pk}/"
    form = soup(publisher.client.get(edit))
    answer = publisher.client.post(edit, as_sent(form, title="Another name") | {"action-publish": "1"})
    assert answer.status_code == 302
    assert "older than the English: Punjabi (Gurmukhi), Polish, Urdu" in told(answer)
    assert f"/admin/translations/original/{original_of(fact).pk}/minor/" in told(answer)


def test_translators_and_outsiders_cannot_say_so(urdu_translator: Person, outsider: Person) -> None:
    page = reworded()
    for person in (urdu_translator, outsider):
        call_minor(person, page)
    assert version_of(page).state == State.NEWER
