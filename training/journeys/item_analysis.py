"""Item analysis for authors: how each question of a module fares. Sums alone, and small numbers withheld.

One row for each wording of a question: asked by several versions of the module in the same words, it is one question.
There are no rows for versions as well, since a sum less another would tell the small number between them.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from training.errors import NotYoursError
from training.item_sql import sums
from training.item_statistics import (
    Tally,
    facility,
    mark_of_choice,
    marks,
    share,
    shown_choices,
    shown_discrimination,
)
from training.journeys.digests import digest_of
from training.models import Activity, BankVersion
from training.parts import PartKind, read_parts
from training.questions.kinds import Question, QuestionKind, read_question
from training.withholding import LEFT_OUT, protected

Key = tuple[str, str]
# What was answered, as JSON, and how often, by the name of a question.
Given = dict[str, list[tuple[str, int]]]
CHOSEN = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
UNANSWERED = ""
HEADINGS = [
    "Question", "Kind", "Versions", "Asked now", "Asked", "Right first time", "Discrimination", "Marks",
    "Answer", "Is right", "Chosen by", "Mark of the answer",
]  # fmt: skip


@dataclass(frozen=True)
class ShownChoice:
    """An answer to choose, and what is shown of how many chose it."""

    text: str
    is_right: bool
    share: str
    mark: str


@dataclass(frozen=True)
class ShownItem:
    """A question in one wording. `versions` are those of the module that ask it; `right` sorts, and is None if withheld."""

    text: str
    kind: str
    versions: str
    is_asked_now: bool
    asked: int | str
    facility: str
    right: int | None
    discrimination: float | None
    marks: list[str]
    choices: list[ShownChoice]

    def lines(self) -> Iterator[list[Any]]:
        """For a file: a row for each answer, or one."""
        tells = "" if self.discrimination is None else f"{self.discrimination:.2f}"
        start = [
            self.text, self.kind, self.versions, "yes" if self.is_asked_now else "no", self.asked, self.facility, tells,
            "; ".join(self.marks),
        ]  # fmt: skip
        for one in self.choices:
            yield [*start, one.text, "yes" if one.is_right else "no", one.share, one.mark]
        if not self.choices:
            yield [*start, "", "", "", ""]


@dataclass
class Item:
    """A wording, the names under which it stands in the log, and where it is asked."""

    question: Question
    names: list[str] = field(default_factory=list)
    versions: set[int] = field(default_factory=set)
    pass_mark: int = 0


def may_analyse(user: Any) -> bool:
    """Those who write questions."""
    return bool(user.is_active and user.has_perm("training.add_questionbank"))


def item_analysis(user: Any, activity: Activity) -> list[ShownItem]:
    """Every question that the activity ever asked, the hardest first; four queries. Raises NotYoursError."""
    if not may_analyse(user):
        raise NotYoursError
    items, newest = _items(activity)
    names = [name for item in items if item.question.kind in CHOSEN for name in item.names]
    tallies, given = sums(activity.pk, names)
    shown = [_shown(item, newest, tallies, given) for item in items]
    return sorted(shown, key=lambda one: (one.right is None, one.right or 0, one.text))


def _items(activity: Activity) -> tuple[list[Item], int]:
    """The wordings, and the number of the newest version."""
    found: dict[Key, Item] = {}
    asked: dict[int, set[tuple[int, int]]] = defaultdict(set)
    newest = 0
    for number, stored in activity.versions.values_list("number", "parts"):
        newest = max(newest, number)
        for part in read_parts(stored):
            for pool in part.pools if part.kind is PartKind.ASSESSMENT else ():
                asked[pool.bank_version].add((number, part.pass_mark))
    for bank in BankVersion.objects.filter(pk__in=asked).order_by("pk"):
        for stored in bank.questions:
            item = found.setdefault((stored["id"], digest_of(stored)), Item(read_question(stored)))
            item.names.append(f"{bank.pk}:{stored['id']}")
            item.versions |= {number for number, _mark in asked[bank.pk]}
            item.pass_mark = max(asked[bank.pk])[1]
    return list(found.values()), newest


def _shown(item: Item, newest: int, tallies: dict[str, Tally], given: Given) -> ShownItem:
    tally = sum((tallies[name] for name in item.names if name in tallies), Tally())
    seen = facility(tally)
    return ShownItem(
        text=item.question.text,
        kind=item.question.kind.value,
        versions=spans(item.versions),
        is_asked_now=newest in item.versions,
        asked=seen.asked,
        facility=seen.share,
        right=seen.percent,
        discrimination=shown_discrimination(tally),
        marks=marks(tally, item.pass_mark),
        choices=_choices(item, tally, given) if item.question.kind in CHOSEN else [],
    )


def _choices(item: Item, tally: Tally, given: Given) -> list[ShownChoice]:
    """Each answer with what is shown of it; nothing of a question whose facility is withheld as of too few."""
    seen = facility(tally)
    counts: Counter[str] = Counter()
    for name in item.names:
        for answer, number in given.get(name, ()):
            value = json.loads(answer)
            for one in value if isinstance(value, list) else [value]:
                counts[one] += number
    options = item.question.options
    numbers: dict[str, int | str] = {one.id: seen.in_order for one in options}
    if isinstance(seen.asked, int) and seen.in_order != LEFT_OUT:
        numbers = _numbers(item.question, tally, counts)
    right = seen.in_order if isinstance(seen.in_order, int) else None
    return [
        ShownChoice(
            one.text,
            one.right,
            share(numbers[one.id], tally.asked),
            "" if one.right else mark_of_choice(numbers[one.id], tally.asked, right),
        )
        for one in options
    ]


def _numbers(question: Question, tally: Tally, counts: Counter[str]) -> dict[str, int | str]:
    if question.kind is QuestionKind.MULTIPLE:
        return {one.id: protected(tally.asked, counts[one.id], 0).in_order for one in question.options}
    right = next(one.id for one in question.options if one.right)
    every = {one.id: counts[one.id] for one in question.options}
    shown = shown_choices({**every, UNANSWERED: tally.asked - sum(every.values())}, right)
    return {**shown, right: facility(tally).in_order}


def spans(numbers: set[int]) -> str:
    """Such as "1–3, 5"."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(str(start) if start == end else f"{start}–{end}" for start, end in found)
