"""Authors see what learners will read and be asked before anything is published, and nothing is recorded by it."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.pages.helpers import main, soup, text
from tests.support.cast import Person
from training.models import ActivityVersion, Event, ModulePage, QuestionBank, Registration

pytestmark = pytest.mark.django_db


def spotting(language: str = "en") -> ModulePage:
    """The demonstration's first module, in a language."""
    page: ModulePage = ModulePage.objects.get(slug="spotting-exploitation", locale__language_code=language)
    return page


def part(page: ModulePage, kind: str) -> Any:
    """The first part of a kind that has what is looked for."""
    return next(
        child
        for child in page.lessons
        if child.block_type == kind
        and (kind == "assessment" or any(block.block_type == "scenario" for block in child.value["content"]))
    )


def draft(author: Person, page: ModulePage, mode: str) -> BeautifulSoup:
    """What the editor's preview shows of the newest draft."""
    shown = author.client.get(f"/admin/pages/{page.pk}/view_draft/", {"mode": mode})
    assert shown.status_code == 200
    return soup(shown)


def test_an_author_previews_each_lesson_with_its_stories_and_each_question_with_its_answer(
    comms_editor: Person,
) -> None:
    page = spotting()
    versions, modes = ActivityVersion.objects.count(), dict(page.preview_modes)
    lesson, assessment = part(page, "lesson"), part(page, "assessment")
    assert len(modes) == 4 + 4 * len(page.lessons)
    assert modes[f"ur:{lesson.id}"].endswith("(Urdu)")

    page.title = "A newer title"
    page.save_revision()
    shown = draft(comms_editor, page, f"en:{lesson.id}")
    assert "A newer title" in text(shown)
    scenario = next(block for block in lesson.value["content"] if block.block_type == "scenario").value
    for item in scenario["steps"].bound_blocks:
        assert main(shown).find(id=f"step-{item.id}")
    assert main(shown).find(href=f"#step-{scenario['steps'].bound_blocks[0].id}")
    assert not main(shown).select("form[method=post], button")

    bank = assessment.value["pools"][0]["bank"]
    asked = main(draft(comms_editor, page, f"en:{assessment.id}"))
    assert f"of these {len(bank.questions)} questions" in text(asked)
    assert len(asked.select(".answers strong")) >= len(bank.questions) // 2

    assert (ActivityVersion.objects.count(), Registration.objects.count()) == (versions, Registration.objects.count())
    assert not Event.objects.filter(learner__user=comms_editor.user).exists()


@pytest.mark.parametrize("kind", ["lesson", "assessment"])
def test_a_translation_is_previewed_in_its_own_words_whatever_the_editors_language(kind: str) -> None:
    page, urdu = spotting(), spotting("ur")
    child = part(urdu, kind)
    shown = soup(page.make_preview_request(preview_mode=f"ur:{child.id}"))
    assert shown.html
    assert (shown.html["lang"], shown.html["dir"]) == ("ur", "rtl")
    assert child.value["title"] in text(shown)
    assert urdu.preview_modes[4][0] == f"ur:{urdu.lessons[0].id}"


def test_a_bank_in_draft_is_previewed_as_it_will_be(comms_editor: Person) -> None:
    page = spotting()
    child = part(page, "assessment")
    bank = QuestionBank.objects.get(pk=child.value["pools"][0]["bank"].pk)
    bank.questions[0].value["text"] = "Whose fault is it?"
    bank.save_revision()
    shown = text(draft(comms_editor, page, f"en:{child.id}"))
    assert "Whose fault is it?" in shown
    assert "changes that are not published" in shown


def test_what_is_no_part_any_more_shows_the_public_page_and_no_learner_finds_a_preview() -> None:
    page = spotting()
    for mode in ("en:gone", "xx:gone", ":", "ur:"):
        assert "What it holds" in text(soup(page.make_preview_request(preview_mode=mode))) or mode == "ur:"
    preview = f"/admin/pages/{page.pk}/edit/preview/?mode=en:{page.lessons[0].id}"
    assert Client().get(preview).status_code == 302
