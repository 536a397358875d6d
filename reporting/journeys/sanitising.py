"""A handler's sanitised version of a report: the chosen answers in the officer's wording, with words masked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reporting.journeys import handling
from reporting.journeys.comparing import difference
from reporting.journeys.listing import short
from reporting.journeys.masking import masked, skeleton
from reporting.journeys.reading import Opened
from reporting.questions.reading_back import answered
from signposting.journeys.differences import Piece

KIND = "sanitised"
# What the officer writes of their own, for example from the conversation.
DESK_WORDS = "desk_words"
# Answers about the reporter, left out until an officer puts them in.
ABOUT_THE_REPORTER = (
    *("own_name", "own_age", "may_contact", "contact_how", "contact_safely"),
    *("agency", "role", "other_agencies", "lawful_basis", "consent", "sharing_note"),
)
# What an agency reads in place of the form's own questions, which say who was asked. Other questions keep their words.
LABELS = {
    "worry": "The concern",
    "danger": "Danger today",
    "themes": "What it is about",
    "own_name": "Name or nickname of the young person",
    "own_age": "Age of the young person",
    "vulnerable": "What makes it harder to stay safe",
    "names": "Names or nicknames",
    "age": "Age",
    "description": "Description",
    "harm_by": "Who may be causing harm",
    "when": "When it started, or when it happened",
    "still_going_on": "Still going on",
    "wish": "What is hoped for",
    "may_contact": "Whether the reporter may be contacted",
    "contact_how": "How to reach the reporter",
    "contact_safely": "What makes contact safe",
    "trust_name": "The person in a position of trust",
    "trust_told": "Who has been told",
}
# The same question is about the victim on one path, and about whoever does harm on another.
OF_WHOM = {"young_person": "of whoever may be causing harm", "place": "of whoever was seen there"}
ABOUT_PEOPLE = ("names", "age", "description")
# Where words to mask are likeliest to stand.
NAMES_THE_REPORTER = ("own_name", "contact_how")


@dataclass(frozen=True)
class Field:
    """One answer that can go into a sanitised version; `original` is what was reported."""

    name: str
    label: str
    original: str = field(repr=False)


def fields_of(opened: Opened) -> list[Field]:
    """Every answered question of the report, and a place for the desk's own words."""
    path, answers = opened.body["path"], opened.body["answers"]
    found = [
        Field(one.name, label(path, one.name, one.label), one.value) for one in answered(path, answers) if one.name
    ]
    return [*found, Field(DESK_WORDS, "In the desk’s words", "")]


def label(path: str, name: str, asked: str) -> str:
    """What a field is called outside the desk."""
    called = LABELS.get(name, asked)
    return f"{called} {OF_WHOM.get(path, 'of whom it is about')}" if name in ABOUT_PEOPLE else called


def suggested_words(opened: Opened) -> list[str]:
    """Words to mask that the reporter gave about themself."""
    answers = opened.body["answers"]
    return [str(answers[name]).strip() for name in NAMES_THE_REPORTER if skeleton(str(answers.get(name, "")))]


def always_masked(opened: Opened) -> list[str]:
    """What would lead from a paper back to the row in the database: the report's id and its short number."""
    return [str(opened.report.pk), short(opened.report)]


def sanitised(opened: Opened, texts: Mapping[str, str], words: Iterable[str]) -> list[dict[str, str]]:
    """The fields with their labels, as they would be kept: masked first, and those that are empty left out."""
    hidden = [*words, *always_masked(opened)]
    written = (
        {"name": one.name, "label": one.label, "text": masked(texts[one.name], hidden).strip()}
        for one in fields_of(opened)
        if one.name in texts
    )
    return [one for one in written if one["text"]]


def keep(officer: Any, opened: Opened, texts: Mapping[str, str], words: list[str]) -> None:
    """Write the sanitised version beside the report, sealed. Raises ChangedMeanwhileError.

    The words that were masked are kept with it, for the next version and for whatever else leaves.
    """
    handling.record(officer, opened, KIND, {"fields": sanitised(opened, texts, words), "words": words})


def compared(opened: Opened, fields: Iterable[Mapping[str, str]]) -> list[tuple[str, list[Piece]]]:
    """Each field of a sanitised version beside what was reported; what was left out stands there as taken out."""
    kept = {one["name"]: one["text"] for one in fields}
    return [
        (one.label, difference(one.original, kept.get(one.name, "")))
        for one in fields_of(opened)
        if one.original or one.name in kept
    ]
