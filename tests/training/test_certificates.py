"""A certificate in its holder's hands, in everybody's who has the code, and in the lead's."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.training.conftest import Partnership, at, person
from training.errors import AlreadyThereError, NotThereError, NotYoursError
from training.journeys import certifying, deciding, forgetting
from training.journeys.proving import broken_log, wrong_statuses
from training.journeys.verifying import State, stands, typed, verify
from training.models import Certificate, Event, Revocation

SAME_SITE = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def held(partnership: Partnership) -> Certificate:
    """The teacher's certificate of 6 January 2026, valid for a year."""
    partnership.complete(partnership.teacher, at("2026-01-06"))
    return Certificate.objects.get()


def of(user: Any) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


def anybody() -> Client:
    return Client(HTTP_HOST="localhost")


def page(client: Client, held: Certificate, more: str = "", language: str = "en") -> Any:
    return client.get(f"/{language}/learn/certificates/{held.code}/{more}")


def test_the_holder_sees_it_and_takes_it_with_them(partnership: Partnership, held: Certificate) -> None:
    client = of(partnership.teacher)
    shown = page(client, held)
    assert shown.status_code == 200
    assert "no-store" in shown["Cache-Control"]
    said = re.sub(r"</?bdi[^>]*>", "", shown.text)
    for words in ("Teacher Example", held.shown_code, f"/verify/{held.code}", "6 January 2026", "6 January 2027"):
        assert words in said
    assert shown.text.count("button--next") == 1, "amber is for one thing"
    assert page(client, held, "pdf/").content.startswith(b"%PDF-")
    assert page(client, held, "badge/").json()["type"] == ["VerifiableCredential", "OpenBadgeCredential"]


@pytest.mark.parametrize("more", ["", "pdf/", "badge/"])
def test_nobody_else_has_it_and_nobody_learns_that_it_is_there(
    partnership: Partnership, held: Certificate, more: str
) -> None:
    for other in (partnership.driver, partnership.school_lead, partnership.board):
        assert page(of(other), held, more).status_code == 404
    assert page(anybody(), held, more)["Location"].startswith("/en/learn/?next=")
    assert of(partnership.teacher).get(f"/en/learn/certificates/{'A' * 20}/{more}").status_code == 404


def test_a_name_is_written_once_where_there_was_none(partnership: Partnership, held: Certificate) -> None:
    Certificate.objects.update(name="")
    client, address = of(partnership.teacher), f"/en/learn/certificates/{held.code}/"
    assert client.post(address, {"name": "  "}).status_code == 422
    assert client.post(address, {"name": " Tess  Teacher "}).status_code == 303
    assert client.post(address, {"name": "Another Person"}).status_code == 303
    held.refresh_from_db()
    assert held.name == "Tess Teacher"
    with pytest.raises(AlreadyThereError):
        certifying.put_name(partnership.teacher, held, "Another Person")


@pytest.mark.parametrize(
    ("day", "state", "since"),
    [
        ("2027-01-06", State.VALID, None),
        ("2027-01-07", State.EXPIRED, date(2027, 1, 7)),
    ],
)
def test_the_last_valid_day_is_valid(held: Certificate, day: str, state: State, since: date | None) -> None:
    assert stands(held, date.fromisoformat(day)) == (state, since)


@pytest.mark.parametrize("written", ["{0}", "{1}", "  {1} ", "{2}", "{3}"])
def test_a_code_is_known_however_it_is_typed(held: Certificate, written: str) -> None:
    code = written.format(held.code, held.shown_code.lower(), "-".join(held.shown_code.split()), ".".join(held.code))
    assert typed(code) == held.code
    sent = anybody().post("/en/verify/", {"code": code}, headers=SAME_SITE)
    assert (sent.status_code, sent["Location"]) == (303, f"/en/verify/{held.code}/")


def test_whoever_has_the_code_learns_this_and_no_more(partnership: Partnership, held: Certificate) -> None:
    for address in (f"/verify/{held.code}", f"/verify/{held.code}/", f"/pl/verify/{held.code}/"):
        shown = anybody().get(address)
        assert shown.status_code == 200
        assert "Teacher Example" in shown.text
        assert "no-store" in shown["Cache-Control"]
        assert "noindex" in shown["X-Robots-Tag"]
        assert not shown.cookies
        for secret in (partnership.teacher.email, partnership.school.name):
            assert secret not in shown.text


