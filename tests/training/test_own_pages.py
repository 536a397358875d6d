"""A learner's own pages: asked once, where they left, their record, their data; and nobody else's."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.models import User
from tests.support.forms import SAME_SITE
from tests.training.conftest import Partnership, at, person
from training.doors import whose
from training.errors import NotYoursError
from training.journeys import belonging, deciding
from training.models import Certificate, Event, Learner, Membership, Reflection, Team

ABOUT, HOME, RECORD, DATA = (f"/en/learn/{place}" for place in ("about-you/", "", "record/", "data/"))


def browser_of(user: User) -> Client:
    """Somebody's browser, signed in."""
    client = Client(headers=SAME_SITE)
    client.force_login(user)
    return client


def said(partnership: Partnership, **more: str) -> dict[str, str]:
    """What a driver says about themselves."""
    return {
        "name": "Amina Bi Khan",
        "agency": str(partnership.taxis.pk),
        "job_role": str(partnership.driving.pk),
        "level": "everyone",
        **more,
    }


def test_whoever_is_new_is_asked_once(partnership: Partnership) -> None:
    requirement = partnership.require()
    user = User.objects.create_user("new@lantern.example")
    browser = browser_of(user)
    assert browser.get(HOME)["Location"] == ABOUT
    answer = browser.post(ABOUT, said(partnership))
    assert (answer.status_code, answer["Location"]) == (303, HOME)
    user.refresh_from_db()
    assert user.get_full_name() == "Amina Bi Khan"
    assert Membership.objects.get(learner__user=user).declared
    page = browser.get(HOME)
    assert requirement.title in page.text
    assert page["Cache-Control"] == "no-store"


def test_the_same_again_changes_nothing_and_something_else_is_a_move(partnership: Partnership) -> None:
    browser, learner = browser_of(partnership.driver), partnership.learner(partnership.driver)
    events = Event.objects.filter(learner=learner).count()
    browser.post(ABOUT, said(partnership))
    browser.post(ABOUT, said(partnership))
    assert Event.objects.filter(learner=learner).count() == events
    browser.post(ABOUT, said(partnership, agency=str(partnership.school.pk)))
    assert [*Membership.objects.filter(learner=learner).order_by("pk").values_list("agency__name", "ended_on")] == [
        ("Bobbin Taxis", Membership.objects.filter(learner=learner)[0].ended_on),
        ("Mill Lane School", None),
    ]


def test_a_driver_without_an_agency_and_a_workplace_that_is_not_in_the_list(partnership: Partnership) -> None:
    partnership.require(job_roles=[partnership.driving])
    user = User.objects.create_user("alone@lantern.example")
    browser = browser_of(user)
    browser.post(ABOUT, said(partnership, agency="alone", workplace="ignored"))
    alone = Membership.objects.get(learner__user=user)
    assert (alone.agency, alone.workplace) == (None, "")
    assert "Spotting exploitation" in browser.get(HOME).text
    answer = browser.post(ABOUT, said(partnership, agency="other"))
    assert answer.status_code == 422
    assert "Type what your workplace is called." in answer.text
    browser.post(ABOUT, said(partnership, agency="other", workplace=" Shuttle  Cabs "))
    assert Membership.objects.get(learner__user=user, ended_on=None).workplace == "Shuttle Cabs"
    seen = Learner.objects.filter(user=user)
    assert seen.visible_to(partnership.board).exists()
    assert not seen.visible_to(partnership.taxi_lead).exists()


def test_the_team_is_asked_for_once_its_agency_is_known(partnership: Partnership) -> None:
    night = Team.objects.create(agency=partnership.school, name="Night")
    browser = browser_of(partnership.driver)
    answer = browser.post(ABOUT, said(partnership, agency=str(partnership.school.pk)))
    assert answer.status_code == 200
    assert "Night" in answer.text
    assert "Amina Bi Khan" in answer.text
    browser.post(ABOUT, said(partnership, agency=str(partnership.school.pk), team=str(night.pk)))
    assert Membership.objects.get(learner__user=partnership.driver, ended_on=None).team == night


def test_what_somebody_declared_waits_for_their_own_lead(partnership: Partnership) -> None:
    membership = Membership.objects.get(learner__user=partnership.driver)
    assert membership.declared
    with pytest.raises(NotYoursError):
        belonging.confirm(partnership.school_lead, membership)
    with pytest.raises(NotYoursError):
        belonging.confirm(partnership.driver, membership)
    belonging.confirm(partnership.taxi_lead, membership)
    membership.refresh_from_db()
    assert not membership.declared


@pytest.mark.parametrize(
    "forged",
    [
        {"agency": "999999"},
        {"agency": "<script>"},
        {"job_role": "x"},
        {"level": "board"},
        {"name": " "},
        {"team": "1; DROP"},
        {"membership": "x", "action": "leave"},
    ],
)
def test_forged_posts_write_nothing(partnership: Partnership, forged: dict[str, str]) -> None:
    Team.objects.create(agency=partnership.taxis, name="Day")
    before = [*Membership.objects.values_list("pk", "agency", "team", "ended_on")]
    answer = browser_of(partnership.driver).post(ABOUT, said(partnership, **{"team": "", **forged}))
    assert answer.status_code in (404, 422)
    assert [*Membership.objects.values_list("pk", "agency", "team", "ended_on")] == before


