"""Two editors on one page: the second is told, and nothing that either wrote is lost."""

import json
from typing import Any

import pytest
from wagtail.models import Page

from tests.pages.helpers import as_sent, soup, text, the_page
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
STREAMS = ("body", "sources")


@pytest.fixture
def opened(comms_editor: Person, manager: Person) -> tuple[Page, dict[str, str], dict[str, str]]:
    """A page that both have open in their browsers, and what each would send."""
    page = the_page("topics/cuckooing/")
    address = f"/admin/pages/{page.pk}/edit/"
    forms = [as_sent(soup(person.client.get(address)), *STREAMS) for person in (comms_editor, manager)]
    return page, forms[0], forms[1]


def test_the_second_is_shown_who_else_has_the_page_open(comms_editor: Person, manager: Person, opened: Any) -> None:
    page, _first, _second = opened
    shown = soup(manager.client.get(f"/admin/pages/{page.pk}/edit/"))
    ping = shown.select_one("[data-w-session-ping-url-value], [data-w-action-url-value*=ping]")
    assert ping is not None
    url = str(ping.get("data-w-session-ping-url-value") or ping.get("data-w-action-url-value"))
    answer = manager.client.post(url, {"revision_id": shown.select_one("[name=revision_id]")["value"]})  # type: ignore[index]
    assert "Communications editor" in json.dumps(answer.json())


def test_saving_over_what_the_other_saved_meanwhile_is_refused_with_a_reason(comms_editor: Person, manager: Person, opened: Any) -> None:
    page, first, second = opened
    address = f"/admin/pages/{page.pk}/edit/"
    assert comms_editor.client.post(address, {**first, "title": "The editor was first"}).status_code == 302
    answer = manager.client.post(address, {**second, "title": "The manager was second"}, headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert "overwrite a newer version" in answer.json()["error_message"]
    assert page.get_latest_revision_as_object().title == "The editor was first"


def test_the_second_is_told_that_there_is_a_newer_version(comms_editor: Person, manager: Person, opened: Any) -> None:
    page, first, _second = opened
    shown = soup(manager.client.get(f"/admin/pages/{page.pk}/edit/"))
    ping = shown.select_one("[data-w-session-ping-url-value], [data-w-action-url-value*=ping]")
    assert ping is not None
    comms_editor.client.post(f"/admin/pages/{page.pk}/edit/", {**first, "title": "The editor was first"})
    url = str(ping.get("data-w-session-ping-url-value") or ping.get("data-w-action-url-value"))
    revision = {name: str(shown.select_one(f"[name={name}]")["value"]) for name in ("revision_id", "revision_created_at")}  # type: ignore[index]
    told = json.dumps(manager.client.post(url, revision).json())
    assert "saved a new version" in told or "newer version" in told or "has_newer_version" in told


def test_whoever_saves_anyway_loses_nothing_of_the_other(comms_editor: Person, manager: Person, opened: Any) -> None:
    page, first, second = opened
    address = f"/admin/pages/{page.pk}/edit/"
    comms_editor.client.post(address, {**first, "title": "The editor was first"})
    manager.client.post(address, {**second, "title": "The manager was second"})
    titles = [revision.content["title"] for revision in page.revisions.order_by("pk")]
    assert titles[-2:] == ["The editor was first", "The manager was second"]
    assert "Version history" in text(soup(manager.client.get(f"/admin/pages/{page.pk}/history/"))) or page.revisions.count() >= 3


def test_readers_see_neither_until_somebody_publishes(comms_editor: Person, opened: Any, client: Any) -> None:
    page, first, _second = opened
    comms_editor.client.post(f"/admin/pages/{page.pk}/edit/", {**first, "title": "The editor was first"})
    assert b"The editor was first" not in client.get("/en/topics/cuckooing/").content
