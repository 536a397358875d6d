"""Broken links on the team's screens: where each is mended, checked again, or said to be fine."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from dashboard.models import LinkCheck
from signposting.models import Service
from tests.dashboard.linking import ADDRESS, LINKS, OTHER, broken, failed, linking, listed
from tests.pages.helpers import soup, text
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
State = LinkCheck.State


def test_the_row_on_the_first_page_leads_to_the_page_that_holds_the_link(comms_editor: Person) -> None:
    page = linking('<p><a href="https://one.example/">1</a></p>')
    failed("https://one.example/")
    row = soup(comms_editor.client.get("/admin/")).select_one("#links-section .waiting__row")
    assert row is not None
    assert row.a is not None
    assert row.a["href"] == f"/admin/pages/{page.pk}/edit/"
    assert "https://one.example/" in text(row)
    assert "404" in text(row)


def test_a_link_in_two_places_leads_to_the_list_with_both(comms_editor: Person) -> None:
    pages = [linking('<p><a href="https://one.example/">1</a></p>', address) for address in (ADDRESS, OTHER)]
    link = failed("https://one.example/")
    row = soup(comms_editor.client.get("/admin/")).select_one("#links-section .waiting__row a")
    assert row is not None
    assert row["href"] == f"{LINKS}#link-{link.pk}"
    screen = soup(comms_editor.client.get(LINKS))
    for page in pages:
        assert screen.select_one(f"#link-{link.pk} a[href='/admin/pages/{page.pk}/edit/']")


def test_a_service_s_link_leads_to_the_service(comms_editor: Person) -> None:
    service: Any = Service.objects.filter(locale__language_code="en").first()
    service.url = "https://service.example/new"
    service.save()
    failed("https://service.example/new")
    assert f"/admin/snippets/signposting/service/edit/{service.pk}/" in str(soup(comms_editor.client.get(LINKS)))


def test_it_is_fine_until_a_day(comms_editor: Person) -> None:
    linking('<p><a href="https://one.example/">1</a></p>')
    link = failed("https://one.example/")
    day = timezone.localdate() + timedelta(10)
    comms_editor.client.post(f"{LINKS}{link.pk}/ignore/", {"until": day.isoformat()}, follow=True)
    assert "one.example" not in listed(comms_editor)
    assert "one.example" in listed(comms_editor, "?ignored")
    assert "one.example" not in text(soup(comms_editor.client.get("/admin/")))
    LinkCheck.objects.filter(pk=link.pk).update(ignored_until=timezone.localdate() - timedelta(1))
    assert "one.example" in listed(comms_editor)
    LinkCheck.objects.filter(pk=link.pk).update(ignored_until=day)
    comms_editor.client.post(f"{LINKS}{link.pk}/ignore/", {"report": ""}, follow=True)
    assert "one.example" in listed(comms_editor)


@pytest.mark.parametrize("day", ["", "soon", "2001-01-01", "2999-01-01"])
def test_a_day_that_cannot_be_is_refused_in_words_and_the_link_is_still_reported(
    comms_editor: Person, day: str
) -> None:
    linking('<p><a href="https://one.example/">1</a></p>')
    link = failed("https://one.example/")
    answer = comms_editor.client.post(f"{LINKS}{link.pk}/ignore/", {"until": day}, follow=True)
    assert re.search("is still reported. Choose", text(soup(answer)))
    assert broken("https://one.example/")


def test_a_link_inside_the_site_is_checked_again_at_once(comms_editor: Person) -> None:
    linking('<p><a href="/en/topics/nowhere/">x</a></p>')
    link = broken("/en/topics/nowhere/")
    assert link is not None
    answer = comms_editor.client.post(f"{LINKS}{link.pk}/again/", follow=True)
    assert "still does not work" in text(soup(answer))


def test_a_link_to_another_site_is_asked_about_with_the_next_round(comms_editor: Person, settings: Any) -> None:
    linking('<p><a href="https://one.example/">1</a></p>')
    link = failed("https://one.example/")
    LinkCheck.objects.filter(pk=link.pk).update(next_check_at=timezone.now() + timedelta(days=1))
    settings.CHECK_LINKS = True
    answer = comms_editor.client.post(f"{LINKS}{link.pk}/again/", follow=True)
    assert "in the next minutes" in text(soup(answer))
    link.refresh_from_db()
    assert link.next_check_at is not None
    assert link.next_check_at <= timezone.now()


def test_where_nobody_is_asked_the_list_says_so(comms_editor: Person) -> None:
    assert "CHECK_LINKS is false" in listed(comms_editor)


def test_only_the_team_sees_and_settles_links(
    translator: Person, desk_officer: Person, outsider: Person, comms_editor: Person
) -> None:
    linking('<p><a href="https://one.example/">1</a></p>')
    link = failed("https://one.example/")
    for person in (translator, desk_officer, outsider):
        assert person.client.get(LINKS).status_code in (302, 403)
        person.client.post(f"{LINKS}{link.pk}/ignore/", {"until": (timezone.localdate() + timedelta(9)).isoformat()})
    assert broken("https://one.example/")
