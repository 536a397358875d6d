"""Facts, services, alerts and the like go from a draft to readers as pages do."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Revision

from pages.journeys import workflows
from pages.models import Alert, Fact, Navigation
from signposting.models import Organization, Service
from tests.pages.helpers import as_sent, problems, soup, text, the_page
from tests.support.cast import Person

pytestmark = pytest.mark.django_db


def read(address: str) -> str:
    """A page as a reader gets it."""
    return Client().get(address).content.decode()


def change(person: Person, record: Any, **typed: str) -> Any:
    """As send, for a record."""
    address = f"/admin/snippets/{record._meta.label_lower.replace('.', '/')}/edit/{record.pk}/"
    shown = soup(person.client.get(address))
    return person.client.post(address, as_sent(shown, **typed), follow=True)


@pytest.mark.parametrize("model", [Fact, Service, Organization, Alert, Navigation])
def test_records_have_the_review_too(model: Any) -> None:
    assert model.get_default_workflow().name == workflows.NAME


def test_a_fact_is_proposed_by_an_editor_and_readers_see_it_when_a_publisher_approves(
    comms_editor: Person, comms_publisher: Person
) -> None:
    fact = a_fact_on("topics/county-lines/")
    change(comms_editor, fact, statement="The longest sentence is ninety years.", **{"action-submit": "1"})
    assert "ninety years" not in read("/en/topics/county-lines/")
    change(comms_publisher, fact, **{"action-workflow-action": "1", "workflow-action-name": "approve"})
    assert "ninety years" in read("/en/topics/county-lines/")


def test_a_draft_outdates_no_translation_and_publishing_it_does(comms_editor: Person, comms_publisher: Person) -> None:
    fact = a_fact_on("topics/county-lines/")
    urdu = Fact.objects.get(translation_key=fact.translation_key, locale__language_code="ur")
    assert urdu.statement[:40] in read("/ur/topics/county-lines/")
    change(comms_editor, fact, statement="The longest sentence is ninety years.")
    assert urdu.statement[:40] in read("/ur/topics/county-lines/")
    change(comms_publisher, fact, **{"action-publish": "1"})
    assert "ninety years" in read("/ur/topics/county-lines/")
    assert urdu.statement[:40] not in read("/ur/topics/county-lines/")


def test_an_unpublished_fact_and_service_are_shown_nowhere() -> None:
    fact = a_fact_on("topics/county-lines/")
    fact.unpublish()
    assert fact.statement not in read("/en/topics/county-lines/")
    service = Service.objects.filter(locale__language_code="en", terms__code="in-danger", name__regex="^[A-Za-z ]+$")[0]
    assert service.name in cards()
    service.unpublish()
    assert service.name not in cards()


def test_an_unpublished_translation_gives_way_to_the_source() -> None:
    fact = a_fact_on("topics/county-lines/")
    Fact.objects.get(translation_key=fact.translation_key, locale__language_code="ur").unpublish()
    assert fact.statement[:40] in read("/ur/topics/county-lines/")


def test_an_editor_cannot_publish_a_fact(comms_editor: Person) -> None:
    fact = a_fact_on("topics/county-lines/")
    change(comms_editor, fact, statement="By force.", **{"action-publish": "1"})
    fact.refresh_from_db()
    assert fact.statement != "By force."
    assert Revision.objects.for_instance(fact).latest("pk").content["statement"] == "By force."


def cards() -> list[str]:
    """Whom the finder names first."""
    return [text(name) for name in soup(Client().get("/en/help/")).select(".helpline-card h3")]


def a_fact_on(address: str) -> Fact:
    """A fact that a page shows, and that is translated into Urdu."""
    page = the_page(address)
    keys = [fact.pk for block in page.body if block.block_type == "facts" for fact in block.value["facts"]]
    return Fact.objects.filter(pk__in=keys, statement__regex=r"^[A-Za-z ]{20}").first() or Fact.objects.get(pk=keys[0])


def test_wrong_dates_are_still_told_to_whoever_hands_in(comms_editor: Person) -> None:
    fact = a_fact_on("topics/county-lines/")
    answer = change(comms_editor, fact, review_due="1999-01-01", **{"action-submit": "1"})
    assert "The next check must come after the last one." in problems(answer)