def test_nobody_ends_or_opens_anothers_membership(partnership: Partnership) -> None:
    theirs = Membership.objects.get(learner__user=partnership.teacher)
    browser = browser_of(partnership.driver)
    assert browser.get(f"{ABOUT}?membership={theirs.pk}").status_code == 404
    assert browser.post(ABOUT, {"membership": str(theirs.pk), "action": "leave"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.ended_on is None


def test_what_was_written_when_the_session_ended_is_still_there_and_can_be_sent_again(partnership: Partnership) -> None:
    browser = Client(headers=SAME_SITE)
    answer = browser.post(ABOUT, said(partnership, name="Amina <b>"))
    assert answer.status_code == 403
    assert 'value="Amina &lt;b&gt;"' in answer.text
    assert f'action="{ABOUT}"' in answer.text
    browser.force_login(partnership.driver)
    assert browser.post(ABOUT, said(partnership)).status_code == 303


def test_a_form_of_one_account_does_nothing_to_another_that_signed_in_since(partnership: Partnership) -> None:
    browser = browser_of(partnership.driver)
    theirs = whose(partnership.teacher)
    assert browser.post(ABOUT, said(partnership, whose=theirs)).status_code == 409
    assert browser.post(DATA, {"sure": "on", "whose": theirs}).status_code == 409
    assert browser.post(DATA, {"sure": "on"}).status_code == 200, "nothing is erased for a form that says nothing"
    assert User.objects.filter(pk=partnership.driver.pk).exists()


@pytest.mark.parametrize("address", [ABOUT, RECORD, f"{RECORD}record.csv", DATA, f"{DATA}data.json"])
def test_whoever_is_not_signed_in_is_led_to_the_door_and_back(partnership: Partnership, address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer["Location"] == f"/en/learn/?next={address.replace('/', '%2F')}"


def test_the_record_holds_every_account_and_agency_and_nobody_else(partnership: Partnership) -> None:
    private = person("at.home@lantern.example")
    partnership.complete(partnership.teacher, at("2026-01-06"))
    partnership.complete(private, at("2026-02-06"))
    partnership.complete(partnership.driver, at("2026-03-06"))
    teacher = partnership.learner(partnership.teacher)
    deciding.accept_prior(partnership.school_lead, teacher, partnership.module, at("2025-06-01").date())
    belonging.merge(partnership.board, teacher, partnership.learner(private))
    page = browser_of(private).get(RECORD).text
    for day in ("6 January 2026", "6 February 2026", "1 June 2025"):
        assert day in page.replace('<bdi dir="ltr">', "").replace("</bdi>", "")
    assert "6 March 2026" not in page.replace('<bdi dir="ltr">', "").replace("</bdi>", "")
    answer = browser_of(private).get(f"{RECORD}record.csv")
    table = b"".join(answer).decode()
    assert "2026-01-06" in table
    assert "2026-03-06" not in table
    codes = {*Certificate.objects.visible_to(private).values_list("code", flat=True)}
    assert all(code in table for code in codes)


def test_everything_that_is_held_can_be_taken_away(partnership: Partnership) -> None:
    partnership.complete(partnership.driver)
    partnership.complete(partnership.teacher)
    driver = partnership.learner(partnership.driver)
    Reflection.objects.create(learner=driver, on="2026-01-05", title="A walk", minutes=20, learned="Much")
    held = json.loads(browser_of(partnership.driver).get(f"{DATA}data.json").content)
    assert held["accounts"][0]["email"] == "driver@lantern.example"
    assert [one["title"] for one in held["reflections"]] == ["A walk"]
    assert len(held["certificates"]) == 1
    assert len(held["answers"]) == 4
    assert "right" not in held["answers"][0]
    assert "teacher" not in json.dumps(held)


def test_erasing_takes_the_person_and_the_account_and_leaves_the_counts(partnership: Partnership) -> None:
    partnership.complete(partnership.driver)
    completed = Event.objects.filter(kind=Event.Kind.COMPLETED).count()
    driver = partnership.learner(partnership.driver)
    Reflection.objects.create(learner=driver, on="2026-01-05", title="A walk", minutes=20, learned="Much")
    browser = browser_of(partnership.driver)
    mine = whose(partnership.driver)
    assert browser.post(DATA, {"whose": mine}).status_code == 422, "the box was not ticked"
    assert browser.post(DATA, {"whose": mine, "sure": "on"})["Location"] == "/en/learn/erased/"
    assert not User.objects.filter(email="driver@lantern.example").exists()
    assert not Reflection.objects.filter(learner=driver).exists()
    assert Event.objects.filter(kind=Event.Kind.COMPLETED).count() == completed
    assert browser.get(RECORD).status_code == 302
    assert browser.get("/en/learn/erased/").status_code == 200


def test_whoever_works_here_too_keeps_the_account(partnership: Partnership) -> None:
    browser = browser_of(partnership.school_lead)
    browser.post(DATA, {"whose": whose(partnership.school_lead), "sure": "on"})
    assert User.objects.filter(pk=partnership.school_lead.pk).exists()


def test_the_first_page_costs_the_same_whatever_was_done(partnership: Partnership) -> None:
    partnership.require()
    browser = browser_of(partnership.driver)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(HOME).status_code == 200
        return len(queries)

    partnership.complete(partnership.driver, at("2026-01-06"))
    partnership.begin(partnership.driver, at("2026-01-07"))
    cost()
    once = cost()
    for month in range(2, 6):
        partnership.complete(partnership.driver, at(f"2026-0{month}-05"))
        partnership.begin(partnership.driver, at(f"2026-0{month}-06"))
    assert cost() == once
