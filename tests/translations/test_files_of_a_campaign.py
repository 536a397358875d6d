"""All of a campaign in one PO file: taken away, brought back, and every kind of mistake in it named."""

import polib
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail_localize.models import StringTranslation

from pages.models import PictureDescription
from tests.pages.helpers import text, the_page
from tests.support.cast import Person
from tests.translations.helpers import original_of, synced, version_of
from translations.journeys.po import branch, export
from translations.models import State

pytestmark = pytest.mark.django_db
CAMPAIGN = "campaigns/we-see-you/"


def address(language: str = "ur", campaign: str = CAMPAIGN) -> str:
    """The screen of a campaign's file."""
    return f"/admin/translations/files/{original_of(the_page(campaign)).pk}/{language}/"


def taken_away(person: Person, language: str = "ur") -> polib.POFile:
    """The file, as it is downloaded."""
    answer = person.client.get(f"{address(language)}download/")
    assert answer.status_code == 200
    return polib.pofile("#\n" + answer.content.decode())


def brought(person: Person, content: str | bytes, language: str = "ur") -> str:
    """What the screen says after an upload."""
    data = content.encode() if isinstance(content, str) else content
    answer = person.client.post(address(language), {"file": SimpleUploadedFile("campaign.po", data)})
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    said = page.select_one(".translations-account") or page.select_one(".error-message")
    return text(said)


def words() -> list[str]:
    """Every translation that there is."""
    return sorted(StringTranslation.objects.values_list("data", flat=True))


def test_the_file_holds_the_campaign_its_pages_and_what_they_refer_to(urdu_translator: Person) -> None:
    file = taken_away(urdu_translator)
    kinds = {entry.comment.partition(":")[0] for entry in file}
    assert {"Page", "Fact", "Service"} <= kinds
    page = the_page(f"{CAMPAIGN}if-you-exploit-children/")
    assert any(page.title in entry.comment for entry in file)
    assert len({(entry.msgctxt, entry.msgid) for entry in file}) == len(file)
    assert all(entry.msgstr for entry in file)


def test_what_was_changed_arrives_where_it_belongs_and_nothing_goes_live(urdu_translator: Person) -> None:
    file = taken_away(urdu_translator)
    title = the_page(CAMPAIGN).title
    entry = next(entry for entry in file if entry.msgid == title)
    entry.msgstr = "ہم آپ کو دیکھتے ہیں، نیا"
    assert brought(urdu_translator, str(file)).startswith("What became of your file 1 taken over")
    assert "ہم آپ کو دیکھتے ہیں، نیا" in words()
    version = version_of(the_page(CAMPAIGN))
    assert (version.state, version.ready) == (State.CURRENT, True)
    assert the_page(CAMPAIGN, "ur").title != "ہم آپ کو دیکھتے ہیں، نیا"


def test_half_finished_is_fine(urdu_translator: Person) -> None:
    file = taken_away(urdu_translator)
    file[0].msgstr = ""
    file[1].flags.append("fuzzy")
    file[1].msgstr = "ابھی یقین نہیں"
    before = words()
    said = brought(urdu_translator, str(file))
    assert "1 without a translation" in said
    assert "1 marked fuzzy, not taken" in said
    assert words() == before


def test_a_sentence_whose_english_has_changed_is_named_and_left(urdu_translator: Person) -> None:
    file = taken_away(urdu_translator)
    page = the_page(CAMPAIGN)
    old = page.title
    entry = next(entry for entry in file if entry.msgid == old)
    entry.msgstr = "پرانے الفاظ کا ترجمہ"
    other = next(entry for entry in file if entry.msgid != old and "<" not in entry.msgid)
    other.msgstr = "یہ ٹھیک ہے"
    page.title = "We have seen you"
    page.save_revision().publish()
    synced(page)
    said = brought(urdu_translator, str(file))
    assert "1 taken over" in said
    assert "the English has changed since" in said
    assert old in said
    assert "پرانے الفاظ کا ترجمہ" not in words()
    assert "یہ ٹھیک ہے" in words()


