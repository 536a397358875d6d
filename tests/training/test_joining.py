"""A learner joins two accounts of their own, and nobody joins what is not theirs."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from people.models import User
from tests.support.forms import SAME_SITE
from tests.training.conftest import Partnership
from tests.training.events import booked, given
from tests.training.test_own_pages import browser_of
from tests.training.test_the_door import code_in_mail
from training.doors import whose
from training.journeys.proving import broken_log, wrong_statuses
from training.models import Booking, Certificate, Event, Membership

JOIN, RECORD = "/en/learn/join/", "/en/learn/record/"


@pytest.fixture(autouse=True)
def nothing_counted_yet() -> None:
    """Limits count in the cache."""
    cache.clear()


class Somebody:
    """Signed in, and on the page where accounts are joined."""

    def __init__(self, user: User) -> None:
        self.user, self.browser = user, browser_of(user)

    def does(self, act: str, **data: str) -> tuple[int, str]:
        """A button is pressed; how it was taken, and what the page says then."""
        answer = self.browser.post(JOIN, {"act": act, "whose": whose(self.user), **data})
        return answer.status_code, self.browser.get(answer["Location"]).text if "Location" in answer else answer.text

    def proves(self, email: str) -> tuple[int, str]:
        """The code that came to an address is typed."""
        assert self.does("ask", email=email)[0] == 303
        assert mail.outbox[-1].to == [email.lower()]
        return self.does("prove", code=code_in_mail())


def test_two_accounts_are_one_record_once_the_code_came_back_and_it_was_meant(partnership: Partnership) -> None:
    partnership.require()
    private, work = partnership.driver, partnership.teacher
    partnership.complete(private)
    soon = given(partnership, 5, timezone.now() + timedelta(days=9))
    booked(soon, private, work, at=timezone.now())
    teacher = Somebody(work)
    assert JOIN in teacher.browser.get(RECORD).text
    assert "You are signed in with this address" in teacher.does("ask", email="Teacher@lantern.example")[1]
    assert "looks like name@example.org" in teacher.does("ask", email="driver")[1]

    teacher.does("ask", email="Driver@lantern.example")
    assert "can read your training record" in mail.outbox[-1].body
    assert "is not right" in teacher.does("prove", code="WRON-GONE")[1]
    assert teacher.does("join", sure="on")[0] == 303, "nothing is proved yet"
    assert not Event.objects.filter(kind="merged").exists()
    status, shown = teacher.does("prove", code=code_in_mail())
    assert status == 303
    for said in ("driver@lantern.example", "Bobbin Taxis", "1 certificate<", "1 live event booked"):
        assert said in shown
    assert teacher.does("join")[0] == 422, "the box is not ticked"
    assert teacher.browser.post(JOIN, {"act": "join", "sure": "on"}).status_code == 200, (
        "a form that does not say whose"
    )
    assert not Event.objects.filter(kind="merged").exists()

    status, shown = teacher.does("join", sure="on")
    assert (status, "Both addresses lead to this record now." in shown) == (303, True)
    event = Event.objects.get(kind="merged")
    assert (event.by, event.data["reason"]) == (None, "own")
    assert {tuple(letter.to) for letter in mail.outbox[-2:]} == {(private.email,), (work.email,)}
    assert f"{work.email}\n{private.email}\n\n" in mail.outbox[-1].body
    for user in (private, work):
        assert Certificate.objects.visible_to(user).count() == 1
        assert "Spotting exploitation" in browser_of(user).get(RECORD).text
    kept = partnership.learner(work)
    assert Membership.objects.filter(learner=kept, ended_on=None).count() == 2
    assert Booking.objects.filter(session=soon, state="booked").count() == 1
    assert [*broken_log(), *wrong_statuses()] == []
    assert "share one record already" in teacher.proves(private.email)[1]


def test_nobody_joins_what_is_not_theirs_or_what_works_on_this_site(partnership: Partnership) -> None:
    teacher = Somebody(partnership.teacher)
    # What is not known here gets the same mail, and is said only to whoever owns the address.
    assert "Nobody learns here" in teacher.proves("nobody@lantern.example")[1]
    assert not User.objects.filter(email="nobody@lantern.example").exists()
    assert "used to work on this site" in teacher.proves(partnership.school_lead.email)[1]
    lead = Somebody(partnership.school_lead)
    assert "used to work on this site" in lead.does("ask", email=partnership.teacher.email)[1]
    assert mail.outbox[-1].to == [partnership.school_lead.email], "no mail was sent for them"
    partnership.driver.is_active = False
    partnership.driver.save()
    assert "Nobody learns here" in teacher.proves(partnership.driver.email)[1]
    teacher.does("ask", email="third@lantern.example")
    for _time in range(3):
        said = teacher.does("prove", code="WRON-GONE")[1]
    assert "is good no more" in said
    assert teacher.does("prove", code=code_in_mail())[0] == 410
    assert not Event.objects.filter(kind="merged").exists()
    assert Client(headers=SAME_SITE).get(JOIN)["Location"].startswith("/en/learn/?next=")
