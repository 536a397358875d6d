"""From a draft to readers: editors hand in, publishers ask for changes or approve, and nobody else publishes."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.test import Client
from wagtail.models import (
    GroupApprovalTask,
    Page,
    PageLogEntry,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from pages.journeys import workflows
from pages.models import Alert
from tests.pages.helpers import as_sent, soup, text, the_page
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
STREAMS = ("body", "sources")
ADDRESS = "topics/cuckooing/"


def edit(page: Any) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def send(person: Person, page: Any, **typed: str) -> Any:
    """Open the page's form and send it with some fields typed anew."""
    return person.client.post(edit(page), as_sent(soup(person.client.get(edit(page))), *STREAMS, **typed), follow=True)


def decide(person: Person, page: Any, name: str, comment: str = "") -> Any:
    """Approve, or ask for changes, from the page's form as the buttons do it."""
    extra = f'{{"comment": "{comment}"}}' if comment else "{}"
    return send(
        person,
        page,
        **{"action-workflow-action": "1", "workflow-action-name": name, "workflow-action-extra-data": extra},
    )


def read(address: str = f"/en/{ADDRESS}") -> str:
    return Client().get(address).content.decode()


def published(page: Any) -> int:
    """How often it was put before readers since the demonstration was loaded."""
    return PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish", user__isnull=False).count()


@pytest.fixture
def handed_in(comms_editor: Person) -> Any:
    """A page that the editor has changed and handed in."""
    page = the_page(ADDRESS)
    send(comms_editor, page, title="Somebody has taken over a home", **{"action-submit": "1"})
    mail.outbox.clear()
    return page


def test_an_editor_cannot_publish_and_what_was_typed_is_a_draft(comms_editor: Person) -> None:
    page = the_page(ADDRESS)
    assert not soup(comms_editor.client.get(edit(page))).select("[name=action-publish]")
    send(comms_editor, page, title="Put before readers by force", **{"action-publish": "1"})
    assert "Put before readers by force" not in read()
    assert the_page(ADDRESS).get_latest_revision_as_object().title == "Put before readers by force"


def test_a_publisher_is_told_by_mail_approves_and_readers_see_it(
    comms_editor: Person, comms_publisher: Person, handed_in: Any
) -> None:
    assert "Somebody has taken over a home" not in read()
    decide(comms_publisher, handed_in, "approve")
    assert "Somebody has taken over a home" in read()
    assert published(handed_in) == 1


def test_handing_in_sends_mail_to_the_publishers_and_nobody_else(comms_editor: Person) -> None:
    send(comms_editor, the_page(ADDRESS), title="New", **{"action-submit": "1"})
    assert {address for message in mail.outbox for address in message.to} == {"publisher@lantern.example"}


def test_a_request_for_changes_reaches_the_author_with_its_reason_and_can_be_handed_in_again(
    comms_editor: Person, comms_publisher: Person, handed_in: Any
) -> None:
    decide(comms_publisher, handed_in, "reject", "Say whom to call.")
    (message,) = mail.outbox
    assert message.to == ["editor@lantern.example"]
    assert "Say whom to call." in message.body
    assert "Say whom to call." in comms_editor.client.get(edit(handed_in)).content.decode()
    assert "Somebody has taken over a home" not in read()
    send(comms_editor, handed_in, title="Whom to call about a home", **{"action-submit": "1"})
    decide(comms_publisher, handed_in, "approve")
    assert "Whom to call about a home" in read()


def test_the_author_cannot_change_what_is_being_reviewed_and_is_told(comms_editor: Person, handed_in: Any) -> None:
    stale = as_sent(soup(comms_editor.client.get(edit(handed_in))), *STREAMS)
    answer = comms_editor.client.post(edit(handed_in), {**stale, "title": "Slipped in"})
    assert answer.status_code == 200
    assert "could not be saved as it is locked" in text(soup(answer))
    assert the_page(ADDRESS).get_latest_revision_as_object().title == "Somebody has taken over a home"


def test_an_editor_cannot_approve(comms_editor: Person, handed_in: Any) -> None:
    decide(comms_editor, handed_in, "approve")
    assert "Somebody has taken over a home" not in read()
    assert WorkflowState.objects.for_instance(handed_in).get().status == WorkflowState.STATUS_IN_PROGRESS


