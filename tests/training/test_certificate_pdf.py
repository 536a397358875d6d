"""The PDF of a certificate: tagged, in its language, readable by people, screen readers and programs."""

import io
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from training.journeys.printing import CannotPrintError, printed
from training.models import Activity, ActivityVersion, Certificate

CODE = "ABCDEFGHJKMNPQRSTVWX"
NAMES = {
    "en": ("Amina Example", "Spotting exploitation"),
    "ur": ("آمنہ مثال", "استحصال کی پہچان"),
    "pa": ("ਅਮੀਨਾ ਉਦਾਹਰਨ", "ਸ਼ੋਸ਼ਣ ਪਛਾਣੋ"),
    "pl": ("Łucja Żółć-Przykład", "Jak rozpoznać wyzysk"),
}


def pdf(language: str, name: str = "", title: str = "") -> bytes:
    version = ActivityVersion(number=3, activity=Activity(title=title))
    return printed(
        Certificate(
            version=version,
            code=CODE,
            name=name or NAMES[language][0],
            title=title or NAMES[language][1],
            language=language,
            issued_on=date(2026, 11, 28),
            valid_until=date(2027, 11, 28),
        )
    )


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content), strict=True)


def tags(content: bytes) -> list[Any]:
    """Every element of the structure, in reading order."""
    found: list[Any] = []

    def visit(element: Any) -> None:
        element = element.get_object()
        found.append(element)
        children = element.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            if hasattr(child.get_object(), "get"):
                visit(child)

    visit(read(content).root_object["/StructTreeRoot"])
    return found


@pytest.mark.parametrize("language", NAMES)
def test_it_is_one_tagged_page_in_its_language(language: str) -> None:
    content = pdf(language)
    root: Any = read(content).root_object
    assert len(read(content).pages) == 1
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    metadata = read(content).metadata
    assert metadata
    assert metadata.title
    assert metadata.title.endswith(NAMES[language][1])
    figures = [tag for tag in tags(content) if tag.get("/S") == "/Figure"]
    assert [bool(tag.get("/Alt")) for tag in figures] == [True], "the QR code says what it is"
    assert sum(tag.get("/S") == "/H1" for tag in tags(content)) == 1


@pytest.mark.parametrize("language", NAMES)
def test_code_and_address_can_be_copied_and_followed(language: str) -> None:
    page: Any = read(pdf(language)).pages[0]
    assert f"/verify/{CODE}" in "".join(page.extract_text().split())
    assert "ABCD EFGH JKMN PQRS TVWX" in " ".join(page.extract_text().split())
    assert page["/Annots"][0].get_object()["/A"]["/URI"].endswith(f"/verify/{CODE}")


@pytest.mark.parametrize("language", ["en", "pl"])
def test_the_words_of_a_certificate_can_be_found(language: str) -> None:
    words = " ".join(read(pdf(language)).pages[0].extract_text().split())
    for part in NAMES[language]:
        assert part in words


@pytest.mark.parametrize("language", ["ur", "en"])
def test_a_name_in_urdu_is_said_whole_in_any_certificate(language: str) -> None:
    content = pdf(language, *NAMES["ur"])
    said = [str(tag["/ActualText"]) for tag in tags(content) if "/ActualText" in tag]
    assert [text for text in said if text in NAMES["ur"]] == [*NAMES["ur"]]


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("name", ["Al", "Wilhelmina " * 20, "x" * 300])
def test_a_long_name_stays_on_the_page_or_is_refused(language: str, name: str) -> None:
    try:
        content = pdf(language, name.strip())
    except CannotPrintError:
        assert len(name) > 100
    else:
        assert len(read(content).pages) == 1


@pytest.mark.parametrize("name", ["অমিনা", "阿米娜", "Amina 😀"])
def test_letters_without_a_font_are_refused_and_not_left_out(name: str) -> None:
    with pytest.raises(CannotPrintError):
        pdf("en", name)


def test_a_name_is_never_run_as_typst() -> None:
    name = '#panic("no") *bold* $x$'
    assert name in " ".join(read(pdf("en", name)).pages[0].extract_text().split())
