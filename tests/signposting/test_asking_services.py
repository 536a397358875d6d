"""A service is asked by e-mail, once and twice more, whether its details are still right."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from signposting.journeys.asking_services import ask_services, take, token
from signposting.models import CheckRequest, Service
from tests.pages.helpers import SAME_SITE, main, read, soup, text
from tests.signposting.freshness import ADDRESS, asked_service, due_service
from tests.support.cast import Person

pytestmark = pytest.mark.django_db


def link() -> str:
    """The path in the newest e-mail."""
    found = re.search(r"https?://[^/\s]+(/en/help/confirm/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def later(monkeypatch: pytest.MonkeyPatch, **how: int) -> None:
    """Time goes by."""
    then = timezone.now() + timedelta(**how)
    monkeypatch.setattr(timezone, "now", lambda: then)


def test_one_email_goes_to_the_service_and_no_second_one() -> None:
    service = due_service()
    assert (ask_services(), ask_services()) == (1, 0)
    assert [message.to for message in mail.outbox] == [[ADDRESS]]
    assert service.name in mail.outbox[0].subject
    assert "need no account" in mail.outbox[0].body


def test_of_two_workers_at_once_one_sends() -> None:
    service = due_service()
    request = CheckRequest.objects.create(service=service, due_on=service.review_due)
    same = CheckRequest.objects.get(pk=request.pk)
    assert (take(same), take(CheckRequest(**vars_of(same)))) == (True, False)


def vars_of(request: CheckRequest) -> dict[str, Any]:
    """What another process has read of it."""
    return {field.attname: getattr(request, field.attname) for field in request._meta.concrete_fields}


@pytest.mark.parametrize("days", [15, 200])
def test_a_check_that_is_far_off_is_not_asked_for(days: int) -> None:
    due_service(days)
    assert ask_services() == 0


def test_a_closed_service_is_not_asked() -> None:
    Service.objects.filter(pk=due_service().pk).update(status="defunct")
    assert ask_services() == 0


def test_a_mail_server_that_fails_loses_nothing(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    due_service()
    with monkeypatch.context() as broken:

        def fail(*args: Any) -> int:
            raise SMTPServerDisconnected(ADDRESS)

        broken.setattr(EmailBackend, "send_messages", fail)
        assert ask_services() == 0
    assert ADDRESS not in caplog.text
    later(monkeypatch, hours=2)
    assert ask_services() == 1
    assert CheckRequest.objects.get().reminders == 0


def test_silence_brings_two_reminders_and_then_the_editors(
    monkeypatch: pytest.MonkeyPatch, comms_editor: Person
) -> None:
    asked = asked_service()
    for number in (2, 3):
        assert "Services whose details nobody confirmed" not in sections(comms_editor)
        later(monkeypatch, days=14, hours=1)
        assert ask_services() == 1
        assert len(mail.outbox) == number
    assert "have not heard from you" in mail.outbox[-1].body
    later(monkeypatch, days=14, hours=1)
    assert ask_services() == 0
    assert list(CheckRequest.unanswered()) == [asked]
    comms_editor.client.force_login(comms_editor.user)  # type: ignore[arg-type]
    assert asked.service.name in sections(comms_editor)


def sections(person: Person) -> str:
    """What waits for somebody, without what is well."""
    page = soup(person.client.get("/admin/"))
    return " ".join(text(one) for one in page.select(".waiting section"))


def test_the_link_shows_the_record_and_opening_it_changes_nothing() -> None:
    asked = asked_service()
    before = Service.objects.values().get(pk=asked.service_id)
    response = Client().get(link())
    page = main(soup(response))
    assert asked.service.name in text(page)
    assert "0800 1111" in text(page)
    assert Service.objects.values().get(pk=asked.service_id) == before
    assert CheckRequest.objects.get().answered_at is None
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def test_the_page_of_the_link_is_cheap(django_assert_max_num_queries: Any) -> None:
    asked_service()
    read(link())
    with django_assert_max_num_queries(10):
        read(link())


def test_what_readers_are_not_shown_is_not_shown_to_whoever_has_the_link() -> None:
    asked = asked_service()
    asked.service.contacts.create(channel="call", value="01632 960999", private=True, locale=asked.service.locale)
    for address in (link(), link() + "change/", "/en/help/childline/suggest/"):
        assert b"960999" not in Client().get(address).content
        assert ADDRESS.encode() not in Client().get(address).content


def test_one_press_says_that_all_is_right_and_the_next_check_is_months_away(comms_editor: Person) -> None:
    asked = asked_service()
    response = Client().post(link(), headers=SAME_SITE)
    assert response.status_code == 303
    assert "Thank you for checking" in text(read(response["Location"]))
    service = Service.objects.get(pk=asked.service_id)
    today = timezone.localdate()
    assert service.checked_on == today
    assert today + timedelta(days=175) < service.review_due < today + timedelta(days=190)
    assert CheckRequest.objects.get().answer == "confirmed"
    history = comms_editor.client.get(f"/admin/snippets/signposting/service/history/{service.pk}/")
    assert b"onfirmed by the service" in history.content
    assert ask_services() == 0


def test_a_confirmation_does_not_publish_what_an_editor_has_in_draft() -> None:
    asked = asked_service()
    draft = asked.service.get_latest_revision_as_object() if asked.service.latest_revision_id else asked.service
    draft.summary = "Half a sentence"
    draft.save_revision()
    Client().post(link(), headers=SAME_SITE)
    service = Service.objects.get(pk=asked.service_id)
    assert service.summary != "Half a sentence"
    assert service.get_latest_revision_as_object().summary == "Half a sentence"
    assert service.get_latest_revision_as_object().checked_on == timezone.localdate()


@pytest.mark.parametrize("language", ["en", "ur", "pa", "pl"])
def test_a_link_that_is_used_says_so_and_leads_on(language: str) -> None:
    asked_service()
    address = link().replace("/en/", f"/{language}/", 1)
    Client().post(address, headers=SAME_SITE)
    for method in ("get", "post"):
        response = getattr(Client(), method)(address, headers=SAME_SITE)
        assert response.status_code == 410
        assert main(soup(response)).select_one(f"a[href='/{language}/help/']")


def test_a_link_is_good_for_thirty_days_and_never_when_it_was_tampered_with(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = asked_service()
    good = token(asked)
    other = f"{asked.pk + 1}{good[good.index(':') :]}"
    assert Client().get(f"/en/help/confirm/{other}/").status_code == 404
    import time

    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 31 * 86400)
    response = Client().get(f"/en/help/confirm/{good}/")
    assert response.status_code == 410
    assert "30 days" in text(soup(response))


def test_another_site_cannot_answer_for_a_service() -> None:
    asked_service()
    assert Client().post(link(), headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert CheckRequest.objects.get().answered_at is None


def test_no_log_keeps_the_key_of_a_link(capfd: Any) -> None:
    import logging

    from config.logs import WithoutReaders

    asked = asked_service()
    key = token(asked)
    for shape in (key, key.replace(":", "%3A")):
        record = logging.LogRecord(
            "django.request", logging.WARNING, "", 0, "Gone: %s", (f"/en/help/confirm/{shape}/",), None
        )
        WithoutReaders().filter(record)
        assert record.getMessage() == "Gone: /en/help/confirm/[link]/"


def test_the_service_says_what_has_changed_and_is_not_reminded() -> None:
    asked = asked_service()
    page = read(link() + "change/")
    assert page.select_one("textarea[name=summary]")
    response = Client().post(link() + "change/", {"comment": "We close at 6 now"}, headers=SAME_SITE)
    assert response.status_code == 303
    assert CheckRequest.objects.get().answer == "changed"
    assert asked.service.suggestions.get().origin == "service"
    assert Client().get(link()).status_code == 410


def test_an_empty_answer_keeps_the_link_good() -> None:
    asked_service()
    assert Client().post(link() + "change/", {}, headers=SAME_SITE).status_code == 422
    assert CheckRequest.objects.get().answered_at is None
