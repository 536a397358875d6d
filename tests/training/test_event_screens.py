"""The screens of live events: the list, a learner's own pages, the register; each shows what its reader may see."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.models import User
from tests.support.cast import signed_in
from tests.support.forms import SAME_SITE
from tests.training.conftest import Partnership, person
from tests.training.events import booked, given, in_calendar, live_event, state_of, teachers, written_to
from training.doors import whose
from training.journeys import belonging
from training.journeys.proving import broken_log
from training.journeys.scheduling import call_off
from training.models import Booking, Certificate, LiveEventPage, Session, SessionVersion

LINK = "https://meeting.example/day"
ADMIN = "/admin/training/events/"


@pytest.fixture
def soon(partnership: Partnership) -> Session:
    """An online session in three weeks with one place."""
    starts = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=21)
    return given(partnership, 1, starts, place="", is_online=True, link=LINK)


def browser_of(user: object) -> Client:
    """Signed in, and sending from our own pages."""
    client = Client(headers=SAME_SITE)
    client.force_login(user)  # type: ignore[arg-type]
    return client


def plain(text: str) -> str:
    """Without the marks that isolate numbers."""
    return text.replace('<bdi dir="ltr">', "").replace("</bdi>", "")


def test_everybody_finds_the_dates_and_nobody_the_link(partnership: Partnership, soon: Session) -> None:
    month = f"{timezone.localtime(soon.starts_at):%Y-%m}"
    for address in ("/en/training/", "/ur/training/events/", f"/en/training/events/?month={month}&level=practitioner"):
        page = Client().get(address)
        assert f"/learn/events/{soon.key}/" in page.text or "training/working-together/" in page.text
        assert LINK not in page.text
    assert str(soon.key) not in Client().get(f"/en/training/events/?month={month}&level=manager").text
    assert str(soon.key) in Client().get("/en/training/events/?month=never&level=%00").text, "an old link still works"
    file = Client().get(f"/en/training/events/{soon.key}/event.ics")
    event = in_calendar(file.content)
    assert event["UID"] == f"{soon.key}@lantern"
    assert LINK not in file.content.decode()
    own = given(partnership, agency=partnership.school, starts=soon.starts_at)
    assert str(own.key) not in Client().get("/en/training/events/").text
    assert Client().get(f"/en/training/events/{own.key}/event.ics").status_code == 404
    assert browser_of(partnership.driver).get(f"/en/learn/events/{own.key}/").status_code == 404
    assert browser_of(partnership.teacher).get(f"/en/learn/events/{own.key}/").status_code == 200


def test_a_learner_books_sees_the_link_and_gives_the_place_back(partnership: Partnership, soon: Session) -> None:
    address = f"/en/learn/events/{soon.key}/"
    assert Client().get(address)["Location"].startswith("/en/learn/?next=")
    teacher, driver = browser_of(partnership.teacher), browser_of(partnership.driver)
    assert LINK not in teacher.get(address).text
    book = {"act": "book", "whose": whose(partnership.teacher)}
    assert teacher.post(address, book).status_code == 303
    assert teacher.post(address, book).status_code == 303
    assert "You have a place." in teacher.get(address).text
    assert LINK in teacher.get(address).text
    driver.post(address, {"act": "book"})
    waits = plain(driver.get(address).text)
    assert "Your number is 1." in waits
    assert LINK not in waits
    assert LINK not in driver.get(f"{address}event.ics").content.decode()
    assert LINK in teacher.get(f"{address}event.ics").content.decode().replace("\r\n ", "")
    held = json.loads(driver.get("/en/learn/data/data.json").content)
    assert [one["state"] for one in held["bookings"]] == ["waiting"]
    for page in ("/en/learn/", "/en/learn/record/", "/en/learn/events/"):
        assert "Your number is 1." in plain(driver.get(page).text), page
    assert driver.post(address, {"act": "cancel", "whose": whose(partnership.teacher)}).status_code == 409
    assert teacher.post(address, {"act": "cancel"}).status_code == 303
    assert state_of(soon, partnership.driver) == Booking.State.BOOKED
    assert teacher.post(address, {"act": "<script>"}).status_code == 303
    # The page is taken down, and whoever has a place still finds it.
    LiveEventPage.objects.get(slug="working-together", locale__language_code="en").unpublish()
    assert "Working together" in driver.get(address).text
    assert str(soon.key) not in Client().get("/en/training/events/").text
    call_off(partnership.board, soon, "The speaker <b>fell</b> ill")
    assert "The speaker &lt;b&gt;fell&lt;/b&gt; ill" in driver.get(address).text
    assert driver.post(address, {"act": "book"}).status_code == 303
    assert b"STATUS:CANCELLED" in driver.get(f"{address}event.ics").content
    assert Client(headers={"sec-fetch-site": "cross-site"}).post(address, {"act": "book"}).status_code == 403


def test_the_list_and_a_learners_page_cost_the_same_whatever_there_is(partnership: Partnership, soon: Session) -> None:
    browser = browser_of(partnership.driver)

    def cost(address: str, client: Client) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    booked(soon, partnership.driver, at=timezone.now())
    places = [("/en/training/events/", Client()), ("/en/learn/events/", browser), ("/en/learn/", browser)]
    once = [cost(*place) for place in places]
    for days in range(4):
        session = given(partnership, starts=soon.starts_at + timedelta(days=days))
        booked(session, partnership.driver, partnership.teacher, at=timezone.now())
    assert [cost(*place) for place in places] == once
    assert once[0] <= 10


def test_a_site_manager_makes_a_date_and_a_lead_one_for_their_own_people_alone(partnership: Partnership) -> None:
    manager = signed_in(User.objects.get(email="manager@lantern.example")).client
    lead = signed_in(partnership.school_lead).client
    said = {
        "activity": live_event().pk,
        "starts_at": "2027-07-01T09:30",
        "ends_at": "2027-07-01T16:00",
        "place": "The Weaving Shed",
        "capacity": "12",
        "language": "en",
    }
    assert lead.post(f"{ADMIN}add/", said).status_code == 422, "whose people?"
    assert lead.post(f"{ADMIN}add/", {**said, "agency": partnership.taxis.pk}).status_code == 422
    assert lead.post(f"{ADMIN}add/", {**said, "agency": partnership.school.pk}).status_code == 303
    wrong = lead.post(f"{ADMIN}add/", {**said, "agency": partnership.school.pk, "ends_at": "2027-07-01T09:00"})
    assert "It must end after it starts." in wrong.text
    assert "The Weaving Shed" in wrong.text, "what was typed is kept"
    own = Session.objects.get(agency=partnership.school)
    assert own.starts_at.isoformat() == "2027-07-01T08:30:00+00:00", "summer time"
    before = Session.objects.filter(agency=None).count()
    assert manager.post(f"{ADMIN}add/", said).status_code == 303
    assert Session.objects.filter(agency=None).count() == before + 1
    taxi = signed_in(partnership.taxi_lead).client
    for address in (f"{ADMIN}{own.pk}/", f"{ADMIN}{own.pk}/edit/", f"{ADMIN}{own.pk}/call-off/"):
        assert taxi.get(address).status_code == 404
    assert lead.post(f"{ADMIN}{own.pk}/call-off/", {"because": ""}).status_code == 422
    lead.post(f"{ADMIN}{own.pk}/call-off/", {"because": "Snow"})
    own.refresh_from_db()
    assert own.cancelled_because == "Snow"
    assert SessionVersion.objects.filter(session=own).count() == 2


def test_leads_keep_the_register_of_their_own_people(partnership: Partnership) -> None:
    starts = timezone.now() - timedelta(hours=2)
    session = given(partnership, 3, starts)
    teacher, driver = booked(session, partnership.teacher, partnership.driver, at=starts - timedelta(days=9))
    (late,) = teachers(partnership, 1)
    lead, page = signed_in(partnership.school_lead).client, f"{ADMIN}{session.pk}/"
    for part in ("", "sheet/"):
        shown = lead.get(f"{page}{part}").text
        assert "Teacher Example" in shown
        assert "Driver Example" not in shown
    assert b"driver@" not in b"".join(lead.get(f"{page}attendance.csv"))
    lead.post(f"{page}marks/", {f"mark-{teacher.pk}": "there", f"mark-{driver.pk}": "there"})
    assert Certificate.objects.filter(learner__user=partnership.teacher).exists()
    assert not Certificate.objects.filter(learner__user=partnership.driver).exists()
    assert lead.post(f"{page}door/", {"email": "driver@lantern.example"}).status_code == 422
    lead.post(f"{page}door/", {"email": late.email.upper()})
    assert state_of(session, late) == Booking.State.ATTENDED
    lead.post(f"{page}marks/", {f"mark-{teacher.pk}": "absent"})
    assert Certificate.objects.get(learner__user=partnership.teacher).revoked_on is not None
    assert signed_in(partnership.teacher).client.get(page).status_code in (302, 403)
    record = browser_of(late).get("/en/learn/record/").text
    assert "Live events where you were" in record
    assert "Working together when a child is exploited" in record
    assert not written_to(late)
    assert mail.outbox


def test_a_lead_books_for_their_people_and_each_is_told_by_whom_in_their_language(partnership: Partnership) -> None:
    starts = timezone.now().replace(microsecond=0) + timedelta(days=21)
    session = given(partnership, 2, starts)
    one, two, three, gone = teachers(partnership, 4, language="pl")
    gone.is_active = False
    gone.save()
    booked(session, partnership.teacher, at=timezone.now())
    ids = {user: partnership.learner(user).pk for user in (one, two, three, gone, partnership.teacher)}
    lead, page = signed_in(partnership.school_lead).client, f"{ADMIN}{session.pk}/book/"

    assert "1 of 2 places is free" in lead.get(page).text
    assert "driver@" not in lead.get(page).text
    found = lead.get(f"{page}?q=teacher1").text
    assert f'value="{ids[two]}"' in found
    assert f'value="{ids[one]}"' not in found
    nobody = lead.post(page, {})
    assert (nobody.status_code, "Tick at least one person" in nobody.text) == (422, True)
    driver = partnership.learner(partnership.driver).pk
    assert lead.post(page, {"people": [ids[one], driver]}).status_code == 404
    assert Booking.objects.count() == 1, "nobody was booked with them"
    assert signed_in(partnership.taxi_lead).client.post(page, {"people": ids[one]}).status_code == 404
    assert signed_in(partnership.teacher).client.post(page, {"people": ids[one]}).status_code in (302, 403)

    answer = lead.post(page, {"people": [*ids.values()]})
    assert answer.status_code == 422
    for said in ("Teacher Example</bdi> has a place already", "Teacher3 Example</bdi> cannot sign in", "Not booked: 2"):
        assert said in answer.text
    assert "Booked: 1." in answer.text
    assert "all places are taken: 2." in answer.text
    assert [state_of(session, user) for user in (one, two, three)] == ["booked", "waiting", "waiting"]
    assert lead.post(page, {"people": ids[two]}).status_code == 422, "nothing twice"
    (told,) = written_to(one)
    assert told.subject.startswith("Masz miejsce")
    assert "School.Lead Example" in told.body
    assert f"/pl/learn/events/{session.key}/" in told.body
    assert in_calendar(told.attachments[0][1])["METHOD"] == "REQUEST"
    own = browser_of(one).get(f"/en/learn/events/{session.key}/")
    assert "<bdi>School.Lead Example</bdi> booked this for you." in own.text

    # What a lead booked a lead cancels; what somebody booked themselves is theirs.
    register = lead.get(f"{ADMIN}{session.pk}/").text
    theirs, self_made = (Booking.objects.get(session=session, learner=ids[user]) for user in (one, partnership.teacher))
    assert f"bookings/{theirs.pk}/cancel/" in register
    assert f"bookings/{self_made.pk}/cancel/" not in register
    for booking in (theirs, self_made):
        address = f"{ADMIN}{session.pk}/bookings/{booking.pk}/cancel/"
        assert lead.get(address).status_code == 200
        assert signed_in(partnership.taxi_lead).client.post(address).status_code == 404
        lead.post(address)
    states = [state_of(session, user) for user in (partnership.teacher, one, two, three)]
    assert states == ["booked", "cancelled", "booked", "waiting"], "whoever waited longest has the place"
    cancelled = written_to(one)[-1]
    assert "School.Lead Example" in cancelled.body
    assert in_calendar(cancelled.attachments[0][1])["METHOD"] == "CANCEL"
    # Whoever books again by themselves is told of nobody else.
    browser_of(one).post(f"/en/learn/events/{session.key}/", {"act": "book"})
    assert "School.Lead" not in written_to(one)[-1].body
    assert list(broken_log()) == []
    session.book_by = timezone.now() - timedelta(hours=1)
    session.save()
    assert "Booking is over" in lead.get(page).text
    late = person("late@lantern.example")
    belonging.join(
        late, partnership.learner(late), partnership.school, partnership.teaching, at=starts - timedelta(days=99)
    )
    assert "booking is over" in lead.post(page, {"people": partnership.learner(late).pk}).text
