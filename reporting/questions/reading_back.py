"""Answers in words again: for the reporter who checks them, and for the desk, in whichever language is active."""

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.questions.kinds import DO_NOT_KNOW, Question
from reporting.questions.paths import PATHS

Answer = str | list[str]
Answers = Mapping[str, Answer]
# Names of pages that the reporter left with “I don’t know”.
UNKNOWN_STEPS = "unknown_steps"


@dataclass(frozen=True)
class Answered:
    """One answer as it is shown. `typed` is true for words of the reporter's own, of any language and direction."""

    group: str
    label: str
    value: str
    typed: bool
    step: str
    # The question's; empty for a page that was left with “I don’t know”.
    name: str = ""


def labelled(path: str, answers: Answers) -> list[tuple[str, str, str]]:
    """All answers as (group, label, value), in the order of the form.

    An answer or a code that this version no longer asks for is shown under its own name: nothing sent is lost.
    """
    shown = [(one.group, one.label, one.value) for one in answered(path, answers)]
    known = {question.name for step in _steps(path) for question in step.questions} | {UNKNOWN_STEPS}
    rest = [("", name, _joined(value)) for name, value in answers.items() if name not in known and value]
    return shown + rest


def answered(path: str, answers: Answers) -> list[Answered]:
    """The same with what a template needs; only what was answered."""
    found = []
    for step in _steps(path):
        group = str(step.called)
        for question in step.questions:
            value = answers.get(question.name)
            if value:
                typed = question.kind in ("line", "text")
                # A page with one question asks it in its title.
                label = str(question.label if len(step.questions) > 1 else step.title)
                found.append(Answered(group, label, in_words(question, value), typed, step.name, question.name))
        if step.name in answers.get(UNKNOWN_STEPS, ()) and not any(one.step == step.name for one in found):
            found.append(Answered(group, str(step.title), str(DO_NOT_KNOW.label), False, step.name))
    return found


def in_words(question: Question, value: Answer) -> str:
    """A choice's words for its code; typed words as they are."""
    words = {choice.code: str(choice.label) for choice in question.choices}
    return "; ".join(words.get(code, code) for code in ([value] if isinstance(value, str) else value))


def is_urgent(path: str, answers: Answers) -> bool:
    """Whether an answer says that somebody may be in danger today."""
    return any(
        choice.urgent and choice.code in ([value] if isinstance(value, str) else value)
        for step in _steps(path)
        for question in step.questions
        if (value := answers.get(question.name))
        for choice in question.choices
    )


def _steps(path: str) -> tuple:  # type: ignore[type-arg]
    return PATHS[path].steps if path in PATHS else ()


def _joined(value: Answer) -> str:
    return value if isinstance(value, str) else "; ".join(value)
