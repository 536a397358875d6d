"""What a training lead and the board see in the admin, and what nobody else does."""

import csv
import io
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.models import User
from people.roles import TRAINING_LEADS
from tests.support.cast import signed_in
from tests.training.conftest import NINE, Partnership, person
from training.dates import today
from training.journeys import belonging
from training.journeys.counting_months import count_missing
from training.models import Lead, Team

SCREENS = ("", "matrix/", "lists/overdue/", "lists/expiring/", "lists/never-started/")


@pytest.fixture
def asked(partnership: Partnership) -> Partnership:
    """Everybody has to do the module, and nobody has."""
    partnership.require()
    return partnership


def client(user: Any) -> Client:
    """Their browser."""
    return signed_in(user).client


def page(user: Any, address: str = "", **query: Any) -> str:
    """What they read."""
    answer = client(user).get(f"/admin/training/{address}", query)
    assert answer.status_code == 200, address
    return answer.content.decode()


def file(user: Any, address: str, **query: Any) -> list[list[str]]:
    """The rows of a CSV file."""
    answer: Any = client(user).get(f"/admin/training/{address}", {"export": "csv", **query})
    assert "no-store" in answer["Cache-Control"]
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


@pytest.mark.parametrize("screen", SCREENS)
def test_a_lead_sees_their_own_people_on_every_screen_and_nobody_elses(asked: Partnership, screen: str) -> None:
    text = page(asked.school_lead, screen)
    assert "Driver Example" not in text
    assert "Bobbin" not in text
    if screen not in ("", "lists/expiring/"):
        assert "Teacher Example" in text
        assert "Overdue" in text
    assert client(asked.school_lead).get(f"/admin/training/{screen}", {"agency": asked.taxis.pk}).status_code == 302


@pytest.mark.parametrize("screen", [*SCREENS, "board/"])
def test_the_doors_are_shut_to_whoever_leads_nobody(asked: Partnership, screen: str) -> None:
    for user in (asked.teacher, person("role.only@lantern.example", TRAINING_LEADS)):
        assert client(user).get(f"/admin/training/{screen}").status_code in (302, 403)
    assert Client().get(f"/admin/training/{screen}").status_code == 302
    if screen == "board/":
        assert client(asked.school_lead).get("/admin/training/board/").status_code in (302, 403)


def test_a_lead_of_a_team_sees_that_team_alone(asked: Partnership) -> None:
    night = Team.objects.create(agency=asked.taxis, name="Night")
    user = person("night@lantern.example")
    belonging.join(user, asked.learner(user), asked.taxis, asked.driving, team=night, at=NINE)
    lead = person("night.lead@lantern.example", TRAINING_LEADS)
    Lead.objects.create(user=lead, agency=asked.taxis, team=night, began_on=today())
    assert [row[0] for row in file(lead, "matrix/")[1:]] == ["Night Example"]
    assert len(file(asked.taxi_lead, "matrix/")) == 3


def test_the_table_is_narrowed_by_whatever_was_asked(asked: Partnership) -> None:
    other = person("zofia@lantern.example")
    belonging.join(other, asked.learner(other), asked.school, asked.driving, "manager", at=NINE)
    asked.complete(other)

    def names(**query: Any) -> list[str]:
        return [row[0] for row in file(asked.school_lead, "matrix/", **query)[1:]]

    assert names() == ["Teacher Example", "Zofia Example"]
    assert names(name="zof") == names(level="manager") == names(job_role=asked.driving.pk) == ["Zofia Example"]
    assert names(listed="overdue") == names(listed="never-started") == ["Teacher Example"]
    assert names(listed="exempt") == names(name="zof exa nobody") == []
    assert "Select a valid choice" in page(asked.school_lead, "matrix/", team="99")


def test_whoever_gave_no_name_stands_there_with_their_address(asked: Partnership) -> None:
    user = person("nameless@lantern.example")
    User.objects.filter(pk=user.pk).update(first_name="", last_name="")
    belonging.join(user, asked.learner(user), asked.school, asked.teaching, at=NINE)
    assert file(asked.school_lead, "matrix/")[1][:2] == ["nameless@lantern.example"] * 2
    assert "<bdi>nameless@lantern.example</bdi>" in page(asked.school_lead, "matrix/")


def test_a_cell_says_its_standing_in_words_and_the_day(asked: Partnership) -> None:
    text = page(asked.school_lead, "matrix/")
    assert "Overdue<span>due 4 Feb 2026</span>" in text
    assert 'scope="row"' in text
    assert file(asked.school_lead, "matrix/")[1][-1] == "Overdue, due 2026-02-04"


def test_many_people_cost_no_more_queries(asked: Partnership) -> None:
    def cost(address: str) -> int:
        browser = client(asked.school_lead)
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        return len(captured)

    addresses = [f"/admin/training/{screen}" for screen in SCREENS]
    few = [cost(address) for address in addresses]
    for number in range(30):
        user = person(f"{number}@lantern.example")
        belonging.join(user, asked.learner(user), asked.school, asked.teaching, at=NINE)
    assert [cost(address) for address in addresses] == few


def test_the_board_reads_sums_and_no_name_and_no_small_number(asked: Partnership) -> None:
    for number in range(19):
        user = person(f"{number}@lantern.example")
        belonging.join(user, asked.learner(user), asked.school, asked.teaching, at=NINE)
    count_missing()
    asked.board.user_permissions.add(Permission.objects.get(codename="access_admin"))
    rows = file(asked.board, "board/")
    assert rows[1:] == [
        ["Bobbin Taxis", "Spotting exploitation", "fewer than 5", "left out", "left out", "left out"],
        ["Mill Lane School", "Spotting exploitation", "20", "fewer than 5", "left out", "20 % or less"],
    ]
    text = page(asked.board, "board/")
    assert "Teacher" not in text
    assert "fewer than 5" in text
    assert client(asked.board).get("/admin/training/matrix/").status_code in (302, 403), "sums alone"
