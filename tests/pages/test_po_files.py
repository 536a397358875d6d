"""PO files that translators bring back: the right one is taken in, a wrong one is named, and nothing is lost."""

from typing import Any

import polib
import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail_localize.models import StringTranslation, Translation

from tests.pages.helpers import TRANSLATED, read, text, the_page, translated_languages
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
NEXT = "/admin/reports/"


def translation_of(address: str = TRANSLATED) -> Translation:
    """A page's translation as wagtail-localize keeps it."""
    page = the_page(address)
    found = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale__language_code=translated_languages()[0]
    )
    return found.get()


def bring(person: Person, content: bytes | str | None, translation: Translation | None = None) -> list[tuple[str, str]]:
    """What somebody is told after uploading a file."""
    address = f"/admin/localize/translate/{(translation or translation_of()).pk}/pofile/upload/?next={NEXT}"
    data: dict[str, Any] = {"next": NEXT}
    if content is not None:
        data["file"] = SimpleUploadedFile("page.po", content.encode() if isinstance(content, str) else content)
    response = person.client.post(address, data)
    assert (response.status_code, response["Location"]) == (302, NEXT)
    return [(message.level_tag, str(message).strip()) for message in get_messages(response.wsgi_request)]


def downloaded(translation: Translation) -> polib.POFile:
    """The file that a translator starts from."""
    return translation.export_po()


def words() -> list[str]:
    """Every translation that there is."""
    return sorted(StringTranslation.objects.values_list("data", flat=True))


def test_what_a_translator_changed_arrives_and_nothing_else_does(manager: Person) -> None:
    translation = translation_of()
    file = downloaded(translation)
    before = words()
    file[0].msgstr = "Zmienione przez tłumacza"
    ((level, said),) = bring(manager, str(file))
    assert (level, said.startswith("Sentences in your file: 1 taken over")) == ("success", True)
    after = words()
    assert "Zmienione przez tłumacza" in after
    assert len(set(before) - set(after)) <= 1


BROKEN = {
    "not a PO file": b"%PDF-1.7 \xff\xfe\x00",
    "another alphabet": 'msgid "x"\nmsgstr "ż"\n'.encode("utf-16"),
    "cut off": b'msgid "Hello"\nmsgstr "unfinis',
    "a merge gone wrong": b'<<<<<<< HEAD\nmsgid "x"\nmsgstr "y"\n',
    "an unknown character set": b'msgid ""\nmsgstr "Content-Type: text/plain; charset=klingon\\n"\n',
    "empty": b"",
    "the name of a file": b"/etc/passwd",
    "without the mark of its page": b'msgid "Hello"\nmsgstr "Czesc"\n',
    "too large": b"#" * 2_100_000,
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_refused_in_words_and_nothing_is_lost(manager: Person, content: bytes) -> None:
    before = words()
    ((level, said),) = bring(manager, content)
    assert level == "error"
    assert len(said) > 20
    assert words() == before


def test_no_file_at_all_is_said_too(manager: Person) -> None:
    assert bring(manager, None) == [("error", "Choose a PO file first.")]


def test_the_file_of_another_page_is_refused_and_nothing_is_lost(manager: Person) -> None:
    file = downloaded(translation_of("for/schools/"))
    for entry in file:
        entry.msgstr = "Na złej stronie"
    before = words()
    ((level, said),) = bring(manager, str(file))
    assert (level, "another page or another language" in said) == ("error", True)
    assert words() == before


def test_the_file_of_another_language_is_refused(manager: Person) -> None:
    mine = translation_of()
    other = Translation.objects.filter(source=mine.source).exclude(pk=mine.pk).first()
    assert other is not None
    assert bring(manager, str(downloaded(other)))[0][0] == "error"


def test_lines_of_other_pages_and_made_up_places_are_passed_over(manager: Person) -> None:
    translation = translation_of()
    file = downloaded(translation)
    file.append(polib.POEntry(msgid="Never written", msgstr="Nigdy", msgctxt="body.no-such-block"))
    file.append(polib.POEntry(msgid=file[0].msgid, msgstr="Nie tutaj", msgctxt="no.such.place"))
    bring(manager, str(file), translation)
    assert not {"Nigdy", "Nie tutaj"} & set(words())


def test_markup_in_a_translation_runs_nowhere(manager: Person) -> None:
    translation = translation_of()
    file = downloaded(translation)
    for entry in file:
        entry.msgstr = f"{entry.msgstr}<script>alert(1)</script><img src=x onerror=alert(2)>"
    bring(manager, str(file), translation)
    translation.save_target(publish=True)
    page = read(f"/{translation.target_locale.language_code}/{TRANSLATED}")
    assert not [script for script in page.select("script") if "alert" in text(script)]
    assert not page.select("[onerror]")


@pytest.mark.parametrize("person", ["learner", "outsider", "desk_officer"])
def test_nobody_else_brings_words(person: str, request: pytest.FixtureRequest) -> None:
    stranger: Person = request.getfixturevalue(person)
    translation = translation_of()
    file = downloaded(translation)
    file[0].msgstr = "Obce słowa"
    address = f"/admin/localize/translate/{translation.pk}/pofile/upload/"
    response = stranger.client.post(address, {"file": SimpleUploadedFile("page.po", str(file).encode())})
    assert response.status_code in (302, 403)
    assert "Obce słowa" not in words()
