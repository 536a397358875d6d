"""Sessions are listed and ended by their owner; what is kept of them is a device and days."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from people.journeys import sessions
from tests.people.helpers import is_signed_in, sign_in, words
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"
EDIE = "edie@lantern.example"


@pytest.fixture
def two_devices(somebody: Callable[..., Person]) -> tuple[Client, Client]:
    """Somebody's computer and telephone, both signed in."""
    somebody(EDIE, "Editors")
    return (
        sign_in(EDIE, HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="203.0.113.7"),
        sign_in(EDIE, HTTP_USER_AGENT=PHONE, REMOTE_ADDR="203.0.113.8"),
    )


def test_their_owner_sees_them_and_ends_one(two_devices: tuple[Client, Client]) -> None:
    computer, phone = two_devices
    page = words(computer.get("/accounts/sessions/"))
    assert "Firefox, Linux This one" in page
    assert "Safari, iPhone" in page
    other = UserSession.objects.get(user_agent="Safari, iPhone")
    computer.post(f"/accounts/sessions/{other.pk}/end/")
    assert phone.get("/accounts/").status_code == 302
    assert computer.get("/accounts/").status_code == 200


def test_their_owner_ends_all_others_at_once(two_devices: tuple[Client, Client]) -> None:
    computer, phone = two_devices
    computer.post("/accounts/sessions/")
    assert phone.get("/accounts/").status_code == 302
    assert computer.get("/accounts/").status_code == 200


def test_nobody_ends_or_sees_somebody_elses(two_devices: tuple[Client, Client], learner: Person) -> None:
    computer, _phone = two_devices
    for session in UserSession.objects.filter(user__email=EDIE):
        assert learner.client.post(f"/accounts/sessions/{session.pk}/end/").status_code == 404
    assert "Firefox, Linux" not in words(learner.client.get("/accounts/sessions/"))
    assert computer.get("/accounts/").status_code == 200


def test_no_address_and_no_moment_is_kept(two_devices: tuple[Client, Client]) -> None:
    for session in UserSession.objects.filter(user__email=EDIE):
        assert session.ip == sessions.NO_ADDRESS
        for moment in (session.created_at, session.last_seen_at):
            assert timezone.localtime(moment).strftime("%H:%M:%S.%f") == "00:00:00.000000"
        assert "Mozilla" not in session.user_agent


def test_the_day_of_last_use_follows(two_devices: tuple[Client, Client]) -> None:
    computer, _phone = two_devices
    computer.get("/admin/")
    yesterday = timezone.now() - timedelta(days=1)
    UserSession.objects.update(last_seen_at=sessions.day(yesterday))
    session = computer.session
    session[sessions.SEEN] = timezone.localdate(yesterday).isoformat()
    session.save()
    computer.get("/admin/")
    seen = UserSession.objects.get(user_agent="Firefox, Linux").last_seen_at
    assert timezone.localdate(seen) == timezone.localdate()


def test_a_new_password_signs_out_every_other_device(two_devices: tuple[Client, Client]) -> None:
    computer, phone = two_devices
    data = {"oldpassword": "a-lamp-in-the-mill", "password1": "woven-by-lamplight", "password2": "woven-by-lamplight"}
    assert computer.post("/accounts/password/change/", data).status_code == 302
    assert phone.get("/accounts/").status_code == 302
    assert is_signed_in(sign_in(EDIE, "woven-by-lamplight"))


def test_these_pages_speak_the_language_that_somebody_chose(two_devices: tuple[Client, Client]) -> None:
    computer, _phone = two_devices
    assert computer.get("/accounts/", headers={"accept-language": "pl"})["Content-Language"] == "en", "staff: English"
    computer.post("/accounts/", {"language": "ur"})
    page = computer.get("/accounts/")
    assert page["Content-Language"] == "ur"
    assert b'dir="rtl"' in page.content
    assert computer.post("/accounts/", {"language": "tlh"}).status_code == 200
    assert computer.get("/accounts/")["Content-Language"] == "ur"


def test_a_session_ends_with_the_browser_and_after_twelve_hours(two_devices: tuple[Client, Client]) -> None:
    computer, _phone = two_devices
    assert not computer.cookies["lantern_session"]["max-age"]
    Session.objects.filter(pk=computer.session.session_key).update(expire_date=timezone.now())
    assert computer.get("/admin/").status_code == 302
    again = sign_in(EDIE)
    again.get("/admin/")
    left = Session.objects.get(pk=again.session.session_key).expire_date - timezone.now()
    assert timedelta(hours=11, minutes=59) < left <= timedelta(hours=12)
