"""A module's version as one page that any learning platform can show: its lessons, stories, questions, and their answers."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.dateformat import format as date_format
from django.utils.html import format_html

from config import languages
from config.languages import Language
from pages.journeys.renditions import make_all
from pages.rendering import screen_context
from training.addresses import stylesheet
from training.journeys.reading import Reading, open_book, step_ids
from training.models import ActivityVersion, BankVersion, BankWords
from training.packages.manifest import V12
from training.parts import Part
from training.questions.drawing import shuffled
from training.questions.kinds import Option, Question, QuestionKind, read_bank
from training.questions.stored import spoken

# Where the page's script writes when the next attempt may begin.
MOMENT = format_html("<bdi {}></bdi>", "data-moment")
SELECTED = (QuestionKind.ORDERING, QuestionKind.MATCHING)


@dataclass(frozen=True)
class Scene:
    """A step of a story. `said` is what is told to whoever came here by a choice; `ways` lead on."""

    id: str
    step: Any
    said: list[tuple[str, str]]
    ways: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Asked:
    """A question of a pool, in the language that it is in, and what may be chosen in its lists."""

    question: Question
    language: Language
    lists: list[tuple[str, str]]

    @property
    def is_list(self) -> bool:
        """Whether each line is answered from a list."""
        return self.question.kind in SELECTED


@dataclass(frozen=True)
class CoursePart:
    """A lesson or an assessment: its two ways, its stories, or its pools of questions."""

    reading: Reading
    ways: list[tuple[str, Any, list[list[Scene]]]]
    pools: list[tuple[int, list[Asked]]]

    @property
    def attempts(self) -> list[int]:
        """How many may be left, from all of them to one; empty without a limit."""
        return [*range(self.reading.part.attempts, 0, -1)]

    @property
    def count(self) -> int:
        """How many questions are asked."""
        return sum(min(draw, len(asked)) for draw, asked in self.pools)


def course_page(version: ActivityVersion, language: str, standard: str) -> str:
    """The page, still with the site's own addresses. It holds no name of anybody."""
    with translation.override(language):
        book = open_book(version, language)
        parts = [_part(one, language) for one in book.readings]
        values = [content for part in parts for _name, content, _stories in part.ways]
        # A package is not made again once a worker has been there, and the same version is the same file.
        make_all(values)
        context = screen_context(language, "", book.title, values=values)
        context.update(
            parts=parts,
            moment=MOMENT,
            public_url=settings.PUBLIC_URL,
            stylesheet=stylesheet(languages.get(language)),
            content_language=book.language,
            is_fallback=book.language.code != language,
            awaiting_review=not book.is_reviewed,
            course={
                "standard": "1.2" if standard == V12 else "2004",
                "version": version.digest[:8],
                "months": [date_format(date(2000, month, 1), "E") for month in range(1, 13)],
                "parts": [_rules(part) for part in parts],
                "answers": {asked.question.id: answer_of(asked.question) for asked in _all(parts)},
            },
        )
        return render_to_string("training/packages/course.html", context)


def _part(reading: Reading, language: str) -> CoursePart:
    if reading.is_assessment:
        return CoursePart(
            reading, [], [(pool.draw, _asked(pool.bank_version, language)) for pool in reading.part.pools]
        )
    ways = [("plain", reading.content())]
    if reading.has_gentler:
        ways.append(("gentler", reading.content(gentler=True)))
    return CoursePart(reading, [(name, content, _stories(content)) for name, content in ways], [])


def _stories(content: Any) -> list[list[Scene]]:
    return [_scenes(child.value) for child in content if child.block_type == "scenario"]


def _scenes(scenario: Any) -> list[Scene]:
    ids = step_ids(scenario)
    told: dict[str, list[tuple[str, str]]] = {}
    ways: dict[str, list[tuple[str, str, str]]] = {}
    for step in scenario["steps"].bound_blocks:
        for choice in step.value["choices"].bound_blocks:
            target = ids[choice.value["next"]]
            ways.setdefault(step.id, []).append((choice.id, choice.value["text"], target))
            if choice.value["feedback"]:
                told.setdefault(target, []).append((choice.id, choice.value["feedback"]))
    return [
        Scene(step.id, step.value, told.get(step.id, []), ways.get(step.id, []))
        for step in scenario["steps"].bound_blocks
    ]


def _asked(bank_version: int, language: str) -> list[Asked]:
    bank = BankVersion.objects.get(pk=bank_version)
    row = BankWords.objects.filter(version=bank, language=language).order_by("id").last()
    words: dict[str, Any] = row.content if row else {}
    asked = []
    for key, question in read_bank(bank.questions).items():
        shown = spoken(question, words.get(key, {}))
        asked.append(Asked(_mixed(shown), languages.get(language if key in words else languages.SOURCE), _lists(shown)))
    return asked


def _lists(question: Question) -> list[tuple[str, str]]:
    if question.kind is QuestionKind.ORDERING:
        return [(str(place), str(place)) for place in range(1, len(question.options) + 1)]
    return [(target.id, target.text) for target in _in_some_order(question.id, question.targets)]


def _mixed(question: Question) -> Question:
    """With its options in an order that tells nothing; the page's script mixes them again."""
    options = question.options
    if question.kind is QuestionKind.ORDERING:
        options = tuple(replace(option, match=str(place)) for place, option in enumerate(options, 1))
    return replace(question, options=_in_some_order(question.id, options))


def _in_some_order(seed: str, options: tuple[Option, ...]) -> tuple[Option, ...]:
    by_id = {option.id: option for option in options}
    return tuple(by_id[one] for one in shuffled(seed, "course", by_id))


def answer_of(question: Question) -> list[str]:
    """The right answer as the page's script compares it: what is chosen, or `line=choice` for each line, sorted."""
    if question.kind in SELECTED:
        return sorted(f"{option.id}={option.match}" for option in question.options)
    return sorted(option.id for option in question.options if option.right)


def _rules(part: CoursePart) -> dict[str, Any]:
    rules: Part = part.reading.part
    pools = [[draw, [asked.question.id for asked in all_asked]] for draw, all_asked in part.pools]
    return {
        # Enough of it to tell the parts of a module apart.
        "key": rules.key[:8],
        "required": rules.required,
        "mark": rules.pass_mark,
        "attempts": rules.attempts,
        "wait": rules.wait_hours,
        "pools": pools,
    }


def _all(parts: list[CoursePart]) -> list[Asked]:
    return [asked for part in parts for _draw, all_asked in part.pools for asked in all_asked]
