"""A translator writes in own languages alone, from the source alone, and puts nothing before readers."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    OverridableSegment,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from pages.models import Alert, Answer, Fact
from signposting.models import TaxonomyTerm
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
    words_in,
    write,
)
from tests.translations.working import in_language, section, submitted_and_translated
from translations.journeys.limits import no_publishing
from translations.models import State

pytestmark = pytest.mark.django_db


def fact() -> Fact:
    """A law that is translated into every language of the demonstration."""
    return Fact.objects.get(code="sexual-offences-act-2003-s9", locale__language_code="en")


def test_a_translator_writes_in_own_language(urdu_translator: Person) -> None:
    page = the_page(PAGE)
    translation = translation_of(page)
    assert write(urdu_translator, translation, segment_of(translation), "میرے الفاظ").status_code == 200
    assert "میرے الفاظ" in words_in(page, "ur")


@pytest.mark.parametrize("kind", ["page", "fact"])
def test_no_address_of_wagtail_localize_lets_a_translator_into_another_language(
    urdu_translator: Person, kind: str
) -> None:
    record = the_page(PAGE) if kind == "page" else fact()
    translation = translation_of(record, "pl")
    before = words_in(record, "pl")
    one = f"/admin/localize/translate/{translation.pk}"
    segment = StringSegment.objects.filter(source=translation.source).first()
    client = urdu_translator.client
    assert segment is not None
    assert write(urdu_translator, translation, segment, "Obce").status_code == 403
    assert client.delete(f"{one}/strings/{segment.pk}/edit/").status_code == 403
    assert client.get(f"{one}/pofile/download/").status_code == 302
    assert "into Urdu" in told(client.post(f"{one}/pofile/upload/"))
    assert client.post(f"{one}/machine_translate/").status_code == 302
    assert client.post(f"{one}/disable/").status_code == 302
    translation.refresh_from_db()
    assert translation.enabled
    assert words_in(record, "pl") == before
    target = translation.get_target_instance()
    edit = f"/admin/pages/{target.pk}/edit/" if kind == "page" else f"/admin/snippets/pages/fact/edit/{target.pk}/"
    answer = client.get(edit)
    assert (answer.status_code, answer["Location"]) in [(302, "/admin/translations/"), (302, "/admin/")]


def test_a_picture_or_link_of_another_language_is_closed_too(urdu_translator: Person) -> None:
    override = OverridableSegment.objects.select_related("source").first()
    assert override is not None
    translation = override.source.translations.get(target_locale__language_code="pl")
    address = f"/admin/localize/translate/{translation.pk}/overrides/{override.pk}/edit/"
    assert urdu_translator.client.put(address, "value=1").status_code == 403


@pytest.mark.parametrize("kind", ["fact", "alert", "page"])
def test_the_sources_words_are_not_a_translators_to_change(urdu_translator: Person, kind: str) -> None:
    record: Any = the_page(PAGE) if kind == "page" else fact() if kind == "fact" else Alert.objects.first()
    edit = f"/admin/pages/{record.pk}/edit/" if kind == "page" else f"/admin/snippets/pages/{kind}/edit/{record.pk}/"
    answer = urdu_translator.client.post(edit, {"title": "Mine", "statement": "Mine", "text": "Mine"})
    assert answer.status_code == 302
    record.refresh_from_db()
    assert "Mine" not in (str(record), getattr(record, "statement", ""))


def test_a_translator_publishes_neither_pages_nor_facts(urdu_translator: Person) -> None:
    law = fact()
    law.statement = "The maximum sentence is 99 years in prison."
    law.save()
    synced(law)
    translation = translation_of(law)
    for segment in StringSegment.objects.filter(source=translation.source):
        write(urdu_translator, translation, segment, "ترجمہ")
    target = translation.get_target_instance()
    answer = urdu_translator.client.post(f"/admin/snippets/pages/fact/edit/{target.pk}/", {"action": "publish"})
    assert "A publisher makes them live" in told(answer)
    target.refresh_from_db()
    assert "ترجمہ" not in target.statement
    assert version_of(law).state == State.NEWER
    address = f"/admin/translations/version/{version_of(law).pk}/publish/"
    assert urdu_translator.client.post(address).status_code == 302
    target.refresh_from_db()
    assert "ترجمہ" not in target.statement
    page = the_page(PAGE, "ur")
    live = page.live_revision_id
    urdu_translator.client.post(f"/admin/pages/{page.pk}/edit/", {"action": "publish"})
    page.refresh_from_db()
    assert page.live_revision_id == live


def test_the_publisher_publishes_that_fact(urdu_translator: Person, publisher: Person) -> None:
    law = fact()
    law.title = "A new name for it"
    law.save()
    synced(law)
    translation = translation_of(law)
    write(urdu_translator, translation, segment_of(translation), "نیا نام")
    answer = publisher.client.post(f"/admin/translations/version/{version_of(law).pk}/publish/")
    assert "is live" in told(answer)
    assert version_of(law).state == State.CURRENT
    assert translation.get_target_instance().title == "نیا نام"


def test_half_a_translation_is_not_published_from_the_editor_either(publisher: Person) -> None:
    page = reworded()
    synced(page)
    target = translation_of(page).get_target_instance()
    answer = publisher.client.post(f"/admin/pages/{target.pk}/edit/", {"action": "publish"})
    assert "1 sentence is not translated yet" in told(answer)
    assert version_of(page).state == State.NEWER


def bulk_published(person: Person, page: Any, **fields: str) -> str:
    """Tick a page in the explorer, press “Publish” and confirm; returns what is said."""
    return told(person.client.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/admin/", fields))


def test_half_a_translation_is_not_published_by_the_tick_boxes_of_the_explorer(publisher: Person) -> None:
    submitted_and_translated(publisher)
    half = section()[1]
    StringTranslation.objects.filter(context__object_id=half.translation_key, context__path="title").delete()
    there = in_language("ur")
    assert "1 sentence is not translated yet" in bulk_published(publisher, there[half.translation_key])
    whole = there[section()[0].translation_key]
    assert "Nothing was published" in bulk_published(publisher, whole, include_descendants="on")
    assert not any(page.live for page in in_language("ur").values())
    assert "1 page has been published" in bulk_published(publisher, whole)
    assert in_language("ur")[whole.translation_key].live


def test_half_an_answer_is_not_published_from_its_editor(publisher: Person) -> None:
    answer = Answer.objects.filter(locale__language_code="en", live=True).first()
    assert answer
    answer.did = "Something that nobody has translated."
    answer.save()
    synced(answer)
    target = translation_of(answer).get_target_instance()
    address = f"/admin/snippets/pages/answer/edit/{target.pk}/"
    assert "not translated yet" in told(publisher.client.post(address, {"action": "publish"}))
    original_of(answer).delete()
    reason = no_publishing(publisher.user, target, translation_of(answer))
    assert "1 sentence is not translated yet" in reason, "whatever the table says"


def test_only_a_publisher_takes_a_page_out_of_translation(urdu_translator: Person, publisher: Person) -> None:
    translation = translation_of(the_page(PAGE))
    target = translation.get_target_instance()
    address = f"/admin/localize/translate/{translation.pk}/disable/"
    assert "Only a publisher" in told(urdu_translator.client.post(address))
    assert "Only a publisher" in told(
        urdu_translator.client.post(f"/admin/localize/page/{target.pk}/convert_to_alias/")
    )
    translation.refresh_from_db()
    assert translation.enabled
    publisher.client.post(address)
    translation.refresh_from_db()
    assert not translation.enabled
    answer = urdu_translator.client.post(f"/admin/pages/{target.pk}/edit/", {"localize-restart-translation": "1"})
    assert "Only a publisher" in told(answer)


def test_nothing_is_translated_from_a_translation(publisher: Person) -> None:
    target = the_page(PAGE, "ur")
    polish = Locale.objects.get(language_code="pl")
    answer = publisher.client.post(f"/admin/localize/submit/page/{target.pk}/", {"locales": [polish.pk]})
    assert "never from another translation" in told(answer)
    assert not TranslationSource.objects.exclude(locale__language_code="en").exists()


def test_syncing_never_publishes_by_the_way(publisher: Person) -> None:
    page = reworded()
    source = TranslationSource.objects.get(object_id=page.translation_key)
    answer = publisher.client.post(f"/admin/localize/update/{source.pk}/", {"publish_translations": "on"})
    assert "Sync first" in told(answer)
    answer = publisher.client.post(f"/admin/localize/update/{source.pk}/", {})
    assert answer.status_code == 302
    assert version_of(page).segments_left == 1


def test_the_editor_knows_direction_and_who_may_publish(urdu_translator: Person, publisher: Person) -> None:
    target = translation_of(fact()).get_target_instance()
    for person, may in ((urdu_translator, "no"), (publisher, "yes")):
        answer = person.client.get(f"/admin/snippets/pages/fact/edit/{target.pk}/")
        page = BeautifulSoup(answer.content, "html.parser")
        mark = page.select_one(".lantern-side-by-side")
        assert mark is not None
        assert (mark["data-direction"], mark["data-publishes"]) == ("rtl", may)
        editor = page.select_one(".js-translation-editor")
        assert editor is not None
        assert json.loads(str(editor["data-props"]))["locale"]["code"] == "ur"


@pytest.mark.parametrize("person", ["learner", "outsider", "desk_officer"])
def test_the_table_and_the_queue_are_closed_to_everybody_else(person: str, request: pytest.FixtureRequest) -> None:
    stranger: Person = request.getfixturevalue(person)
    for address in ("/admin/translations/", "/admin/translations/queue/"):
        answer = stranger.client.get(address)
        assert answer.status_code == 302
        assert "/translations/" not in answer["Location"].partition("?")[0]


def test_a_stopped_translation_of_what_has_no_drafts_waits_for_a_publisher(
    urdu_translator: Person, publisher: Person
) -> None:
    term = TaxonomyTerm.objects.filter(locale__language_code="ur").first()
    assert term is not None
    Translation.objects.filter(source__object_id=term.translation_key, target_locale=term.locale).update(enabled=False)
    address = f"/admin/snippets/signposting/taxonomyterm/edit/{term.pk}/"
    opened = publisher.client.get(address)
    form = BeautifulSoup(opened.content, "html.parser").select_one(
        "form[data-edit-form], form[method=post][novalidate]"
    )
    assert form is not None
    data = {str(field["name"]): str(field.get("value", "")) for field in form.select("input[name]")}
    name = term.name
    assert "Nothing was changed." in told(urdu_translator.client.post(address, {**data, "name": "لفظ"}))
    assert TaxonomyTerm.objects.get(pk=term.pk).name == name


@pytest.mark.parametrize("who", ["urdu_translator", "comms_editor", "publisher"])
def test_nobody_makes_a_live_page_of_a_mirror(who: str, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(who)
    mirror = Page.objects.filter(alias_of__isnull=False, locale__language_code="ur", live=True).first()
    assert mirror is not None
    answer = person.client.post(f"/admin/pages/{mirror.pk}/convert_alias/")
    assert "Submit the English page for translation" in told(answer)
    assert Page.objects.get(pk=mirror.pk).alias_of_id
