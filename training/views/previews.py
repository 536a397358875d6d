"""What learners will read and be asked, for its author, before it is published. Nothing of it is recorded."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from wagtail.models import Page

from config import languages
from config.languages import SOURCE
from pages.models.base import spoken_in
from training.journeys.reading import step_ids
from training.models import ModulePage, QuestionBank
from training.parts import PartKind
from training.questions.kinds import BadQuestionError, Question, read_question
from training.questions.showing import right_answer
from training.questions.stored import as_stored
from training.views.shown import learner_context

Modes = list[tuple[str, str]]
BETWEEN = ":"


class Everything:
    """Every answer of a knowledge check, as if it had been chosen: authors read what is said to each."""

    def __contains__(self, _one: object) -> bool:
        return True


def part_modes(page: ModulePage) -> Modes:
    """A mode for each lesson and assessment, in the page's own language first, then in those that it is written in."""
    own = page.locale.language_code
    written = Page.objects.filter(translation_key=page.translation_key, alias_of=None).exclude(pk=page.pk)
    others = sorted({*written.values_list("locale__language_code", flat=True)} - {own})
    parts = [
        (child.id, f"{number}. {child.value['title']}") for number, child in enumerate(page.lessons, 1) if child.id
    ]
    return [
        (f"{code}{BETWEEN}{key}", label if code == own else f"{label} ({languages.get(code).english})")
        for code in (own, *others)
        for key, label in parts
    ]


def show_part(page: ModulePage, mode: str) -> tuple[str, Any, dict[str, Any]] | None:
    """Language, block and context of the part that a mode names; None if it names none, or one that was taken out."""
    language, _between, key = mode.partition(BETWEEN)
    for written in (spoken_in(page, language), page) if key and language in dict(settings.LANGUAGES) else ():
        for place, child in enumerate(written.lessons, 1):
            if child.id == key:
                return language, child, _context(written, child, language, place)
    return None


def serve_part(page: ModulePage, request: HttpRequest, mode: str) -> HttpResponse | None:
    """A part as its learners will meet it, with all that they find only by doing it; None if the mode names none."""
    with translation.override(mode.partition(BETWEEN)[0]):
        found = show_part(page, mode)
        if found is None:
            return None
        language, child, context = found
        if child.block_type == PartKind.LESSON.value:
            return render(request, "training/admin/preview/lesson.html", context)
        context["pools"] = [_pool(pool, language) for pool in child.value["pools"]]
        return render(request, "training/admin/preview/assessment.html", context)


def _context(page: ModulePage, child: Any, language: str, place: int) -> dict[str, Any]:
    value = child.value
    content, gentler = value.get("content"), value.get("gentler")
    context = learner_context(
        language,
        "learn/",
        value["title"],
        languages.get(page.locale.language_code),
        [one for one in (content, gentler) if one is not None],
        is_reviewed=page.translation_reviewed_on is not None or page.locale.language_code == SOURCE,
    )
    ways = [("", content), ("The gentler way", gentler)] if gentler else [("", content)]
    context.update(
        is_preview=True,
        chosen=Everything(),
        book=page,
        reading=value,
        place=place,
        places=len(page.lessons),
        content=content,
        ways=[(heading, way, _stories(way)) for heading, way in ways if way is not None],
    )
    return context


def _stories(content: Any) -> list[Any]:
    """The scenarios of a lesson with all their steps; each choice names the step that it leads to."""
    return [_story(child.value) for child in content if child.block_type == "scenario"]


def _story(scenario: Any) -> dict[str, Any]:
    ids = step_ids(scenario)
    steps = [
        {
            "id": item.id,
            "value": item.value,
            "choices": [(ids.get(choice["next"], ""), choice) for choice in item.value["choices"]],
        }
        for item in scenario["steps"].bound_blocks
    ]
    return {"title": scenario["title"], "steps": steps}


def _pool(pool: Any, language: str) -> dict[str, Any]:
    """A bank's newest questions in a language, with their answers."""
    key = QuestionBank.objects.values("translation_key").filter(pk=pool["bank"].pk)
    banks = {
        one.locale.language_code: one
        for one in QuestionBank.objects.filter(translation_key__in=key).select_related("locale")
    }
    bank = banks.get(language) or pool["bank"]
    draft = bank.get_latest_revision_as_object() if bank.has_unpublished_changes else bank
    return {
        "name": bank.name,
        "draw": pool["draw"],
        "is_draft": bank.has_unpublished_changes,
        "language": languages.get(bank.locale.language_code),
        "questions": [_question(block) for block in draft.questions.get_prep_value()],
    }


def _question(block: dict[str, Any]) -> dict[str, Any]:
    """A question with its answers in words. A draft that nobody could answer says so in place of them."""
    stored = as_stored(block)
    try:
        question = read_question(stored)
    except BadQuestionError as error:
        return {"text": stored["text"], "fault": str(error)}
    return {
        "text": question.text,
        "kind": question.kind.value,
        "options": question.options,
        "answer": _answer(question),
    }


def _answer(question: Question) -> list[str]:
    """Where an answer is more than options to choose: the right order, or what belongs to what."""
    right = right_answer(question)
    if isinstance(right, dict):
        texts = {one.id: one.text for one in (*question.options, *question.targets)}
        return [f"{texts[option]} → {texts[target]}" for option, target in right.items()]
    return [one.text for one in question.options] if question.kind.value == "ordering" else []
