"""Sets posters, cards, sheets and Easy Read guides as tagged PDFs, in any script that has a font here."""

import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Literal, TypedDict, get_args

import typst

from campaigns.journeys.actual_text import add_actual_text
from config import languages
from config.languages import SOURCE, Language

Layout = Literal["poster", "card", "sheet", "easy-read"]
Look = Literal["calm", "deterrent"]

CAMPAIGNS = Path(__file__).resolve().parents[1]
TEMPLATES = CAMPAIGNS / "typst"
FONTS = CAMPAIGNS / "fonts"
SCRIPTS = {"latn", "guru", "arab"}
"""The scripts that shared.typ has type for; another one needs its font and a line there."""

DEMONSTRATION = {"en": "Demonstration", "ur": "نمونہ", "pa": "ਨਮੂਨਾ", "pl": "Wersja demonstracyjna"}
AWAITING_REVIEW = {
    "en": "This translation has not yet been checked by a native speaker.",
    "ur": "اس ترجمے کو ابھی تک کسی اہلِ زبان نے نہیں جانچا۔",
    "pa": "ਇਸ ਅਨੁਵਾਦ ਨੂੰ ਅਜੇ ਪੰਜਾਬੀ ਮਾਂ-ਬੋਲੀ ਵਾਲੇ ਕਿਸੇ ਵਿਅਕਤੀ ਨੇ ਨਹੀਂ ਜਾਂਚਿਆ।",
    "pl": "To tłumaczenie nie zostało jeszcze sprawdzone przez rodzimego użytkownika języka.",
}

_compiling = Lock()


class Text(TypedDict):
    """The words of a resource in one language."""

    headline: str
    lines: list[str]
    action: str
    small: str


class Contact(TypedDict):
    """Whom to call, and the number or address. Say in the name what is not a call, as in "Shout (text)"."""

    name: str
    value: str


def typeset(
    layout: Layout,
    language: str,
    text: Text,
    contacts: list[Contact],
    *,
    site_name: str,
    look: Look = "calm",
    awaiting_review: bool = False,
    demonstration: bool = False,
) -> bytes:
    """The PDF of a resource in one language: the same bytes for the same words.

    A poster and a card always keep to their pages; words that would not fit at a readable size raise ValueError.
    """
    if layout not in get_args(Layout) or look not in get_args(Look):
        raise ValueError(f"There is no layout {layout!r} with the look {look!r}")
    spoken = languages.get(language)
    if spoken.script not in SCRIPTS:
        raise ValueError(f"There is no font for {spoken.english} ({spoken.script}) in {FONTS.name}/")
    label = DEMONSTRATION.get(language, DEMONSTRATION[SOURCE]) if demonstration else None
    unreviewed = awaiting_review and language != SOURCE
    notice = AWAITING_REVIEW.get(language, AWAITING_REVIEW[SOURCE]) if unreviewed else None
    data = {
        "language": language,
        "direction": spoken.direction,
        "script": spoken.script,
        "look": look,
        "site-name": site_name,
        "headline": text["headline"],
        "lines": text["lines"],
        "action": text["action"],
        "small": text["small"],
        "contacts": [{"name": contact["name"], "value": contact["value"]} for contact in contacts],
        "demonstration": label,
        "notice": notice,
    }
    pdf = _compiled(layout, json.dumps(data))
    reading = [site_name, label, text["headline"], *text["lines"], text["action"]]
    for contact in contacts:
        reading += [contact["name"], contact["value"]]
    return _readable(pdf, spoken, [words for words in [*reading, text["small"], notice] if words])


@cache
def _compiler() -> typst.Compiler:
    """One compiler for the process: it keeps the fonts and the templates. No font of the machine is used."""
    return typst.Compiler(root=TEMPLATES, font_paths=[FONTS], ignore_system_fonts=True)


def _compiled(layout: Layout, data: str) -> bytes:
    """What Typst makes of it. PDF/UA-1 makes Typst refuse a missing glyph, title or alternative text."""
    try:
        with _compiling:
            pdf = _compiler().compile(
                input=TEMPLATES / f"{layout}.typ", format="pdf", sys_inputs={"data": data}, pdf_standards=["ua-1"]
            )
    except typst.TypstError as error:
        raise ValueError(f"The {layout} cannot be set: {error}") from error
    if not isinstance(pdf, bytes):
        raise TypeError("Typst gave no PDF")
    return pdf


def _readable(pdf: bytes, spoken: Language, paragraphs: list[str]) -> bytes:
    """Mend what Typst writes for readers of other scripts than Latin: the direction, or the words."""
    if spoken.direction == "rtl":
        return add_actual_text(pdf, paragraphs)
    # Typst takes Punjabi for right-to-left, whatever `dir` says, and Chrome then reads its lines backwards.
    return pdf.replace(b"/Direction/R2L", b"/Direction/L2R")
