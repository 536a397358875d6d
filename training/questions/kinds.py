"""What a question is, read from a bank's version."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any


class QuestionKind(Enum):
    """How it is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    ORDERING = "ordering"
    MATCHING = "matching"


class BadQuestionError(ValueError):
    """A question that nobody could answer rightly; the sentence says what to mend."""


@dataclass(frozen=True)
class Option:
    """One thing to choose, to put in order, or to match with a target. Its feedback is for whoever chose it."""

    id: str
    text: str
    feedback: str = ""
    right: bool = False
    match: str = ""


@dataclass(frozen=True)
class Question:
    """A question with its right answer. Options to put in order stand in the right one."""

    id: str
    kind: QuestionKind
    text: str
    options: tuple[Option, ...]
    targets: tuple[Option, ...] = ()


def read_question(stored: dict[str, Any]) -> Question:
    """One question of a bank. Raises BadQuestionError."""
    try:
        question = Question(
            id=str(stored["id"]),
            kind=QuestionKind(stored["kind"]),
            text=str(stored["text"]),
            options=tuple(Option(**option) for option in stored["options"]),
            targets=tuple(Option(**target) for target in stored.get("targets", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadQuestionError("A question has an id, a known kind, a text and options with id and text.") from error
    if fault := _fault(question):
        raise BadQuestionError(f"“{question.text}”: {fault}")
    return question


def _fault(question: Question) -> str:
    for things in (question.options, question.targets):
        if len({one.id for one in things}) < len(things):
            return "two options have the same id."
    if len(question.options) < 2:
        return "give at least two options."
    right = sum(option.right for option in question.options)
    if question.kind is QuestionKind.SINGLE and right != 1:
        return "mark exactly one option as right."
    if question.kind is QuestionKind.MULTIPLE and not right:
        return "mark at least one option as right."
    targets = {target.id for target in question.targets}
    if question.kind is QuestionKind.MATCHING and any(option.match not in targets for option in question.options):
        return "say for each option what it belongs to."
    return ""


def read_bank(stored: Sequence[dict[str, Any]]) -> dict[str, Question]:
    """All questions of a bank, by id. Raises BadQuestionError."""
    questions = [read_question(one) for one in stored]
    if len({question.id for question in questions}) < len(questions):
        raise BadQuestionError("Two questions of the bank have the same id.")
    return {question.id: question for question in questions}
