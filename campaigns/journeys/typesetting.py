"""Sets posters, cards, sheets and Easy Read guides as tagged PDFs."""

from pathlib import Path
from typing import Literal, TypedDict, get_args

from typesetting import documents

Layout = Literal["poster", "card", "sheet", "easy-read"]
Look = Literal["calm", "deterrent"]

TEMPLATES = Path(__file__).resolve().parents[1] / "typst"


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
    label = documents.demonstration_label(language, demonstration)
    notice = documents.review_notice(language, awaiting_review)
    data = {
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
    reading = [site_name, label, text["headline"], *text["lines"], text["action"]]
    for contact in contacts:
        reading += [contact["name"], contact["value"]]
    return documents.typeset(TEMPLATES / f"{layout}.typ", language, data, [*reading, text["small"], notice])
