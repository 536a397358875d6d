"""The parts of a form: a path of steps, a step of questions, a question with its choices."""

from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

# A label in the reader's language: lazy, so that the desk reads the same one in English.
Words = Any
UNKNOWN = "unknown"
LONGEST = 10_000


@dataclass(frozen=True)
class Choice:
    """One thing to choose: its stable code, and its words."""

    code: str
    label: Words
    urgent: bool = False


@dataclass(frozen=True)
class Question:
    """One question. `line` and `text` are typed; of `one` a single choice is made, of `many` any number."""

    name: str
    label: Words
    kind: Literal["line", "text", "one", "many"] = "text"
    help: Words = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Step:
    """One page: one thing to think about. `group` is what the desk and the check page call it."""

    name: str
    title: Words
    questions: tuple[Question, ...]
    intro: Words = ""
    group: Words = ""
    may_be_unknown: bool = False

    @property
    def called(self) -> Words:
        """The short name of the page."""
        return self.group or self.title


@dataclass(frozen=True)
class Path:
    """One way through the form: who the reporter is decides what is asked, and in which words."""

    code: str
    label: Words
    title: Words
    steps: tuple[Step, ...]
    note: Words = ""
    young: bool = False

    def step(self, name: str) -> Step | None:
        """The page with this name."""
        return next((step for step in self.steps if step.name == name), None)

    def after(self, name: str) -> str:
        """The name of the next page; CHECK after the last."""
        names = [step.name for step in self.steps]
        following = names.index(name) + 1
        return names[following] if following < len(names) else CHECK

    def before(self, name: str) -> str:
        """The name of the page before; empty before the first."""
        names = [*(step.name for step in self.steps), CHECK]
        return names[names.index(name) - 1] if names.index(name) else ""


CHECK = "check"
# The page after it, for those who add files: nothing on it leads anywhere but to sending and back.
FILES = "files"
DO_NOT_KNOW = Choice(UNKNOWN, _("I don’t know"))
