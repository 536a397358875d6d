"""The table and the queue: what they show, what they lead to, and what they cost."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pages.models import Alert, PictureDescription
from tests.pages.helpers import soup, text, the_page
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
from translations.journeys import queue
from translations.journeys.keeping import note_version
from translations.models import Original, State, Version

pytestmark = pytest.mark.django_db
TABLE = "/admin/translations/"
QUEUE = "/admin/translations/queue/"


def titles(page: BeautifulSoup) -> list[str]:
    """The records in the table, in its order."""
    return [text(row.select_one("th a, th b")) for row in page.select(".translations-table tbody tr")]


def queued(person: Person, part: str = "") -> list[str]:
    """The titles in somebody's queue."""
    page = soup(person.client.get(QUEUE))
    place = page.select_one(f'section[aria-labelledby="part-{part}"]') if part else page
    return [text(link) for link in place.select(".translations-queue__title")] if place else []


def test_every_kind_of_record_stands_in_the_table(publisher: Person) -> None:
    for kind, _label in Original.Kind.choices:
        shown = soup(publisher.client.get(TABLE, {"kind": kind}))
        assert titles(shown), kind


def test_filters_narrow_to_a_state_a_language_a_section_and_words(publisher: Person) -> None:
    page = reworded()
    ask = {"state": "newer", "language": "ur"}
    assert titles(soup(publisher.client.get(TABLE, ask))) == [page.title]
    assert titles(soup(publisher.client.get(TABLE, {**ask, "q": "nowhere"}))) == []
    section = the_page("topics/")
    found = titles(soup(publisher.client.get(TABLE, {"section": section.path})))
    assert section.title in found
    assert page.title not in found
    missing = titles(soup(publisher.client.get(TABLE, {"state": "missing", "kind": "page"})))
    assert "About this site" in missing


def test_a_filter_that_is_not_known_narrows_nothing(publisher: Person) -> None:
    shown = soup(publisher.client.get(TABLE, {"state": "purple", "language": "tlh", "p": "999"}))
    assert titles(shown)


def test_a_cell_leads_to_where_it_is_mended(publisher: Person) -> None:
    page = reworded()
    synced(page)
    shown = soup(publisher.client.get(TABLE, {"q": page.title}))
    cell = shown.select_one('td[data-label="Urdu"]')
    assert cell
    assert "1 sentence left" in text(cell)
    target = translation_of(page).get_target_instance()
    assert cell.select_one(f'a[href="/admin/pages/{target.pk}/edit/"]')
    assert publisher.client.get(f"/admin/pages/{target.pk}/edit/").status_code == 200


def test_languages_are_named_in_their_own_script_and_direction(publisher: Person) -> None:
    shown = soup(publisher.client.get(TABLE))
    own = shown.select_one('.translations-table thead bdi[lang="ur"]')
    assert own
    assert (own["dir"], text(own)) == ("rtl", "اردو")


def test_a_translator_sees_everything_and_is_led_into_own_languages_alone(urdu_translator: Person) -> None:
    shown = soup(urdu_translator.client.get(TABLE, {"q": the_page(PAGE).title}))
    assert shown.select_one('td[data-label="Urdu"] a')
    assert not shown.select_one('td[data-label="Polish"] a')
    mine = soup(urdu_translator.client.get(TABLE, {"language": "mine"}))
    assert [text(head) for head in mine.select(".translations-table thead th")][1:] == ["Urdu اردو"]


def fill(number: int) -> None:
    """Many more records, with versions in every language."""
    now = timezone.now()
    made = Original.objects.bulk_create(
        Original(
            kind=Original.Kind.FACT,
            object_id=10_000_000 + index,
            title=f"A record {index:05}",
            live=True,
            fingerprint="a",
            before="b",
            changed_at=now,
        )
        for index in range(number)
    )
    Version.objects.bulk_create(
        Version(
            original=original,
            language=language,
            state=State.NEWER,
            live=True,
            made_from="b",
            target_id=original.object_id,
            ready=bool(index % 2),
        )
        for index, original in enumerate(made)
        for language in ("ur", "pa", "pl")
    )


