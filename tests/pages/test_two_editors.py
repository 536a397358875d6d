"""Two editors on one page: the second is told, and nothing that either wrote is lost."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
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


def told(person: Person, page: Page, shown: BeautifulSoup) -> str:
    """What the editor's open page learns from the server, as it asks every ten seconds."""
    url = shown.select_one("[data-w-swap-src-value*=ping]")
    assert url is not None
    revision = {
        name: str(field["value"])
        for name in ("revision_id", "revision_created_at")
        if (field := shown.select_one(f"[name={name}]"))
    }
    return json.dumps(person.client.post(str(url["data-w-swap-src-value"]), revision).json())


def test_the_second_is_shown_who_else_has_the_page_open(comms_editor: Person, manager: Person, opened: Any) -> None:
    page, _first, _second = opened
    assert "Edie Editor" in told(manager, page, soup(manager.client.get(f"/admin/pages/{page.pk}/edit/")))


def test_saving_over_what_the_other_saved_meanwhile_is_refused_with_a_reason(
    comms_editor: Person, manager: Person, opened: Any
) -> None:
    page, first, second = opened
    address = f"/admin/pages/{page.pk}/edit/"
    assert comms_editor.client.post(address, {**first, "title": "The editor was first"}).status_code == 302
    answer = manager.client.post(
        address, {**second, "title": "The manager was second"}, headers={"accept": "application/json"}
    )
    assert answer.status_code == 400
    assert "overwrite a newer version" in answer.json()["error_message"]
    assert the_page("topics/cuckooing/").get_latest_revision_as_object().title == "The editor was first"


def test_the_second_is_told_that_there_is_a_newer_version(comms_editor: Person, manager: Person, opened: Any) -> None:
    page, first, _second = opened
    shown = soup(manager.client.get(f"/admin/pages/{page.pk}/edit/"))
    assert "saved a new version" not in told(manager, page, shown)
    comms_editor.client.post(f"/admin/pages/{page.pk}/edit/", {**first, "title": "The editor was first"})
    assert "Edie Editor saved a new version" in told(manager, page, shown)


def test_whoever_saves_anyway_loses_nothing_of_the_other(comms_editor: Person, manager: Person, opened: Any) -> None:
    page, first, second = opened
    address = f"/admin/pages/{page.pk}/edit/"
    comms_editor.client.post(address, {**first, "title": "The editor was first"})
    manager.client.post(address, {**second, "title": "The manager was second"})
    titles = [revision.content["title"] for revision in page.revisions.order_by("pk")]
    assert titles[-2:] == ["The editor was first", "The manager was second"]
    assert "Edie Editor" in text(soup(manager.client.get(f"/admin/pages/{page.pk}/history/")))


def test_readers_see_neither_until_somebody_publishes(comms_editor: Person, opened: Any, client: Any) -> None:
    page, first, _second = opened
    comms_editor.client.post(f"/admin/pages/{page.pk}/edit/", {**first, "title": "The editor was first"})
    assert b"The editor was first" not in client.get("/en/topics/cuckooing/").content
