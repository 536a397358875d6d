"""Printable resources: what a reader, a printer and a screen reader get."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from pypdf import PdfReader

from campaigns.journeys.typesetting import Contact, Text, typeset
from typesetting.documents import AWAITING_REVIEW, DEMONSTRATION

RESOURCES = Path(__file__).parents[2] / "campaigns/demonstration/pages/resources"
SITE_NAME = "Keeping Bradford Safe"
CONTACTS: list[Contact] = [
    {"name": "Modern Slavery & Exploitation Helpline", "value": "08000 121 700"},
    {"name": "Ivison Trust", "value": "https://ivisontrust.org.uk/"},
    {"name": "Children's Integrated Front Door", "value": "01274 433999"},
]
ENGLISH: Text = {
    "headline": "You can talk to someone",
    "lines": ["You have not done anything wrong.", "You can stop talking whenever you want."],
    "action": "Call today.",
    "small": "If you are in danger now, call 999.",
}
URDU: Text = {
    "headline": "آپ کسی سے بات کر سکتے ہیں",
    "lines": ["مدد مانگنا کوئی غلط کام نہیں ہے۔", "آپ 01274 437500 پر فون کر سکتے ہیں۔"],
    "action": "آج ہی Stop It Now کو فون کریں۔",
    "small": "اگر کوئی اس وقت خطرے میں ہے تو 999 پر فون کریں۔",
}
PAGES = {"poster": {1}, "card": {2}, "sheet": {1, 2}, "easy-read": {1, 2, 3}}


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf), strict=True)


def root_of(pdf: bytes) -> Any:
    """The catalogue: what holds for the whole document."""
    return read(pdf).root_object


def said(pdf: bytes) -> list[str]:
    """What the tags give a screen reader instead of the drawn letters."""
    found: list[str] = []

    def visit(element: Any) -> None:
        element = element.get_object()
        if "/ActualText" in element:
            found.append(str(element["/ActualText"]))
        for child in element.get("/K", []):
            if hasattr(child.get_object(), "get"):
                visit(child)

    visit(root_of(pdf)["/StructTreeRoot"])
    return found


def drawn(pdf: bytes) -> list[tuple[float, float, str]]:
    """Every run of the first page: how far down, how far right, and what it says."""
    runs: list[tuple[float, float, str]] = []

    def note(text: str, matrix: list[float], *_: object) -> None:
        if text.strip():
            runs.append((-matrix[5], matrix[4], text.strip()))

    read(pdf).pages[0].extract_text(visitor_text=note)
    return runs


def words_of(pdf: bytes) -> str:
    """What copying the first page gives, on one line."""
    return " ".join(read(pdf).pages[0].extract_text().split())


def demonstration_texts() -> list[Any]:
    """Every text of the demonstration's resources, named after its file and its language."""
    documents = ((path.stem, yaml.safe_load(path.read_text())["document"]) for path in sorted(RESOURCES.glob("*.yaml")))
    return [
        pytest.param(document["layout"], language, text, id=f"{name}-{language}")
        for name, document in documents
        for language, text in document["texts"].items()
    ]


@pytest.mark.parametrize(("layout", "language", "text"), demonstration_texts())
def test_every_resource_of_the_demonstration_fits_its_pages(layout: Any, language: str, text: Text) -> None:
    pdf = typeset(layout, language, text, CONTACTS, site_name=SITE_NAME, awaiting_review=True, demonstration=True)
    assert len(read(pdf).pages) in PAGES[layout]


@pytest.mark.parametrize("layout", ["poster", "card", "sheet", "easy-read"])
def test_a_pdf_is_tagged_and_names_its_title_and_its_language(layout: Any) -> None:
    pdf = typeset(layout, "ur", URDU, CONTACTS, site_name=SITE_NAME)
    root, metadata = root_of(pdf), read(pdf).metadata
    assert root["/Lang"] == "ur"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert metadata
    assert (metadata.title, metadata.author) == (URDU["headline"], SITE_NAME)
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()