def test_the_short_address_speaks_the_certificates_language(held: Certificate) -> None:
    Certificate.objects.update(language="ur")
    shown = anybody().get(f"/verify/{held.code}")
    assert '<html lang="ur" dir="rtl">' in shown.text
    assert shown["Content-Language"] == "ur"
    assert f'href="/pl/verify/{held.code}/"' in shown.text


@pytest.mark.parametrize("code", ["A" * 20, "ABC", "Z" * 300, "%00", "'; drop table", "۱۲۳"])
@pytest.mark.parametrize("address", ["/verify/{}/", "/ur/verify/{}/"])
def test_an_unknown_code_is_answered_kindly(partnership: Partnership, address: str, code: str) -> None:
    shown = anybody().get(address.format(code))
    assert shown.status_code == 404
    assert 'name="code"' in shown.text
    assert verify(code) is None


def test_nothing_typed_is_said_and_a_foreign_site_may_not_send(partnership: Partnership) -> None:
    assert anybody().post("/en/verify/", {"code": " -"}, headers=SAME_SITE).status_code == 422
    assert anybody().post("/en/verify/", {"code": "A" * 20}).status_code == 403


def test_a_revoked_certificate_says_so_and_keeps_the_reason_to_itself(
    partnership: Partnership, held: Certificate
) -> None:
    partnership.require()
    certifying.revoke(partnership.school_lead, held, "Somebody else sat the assessment", at("2026-03-01"))
    certifying.revoke(partnership.school_lead, held, "Twice", at("2026-03-02"))
    found = verify(held.code, date(2026, 3, 1))
    assert found
    assert (found.state, found.since) == (State.REVOKED, date(2026, 3, 1))
    assert Event.objects.filter(kind=Event.Kind.WITHDRAWN).count() == 1
    assert Revocation.objects.get().reason == "Somebody else sat the assessment"
    for client, address in (
        (anybody(), f"/verify/{held.code}"),
        (of(partnership.teacher), f"/en/learn/certificates/{held.code}/"),
    ):
        assert "was revoked" in (text := client.get(address).text)
        assert "Somebody else" not in text
    assert [*wrong_statuses(), *broken_log()] == []


def test_what_ended_early_is_not_valid_whatever_the_paper_says(partnership: Partnership, held: Certificate) -> None:
    newer = partnership.publish(at("2026-02-01"), expires_older=True)
    deciding.expire_older(partnership.board, newer, at("2026-02-02"))
    found = verify(held.code, date(2026, 2, 2))
    assert found
    assert (found.state, found.since) == (State.ENDED, date(2026, 2, 2))


def test_only_whoever_looks_after_the_holder_revokes_or_names(partnership: Partnership, held: Certificate) -> None:
    for other in (partnership.teacher, partnership.driver, partnership.taxi_lead, person("out@lantern.example")):
        with pytest.raises(NotYoursError):
            certifying.revoke(other, held, "No")
        with pytest.raises(NotYoursError):
            certifying.correct_name(other, held, "Other")
        assert not certifying.led(other).exists()
    with pytest.raises(NotThereError):
        certifying.revoke(partnership.school_lead, held, "  ")
    assert not Revocation.objects.exists()
    certifying.correct_name(partnership.school_lead, held, "Tess Teacher")
    assert certifying.led(partnership.school_lead).get().name == "Tess Teacher"


def test_an_erased_persons_certificate_verifies_without_them(partnership: Partnership, held: Certificate) -> None:
    certifying.revoke(partnership.school_lead, held, "Teacher Example cheated", at("2026-03-01"))
    forgetting.forget(partnership.teacher, held.learner)
    shown = anybody().get(f"/verify/{held.code}")
    assert "name was removed" in shown.text
    assert "Teacher Example" not in shown.text
    assert Revocation.objects.get().reason == ""
    assert anybody().get(f"/badges/{held.code}.json").status_code == 410
    with pytest.raises(NotThereError):
        certifying.correct_name(partnership.board, held, "Teacher Example")
    assert page(of(partnership.teacher), held).status_code == 404