def test_links_and_tags_must_be_those_of_the_english(urdu_translator: Person) -> None:
    file = taken_away(urdu_translator)
    entry = file[0]
    entry.msgstr = f"{entry.msgstr} <script>alert(1)</script>"
    before = words()
    said = brought(urdu_translator, str(file))
    assert "links or tags do not match" in said
    assert words() == before


def test_what_does_not_fit_into_its_field_is_named_and_the_rest_is_taken(urdu_translator: Person) -> None:
    file = taken_away(urdu_translator)
    title = the_page(CAMPAIGN).title
    entry = next(entry for entry in file if entry.msgid == title)
    entry.msgstr = "ہ" * 256
    other = next(entry for entry in file if entry.msgid != title and "<" not in entry.msgid)
    other.msgstr = "یہ ٹھیک ہے"
    said = brought(urdu_translator, str(file))
    assert "1 taken over" in said
    assert "It has more than 255 letters" in said
    assert "ہ" * 256 not in words()


def test_a_lost_link_is_named(urdu_translator: Person) -> None:
    file = taken_away(urdu_translator)
    entry = next(entry for entry in file if "<a id=" in entry.msgid)
    entry.msgstr = "بغیر لنک کے"
    assert "A link of the English is missing" in brought(urdu_translator, str(file))


def test_lines_that_belong_nowhere_are_named(urdu_translator: Person) -> None:
    file = taken_away(urdu_translator)
    file.append(polib.POEntry(msgid="Never written", msgstr="Nigdy", msgctxt="no-such-page:title"))
    said = brought(urdu_translator, str(file))
    assert "Never written" in said
    assert "Nigdy" not in words()


BROKEN = {
    "not a PO file": b"%PDF-1.7 \xff\xfe\x00",
    "cut off": b'msgid "Hello"\nmsgstr "unfinis',
    "without a mark": b'msgid "Hello"\nmsgstr "Czesc"\n',
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_refused_in_words(urdu_translator: Person, content: bytes) -> None:
    before = words()
    assert "Nothing was changed" in brought(urdu_translator, content)
    assert words() == before


def test_the_file_of_another_language_or_campaign_is_refused(publisher: Person) -> None:
    file = taken_away(publisher, "pl")
    assert "This file is in Polish" in brought(publisher, str(file), "ur")
    other = export(branch(original_of(the_page("campaigns/")), "ur"))
    assert "another campaign" in brought(publisher, str(other), "ur")


def test_nothing_is_taken_if_anything_fails(urdu_translator: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    from translations.journeys import taking

    file = taken_away(urdu_translator)
    file[0].msgstr = "آدھا"
    before = words()

    def fails(*arguments: object, **named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(taking, "note_version", fails)
    with pytest.raises(RuntimeError):
        brought(urdu_translator, str(file))
    assert words() == before


def test_a_picture_is_described_in_the_same_file(urdu_translator: Person, publisher: Person) -> None:
    described = PictureDescription.objects.select_related("picture").get(language="ur")
    page = the_page(CAMPAIGN)
    block = {"image": {"image": described.picture_id, "alt_text": described.picture.description, "decorative": False}}
    page.body = [*page.body.raw_data, {"type": "image", "value": {**block, "caption": ""}}]
    page.save_revision().publish()
    file = taken_away(urdu_translator)
    entry = next(entry for entry in file if str(entry.msgctxt).startswith("picture:"))
    assert entry.msgstr == described.text
    entry.msgstr = "نئے دھاگے"
    assert "1 taken over" in brought(urdu_translator, str(file))
    described.refresh_from_db()
    assert (described.draft, described.text != "نئے دھاگے") == ("نئے دھاگے", True)


def test_only_the_languages_translators_get_the_file(polish_translator: Person, outsider: Person) -> None:
    assert polish_translator.client.get(f"{address('ur')}download/").status_code in (302, 403)
    assert polish_translator.client.get(address("ur")).status_code in (302, 403)
    assert outsider.client.get(address("ur")).status_code == 302
    assert polish_translator.client.get(address("pl")).status_code == 200
