"""What a partner agency reads, as a page of print and as the text in a bundle."""

import textwrap
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from reporting.terms import words
from reporting.terms_of_referral import BASES, CONDITIONS, GUIDANCE, reference

NOTES = (
    "This is a sanitised version of a concern that somebody told the desk. Where it says [masked], the desk took words out.",
    "Do not try to find out who told us. It could put them in danger.",
    "Tell the desk that you have this, in the way that you have agreed, and give the reference.",
)
WIDTH = 90


@dataclass(frozen=True)
class Paper:
    """A referral as the agency reads it. No id of the report, no day, no language, no file and no name of a file."""

    reference: str
    sender: str
    agency: str
    why: str = field(repr=False)
    grounds: list[str]
    fields: list[tuple[str, str]] = field(repr=False)
    notes: tuple[str, ...] = NOTES


def paper(data: dict[str, Any]) -> Paper:
    """From what was recorded of a referral."""
    return Paper(
        reference=reference(data["id"]),
        sender=f"The safeguarding desk, {settings.SITE_NAME}",
        agency=data["agency"]["name"],
        why=data["why"],
        grounds=[
            words(BASES, data["basis"]),
            *(words(CONDITIONS, code) for code in data["conditions"]),
            *(words(GUIDANCE, code) for code in data["guidance"]),
        ],
        fields=[(one["label"], one["text"]) for one in data["fields"]],
    )


def text_of(page: Paper) -> str:
    """As plain text, which every agency can open."""
    parts = [
        f"REFERRAL {page.reference}\nFrom: {page.sender}\nTo: {page.agency}",
        *(folded(note) for note in page.notes),
        f"WHY WE TELL YOU\n{folded(page.why)}",
        "ON WHAT GROUNDS\n" + "\n".join(folded(f"- {ground}") for ground in page.grounds),
        *(f"{folded(label.upper())}\n{folded(said)}" for label, said in page.fields),
    ]
    return "\n\n".join(parts) + "\n"


def folded(text: str) -> str:
    """Lines that fit a screen and a sheet; lines of the text's own stay."""
    return "\n".join(textwrap.fill(line, WIDTH, break_long_words=False) for line in text.splitlines())
