"""Sets a Typst template as a tagged PDF, in one language and in its script."""

import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from config import languages
from config.languages import SOURCE, Language
from typesetting.actual_text import add_actual_text, is_right_to_left

# Templates of every app import /site/typesetting/typst/shared.typ from here.
HOUSE = Path(__file__).resolve().parents[2]
FONTS = Path(__file__).resolve().parent / "fonts"
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


def demonstration_label(language: str, demonstration: bool) -> str | None:
    """What a document of a demonstration site carries."""
    return DEMONSTRATION.get(language, DEMONSTRATION[SOURCE]) if demonstration else None


def review_notice(language: str, awaiting_review: bool) -> str | None:
    """What a translation says that no native speaker has checked; the source never does."""
    unreviewed = awaiting_review and language != SOURCE
    return AWAITING_REVIEW.get(language, AWAITING_REVIEW[SOURCE]) if unreviewed else None


def has_type(language: str) -> bool:
    """Whether there is a font for the language."""
    return languages.get(language).script in SCRIPTS


def typeset(template: Path, language: str, data: dict[str, Any], reading: list[str | None]) -> bytes:
    """The PDF that a template makes of the data: the same bytes for the same words.

    `data` is what shared.typ and the template read, without language, direction and script. `reading` is every
    paragraph and heading in the order in which the template sets them; what is empty is not set. Raises ValueError for
    a language or a letter without a font, and for what the template refuses.
    """
    spoken = languages.get(language)
    if spoken.script not in SCRIPTS:
        raise ValueError(f"There is no font for {spoken.english} ({spoken.script}) in {FONTS.name}/")
    whole = {"language": language, "direction": spoken.direction, "script": spoken.script, **data}
    return _readable(_compiled(template, json.dumps(whole)), spoken, [words for words in reading if words])


@cache
def _compiler() -> typst.Compiler:
    """One compiler for the process: it keeps the fonts and the templates. No font of the machine is used."""
    return typst.Compiler(root=HOUSE, font_paths=[FONTS], ignore_system_fonts=True)


def _compiled(template: Path, data: str) -> bytes:
    """What Typst makes of it. PDF/UA-1 makes Typst refuse a missing glyph, title or alternative text."""
    try:
        with _compiling:
            pdf = _compiler().compile(input=template, format="pdf", sys_inputs={"data": data}, pdf_standards=["ua-1"])
    except typst.TypstError as error:
        raise ValueError(f"The {template.stem} cannot be set: {error}") from error
    if not isinstance(pdf, bytes):
        raise TypeError("Typst gave no PDF")
    return pdf


def _readable(pdf: bytes, spoken: Language, paragraphs: list[str]) -> bytes:
    """Mend what Typst writes for readers of other scripts than Latin: the direction, or the words."""
    if spoken.direction != "rtl":
        # Typst takes Punjabi for right-to-left, whatever `dir` says, and Chrome then reads its lines backwards.
        pdf = pdf.replace(b"/Direction/R2L", b"/Direction/L2R")
    if spoken.direction == "rtl" or any(is_right_to_left(words) for words in paragraphs):
        return add_actual_text(pdf, paragraphs)
    return pdf