def test_a_poster_is_one_a3_page_and_a_card_two_a6_pages() -> None:
    sizes = {
        layout: {(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in reader.pages}
        for layout, reader in (
            ("poster", read(typeset("poster", "en", ENGLISH, CONTACTS, site_name=SITE_NAME))),
            ("card", read(typeset("card", "en", ENGLISH, CONTACTS, site_name=SITE_NAME))),
        )
    }
    assert sizes == {"poster": {(842, 1191)}, "card": {(420, 298)}}


def test_an_urdu_poster_says_its_words_in_reading_order() -> None:
    pdf = typeset("poster", "ur", URDU, CONTACTS, site_name=SITE_NAME, awaiting_review=True, demonstration=True)
    words = [URDU["headline"], *URDU["lines"], URDU["action"], URDU["small"]]
    assert said(pdf) == [DEMONSTRATION["ur"], *words, AWAITING_REVIEW["ur"]]


def test_a_number_in_urdu_text_reads_from_left_to_right() -> None:
    runs = [run for run in drawn(typeset("poster", "ur", URDU, [], site_name=SITE_NAME)) if re.search(r"\d{5}", run[2])]
    assert " ".join(text for _down, _right, text in sorted(runs)) == "01274 437500"


def test_the_words_of_an_english_poster_can_be_copied() -> None:
    words = words_of(typeset("poster", "en", ENGLISH, CONTACTS, site_name=SITE_NAME))
    for sentence in (ENGLISH["headline"], *ENGLISH["lines"], ENGLISH["action"], ENGLISH["small"], "08000 121 700"):
        assert sentence in words


def test_punjabi_in_gurmukhi_is_not_declared_right_to_left() -> None:
    text: Text = {"headline": "ਮਦਦ ਲੈਣਾ", "lines": ["ਇਹ ਤੁਹਾਡਾ ਕਸੂਰ ਨਹੀਂ ਹੈ।"], "action": "ਅੱਜ ਹੀ ਦੱਸੋ।", "small": "999"}
    root = root_of(typeset("sheet", "pa", text, CONTACTS, site_name=SITE_NAME))
    assert root["/ViewerPreferences"].get("/Direction", "/L2R") == "/L2R"


def test_a_web_address_is_a_link_and_is_shown_without_its_scheme() -> None:
    page: Any = read(typeset("sheet", "en", ENGLISH, CONTACTS, site_name=SITE_NAME)).pages[0]
    assert [link.get_object()["/A"]["/URI"] for link in page["/Annots"]] == ["https://ivisontrust.org.uk/"]
    assert "ivisontrust.org.uk" in page.extract_text()
    assert "https" not in page.extract_text()


def test_a_translation_says_that_nobody_has_checked_it_and_the_source_never_does() -> None:
    for language in ("pl", "en"):
        pdf = typeset("sheet", language, ENGLISH, [], site_name=SITE_NAME, awaiting_review=True)
        assert (AWAITING_REVIEW[language] in words_of(pdf)) is (language != "en")


@pytest.mark.parametrize("layout", ["poster", "card", "sheet", "easy-read"])
def test_a_demonstration_says_so_on_its_first_page(layout: Any) -> None:
    for demonstration in (True, False):
        pdf = typeset(layout, "en", ENGLISH, CONTACTS, site_name=SITE_NAME, demonstration=demonstration)
        assert (DEMONSTRATION["en"] in words_of(pdf)) is demonstration


def test_easy_read_has_no_letter_under_16_points() -> None:
    text: Text = {**ENGLISH, "lines": ENGLISH["lines"] * 9}
    pdf = typeset("easy-read", "pl", text, CONTACTS, site_name=SITE_NAME, awaiting_review=True, demonstration=True)
    pages = read(pdf).pages
    drawings = [contents.get_data() for page in pages if (contents := page.get_contents()) is not None]
    sizes = [float(size) for drawing in drawings for size in re.findall(rb"/f\d+ ([\d.]+) Tf", drawing)]
    assert len(pages) > 1
    assert min(sizes) >= 16


def test_words_are_never_run_as_typst() -> None:
    text: Text = {**ENGLISH, "headline": '#panic("no") *bold* $x$ <label> @ref', "action": '#import "shared.typ"'}
    words = words_of(typeset("sheet", "en", text, [], site_name=SITE_NAME))
    assert text["headline"] in words
    assert text["action"] in words


@pytest.mark.parametrize(
    ("layout", "changed"),
    [
        ("poster", {"headline": "Call " * 80}),
        ("poster", {"headline": "x" * 90}),
        ("poster", {"lines": ["A line that goes on and on. " * 4] * 30}),
        ("card", {"lines": ["A line that goes on and on. " * 4] * 12}),
        ("card", {"small": "A line that goes on and on. " * 90}),
    ],
)
def test_words_that_would_not_fit_are_refused(layout: Any, changed: Any) -> None:
    with pytest.raises(ValueError, match="more text than the page holds"):
        typeset(layout, "en", {**ENGLISH, **changed}, CONTACTS, site_name=SITE_NAME)


def test_a_language_or_a_letter_without_a_font_is_refused() -> None:
    with pytest.raises(ValueError, match="no font for Bengali"):
        typeset("poster", "bn", ENGLISH, CONTACTS, site_name=SITE_NAME)
    with pytest.raises(ValueError, match="could not be displayed"):
        typeset("poster", "en", {**ENGLISH, "action": "Call 😀"}, CONTACTS, site_name=SITE_NAME)


def test_the_same_words_make_the_same_bytes() -> None:
    first, second = (typeset("card", "ur", URDU, CONTACTS, site_name=SITE_NAME) for _ in range(2))
    assert first == second
