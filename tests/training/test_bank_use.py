"""A question bank that was published after its module says so, and publishers take its questions into the module."""

import pytest
from wagtail.models import ModelLogEntry, PageLogEntry

from tests.pages.helpers import soup, text
from tests.support.cast import Person
from training.models import Activity, ModulePage, QuestionBank

pytestmark = pytest.mark.django_db
SLUG = "night-time-economy"


def asked_of(activity: Activity) -> list[str]:
    """What the newest version of a module asks."""
    from training.models import BankVersion

    version = activity.versions.order_by("-number")[0]
    banks = [pool["bank_version"] for part in version.parts for pool in part.get("pools", ())]
    return [question["text"] for bank in BankVersion.objects.filter(pk__in=banks) for question in bank.questions]


def test_who_writes_a_bank_sees_which_modules_ask_older_questions_and_a_publisher_publishes_them_again(
    comms_editor: Person, comms_publisher: Person
) -> None:
    page = ModulePage.objects.get(slug=SLUG, locale__language_code="en")
    bank = QuestionBank.objects.get(code=SLUG, locale__language_code="en")
    activity = Activity.objects.get(key=page.translation_key)
    edits = [f"/admin/snippets/training/questionbank/edit/{bank.pk}/", f"/admin/pages/{page.pk}/edit/"]
    screen = f"/admin/training/banks/{bank.pk}/"
    for edit in edits:
        assert "older questions" not in text(soup(comms_editor.client.get(edit)))

    questions = bank.questions.get_prep_value()
    questions[0]["value"]["text"] = "Who carries the blame?"
    bank.questions = questions
    bank.save_revision()
    assert "older questions" not in text(soup(comms_editor.client.get(edits[0]))), "a draft is nothing to publish yet"
    bank.get_latest_revision().publish()
    for edit in edits:
        shown = soup(comms_editor.client.get(edit))
        assert "older questions" in text(shown)
        assert "Ask a publisher" in text(shown)
        assert screen in str(soup(comms_publisher.client.get(edit)))
    assert not soup(comms_editor.client.get(screen)).select("input[name=module]")

    comms_editor.client.post(screen, {"module": page.pk})
    assert "Who carries the blame?" not in asked_of(activity)
    page.title = "A draft that nobody has approved"
    page.save_revision()
    comms_publisher.client.post(screen, {"module": ["x", "999999"]})
    assert activity.versions.count() == 1
    comms_publisher.client.post(screen, {"module": page.pk})
    comms_publisher.client.post(screen, {"module": page.pk})
    assert activity.versions.count() == 2
    assert "Who carries the blame?" in asked_of(activity)
    page.refresh_from_db()
    assert page.has_unpublished_changes
    assert page.title != "A draft that nobody has approved"
    assert PageLogEntry.objects.filter(page=page.pk, action="training.took_in", user=comms_publisher.user).count() == 1
    assert not ModelLogEntry.objects.filter(action="training.took_in").exists()
    assert "older questions" not in text(soup(comms_publisher.client.get(screen)))


def test_a_new_bank_and_a_translation_have_nothing_to_say_yet(comms_editor: Person) -> None:
    add = comms_editor.client.get("/admin/snippets/training/questionbank/add/")
    assert add.status_code == 200
    assert "What learners are asked today" not in text(soup(add))