def test_the_cost_does_not_grow_with_the_site(publisher: Person) -> None:
    addresses = [TABLE, f"{TABLE}?state=newer", f"{TABLE}?state=missing&order=title", f"{TABLE}?q=record", QUEUE]
    for address in addresses:
        publisher.client.get(address)

    def costs() -> list[int]:
        counted = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert publisher.client.get(address).status_code == 200
            counted.append(len(queries))
        return counted

    fill(60)
    small = costs()
    Original.objects.filter(object_id__gte=10_000_000).delete()
    fill(2000)
    assert costs() == small
    assert max(small) < 40


def test_the_most_urgent_stands_first(urdu_translator: Person) -> None:
    page = reworded()
    synced(page)
    today = timezone.localdate()
    alert = Alert.objects.filter(locale__language_code="en").first()
    assert alert
    alert.text = "Something happened today."
    alert.starts_on, alert.ends_on = today, today + timedelta(days=3)
    alert.save()
    synced(alert)
    note_version(alert.translation_key, "ur")
    assert queued(urdu_translator, "translate")[:2] == ["Something happened today.", page.title]
    alert.starts_on, alert.ends_on = today - timedelta(days=9), today - timedelta(days=1)
    alert.save()
    assert "Something happened today." not in queued(urdu_translator)


def test_each_step_moves_it_to_the_next_persons_queue(
    urdu_translator: Person, polish_translator: Person, publisher: Person
) -> None:
    page = reworded()
    synced(page)
    title = page.title
    assert queued(urdu_translator, "translate") == [title]
    assert queued(polish_translator, "translate") == [title]
    address = f"/admin/translations/version/{version_of(page).pk}/hand-on/"
    assert "was not handed on. 1 sentence is not translated yet" in told(urdu_translator.client.post(address))
    write(urdu_translator, translation_of(page), segment_of(translation_of(page)), "مکمل")
    assert queued(urdu_translator, "hand-on") == [title]
    assert polish_translator.client.post(address).status_code == 302
    assert version_of(page).handed_on_at is None
    urdu_translator.client.post(address)
    assert queued(urdu_translator) == []
    assert queued(publisher, "publish") == [title]
    assert queue.to_publish(["ur"]).get().handed_on_by == urdu_translator.user


def test_new_words_reach_the_translators_when_the_publisher_gives_them(
    urdu_translator: Person, publisher: Person
) -> None:
    page = reworded()
    assert queued(urdu_translator) == []
    shown = soup(publisher.client.get(QUEUE))
    assert page.title in text(shown.select_one('section[aria-labelledby="part-sync"]'))
    address = f"/admin/translations/original/{original_of(page).pk}/sync/"
    urdu_translator.client.post(address)
    assert queued(urdu_translator) == []
    assert "3 languages have something to do" in told(publisher.client.post(address))
    assert queued(urdu_translator, "translate") == [page.title]


def test_a_picture_is_described_beside_its_english(urdu_translator: Person, publisher: Person) -> None:
    description = PictureDescription.objects.select_related("picture").get(language="ur")
    address = f"/admin/translations/picture/{description.picture_id}/ur/"
    shown = soup(urdu_translator.client.get(address))
    box = shown.select_one("textarea")
    assert box
    assert (box["dir"], box["lang"]) == ("rtl", "ur")
    assert not shown.select_one("button[name=publish]")
    urdu_translator.client.post(address, {"text": "نیا بیان", "publish": "yes"})
    description.refresh_from_db()
    assert (description.draft, description.text == "نیا بیان") == ("نیا بیان", False)
    assert queued(publisher, "publish") == [original_of_picture(description).title]
    publisher.client.post(
        f"/admin/translations/version/{original_of_picture(description).versions.get(language='ur').pk}/publish/"
    )
    description.refresh_from_db()
    assert description.text == "نیا بیان"
    assert "Say in a few words" in urdu_translator.client.post(address, {"text": " "}).content.decode()
    polish = f"/admin/translations/picture/{description.picture_id}/pl/"
    assert urdu_translator.client.get(polish).status_code == 302


def original_of_picture(description: PictureDescription) -> Original:
    """A picture's row."""
    return Original.objects.get(kind=Original.Kind.PICTURE, object_id=description.picture_id)


def test_a_page_and_its_row_go_together() -> None:
    page = the_page(PAGE)
    assert original_of(page).title == page.title
    key = page.translation_key
    page.delete()
    assert not Original.objects.filter(translation_key=key).exists()