def test_the_second_of_two_who_approve_is_told_who_was_first(
    comms_publisher: Person, somebody: Any, handed_in: Any
) -> None:
    second = somebody("second@lantern.example", "Publishers")
    decision = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    forms = [as_sent(soup(person.client.get(edit(handed_in))), *STREAMS) for person in (comms_publisher, second)]
    comms_publisher.client.post(edit(handed_in), {**forms[0], **decision})
    answer = second.client.post(edit(handed_in), {**forms[1], **decision}, follow=True)
    assert "approved it" in text(soup(answer))
    assert "before you" in text(soup(answer))
    assert published(handed_in) == 1


def test_what_one_reviewer_typed_is_not_published_by_the_approval_of_another_who_never_saw_it(
    comms_publisher: Person, somebody: Any, handed_in: Any
) -> None:
    second = somebody("second@lantern.example", "Publishers")
    seen = as_sent(soup(second.client.get(edit(handed_in))), *STREAMS)
    send(comms_publisher, handed_in, title="Changed by the first reviewer")
    decision = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    second.client.post(edit(handed_in), {**seen, **decision})
    assert "Somebody has taken over a home" in read()
    assert any(r.content["title"] == "Changed by the first reviewer" for r in handed_in.revisions.all())


def test_publishing_meanwhile_ends_the_review(comms_publisher: Person, handed_in: Any) -> None:
    send(comms_publisher, handed_in, **{"action-publish": "1"})
    assert WorkflowState.objects.for_instance(handed_in).get().status == WorkflowState.STATUS_CANCELLED
    assert published(handed_in) == 1


def test_a_section_can_have_a_workflow_of_its_own_with_other_approvers(
    comms_editor: Person, comms_publisher: Person, somebody: Any
) -> None:
    """Two steps: the young people's group first, then a publisher."""
    section = the_page("for/young-people/")
    readers = Group.objects.create(name="Young readers")
    readers.permissions.add(*Group.objects.get(name="Editors").permissions.filter(codename="access_admin"))
    own = Workflow.objects.create(name="Read by young people")
    first = GroupApprovalTask.objects.create(name="Young people read")
    first.groups.add(readers)
    review = GroupApprovalTask.objects.get(name=workflows.NAME)
    for place, task in enumerate((first, review)):
        WorkflowTask.objects.create(workflow=own, task=task, sort_order=place)
    WorkflowPage.objects.create(workflow=own, page=Page.objects.get(pk=section.pk))
    page = the_page("for/young-people/a-picture-of-me/")
    young = somebody("young@lantern.example", "Young readers", "Editors")
    send(comms_editor, page, title="Somebody has my picture", **{"action-submit": "1"})
    decide(comms_publisher, page, "approve")
    assert "Somebody has my picture" not in read("/en/for/young-people/a-picture-of-me/")
    decide(young, page, "approve")
    assert "Somebody has my picture" not in read("/en/for/young-people/a-picture-of-me/")
    decide(comms_publisher, page, "approve")
    assert "Somebody has my picture" in read("/en/for/young-people/a-picture-of-me/")
    assert the_page(ADDRESS).get_workflow().name == workflows.NAME


@pytest.mark.parametrize("language", ["en", "ur", "pa", "pl"])
def test_every_language_has_the_review(language: str) -> None:
    assert the_page("for/parents-and-carers/", language).get_workflow().name == workflows.NAME


def test_setting_up_again_changes_nothing_and_keeps_what_a_manager_chose() -> None:
    before = (Workflow.objects.count(), GroupApprovalTask.objects.count(), WorkflowContentType.objects.count())
    own = Workflow.objects.create(name="Our own")
    WorkflowPage.objects.filter(page__depth=1).update(workflow=own)
    kind = ContentType.objects.get_for_model(Alert)
    WorkflowContentType.objects.filter(content_type=kind).update(workflow=own)
    workflows.set_up()
    after = (Workflow.objects.count(), GroupApprovalTask.objects.count(), WorkflowContentType.objects.count())
    assert after == (before[0] + 1, *before[1:])
    assert WorkflowPage.objects.get(page__depth=1).workflow == own
    assert Alert.get_default_workflow() == own


def test_wagtails_own_workflow_is_gone() -> None:
    assert not Workflow.objects.filter(name=workflows.WAGTAILS).exists()
    assert not Group.objects.filter(groupapprovaltask__isnull=False).exclude(name="Publishers").exists()
