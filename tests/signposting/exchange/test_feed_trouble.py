"""What goes wrong while a feed is read is said, and can be tried again."""

import pytest

from signposting.journeys import feed_steps
from signposting.models import FeedImport
from tests.signposting.exchange.council import Council, ok
from tests.signposting.exchange.feed_screens import begin, names, press, said
from tests.support.cast import Person

pytestmark = pytest.mark.django_db


def test_a_page_that_fails_is_said_and_can_be_tried_again(council: Council, comms_editor: Person) -> None:
    council.answers["/feed/services 3"] = (500, {}, b"")
    run = begin(comms_editor, council)
    shown = said(comms_editor, run)
    assert "could not be read to its end" in shown
    assert "Page 3 – The feed answered 500." in shown
    council.answers.clear()
    run = press(comms_editor, run, "resume")
    assert run.stage == FeedImport.Stage.LOOKED
    assert run.lines.count() == 3


def test_a_service_that_does_not_answer_is_asked_once_more_and_then_named(
    council: Council, comms_editor: Person
) -> None:
    addresses = [f"/feed/services/{one['id']}" for one in council.records]
    council.fails_once.add(addresses[0])
    council.answers[addresses[1]] = (404, {}, b"")
    council.answers[addresses[2]] = (503, {}, b"")
    run = begin(comms_editor, council)
    assert [council.asked.count(address) for address in addresses] == [2, 2, 2]
    shown = said(comms_editor, run)
    assert "Refused: 2 · New: 1" in shown
    assert "The feed answered 404." in shown
    assert "The feed answered 503." in shown


def test_a_feed_that_gives_the_same_page_for_ever_comes_to_an_end(council: Council, comms_editor: Person) -> None:
    same = ok({"contents": [council.records[0]], "page_number": 1})
    council.answers.update({f"/feed/services {number}": same for number in range(1, 20)})
    run = begin(comms_editor, council)
    assert run.lines.count() == 1
    assert len(council.asked) == 2


def test_a_feed_without_pages_is_read_at_once_and_one_that_is_too_much_is_refused(
    council: Council, comms_editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = [{**council.records[0], "id": f"{number:08}-aaaa-4aaa-8aaa-aaaaaaaaaaaa"} for number in range(60)]
    council.answers["/feed/services 1"] = ok([*crowd, "no record", crowd[0]])
    run = begin(comms_editor, council)
    assert "Refused: 1 · New: 60" in said(comms_editor, run)
    assert "Page 1 of 2" in said(comms_editor, run)
    assert len(council.asked) == 1
    monkeypatch.setattr(feed_steps, "MOST_ON_A_PAGE", 50)
    assert "more than 50 services at once" in said(comms_editor, begin(comms_editor, council))
    monkeypatch.setattr(feed_steps, "MOST_ON_A_PAGE", 500)
    monkeypatch.setattr(feed_steps, "MOST_SERVICES", 50)
    assert "The feed has more than 50 services" in said(comms_editor, begin(comms_editor, council))


def test_a_service_with_places_without_end_is_refused_and_the_others_are_not(
    council: Council, comms_editor: Person
) -> None:
    link = council.records[0]["service_at_locations"][0]
    council.records[0]["service_at_locations"] = [
        {
            "id": f"{number:08}-bbbb-4bbb-8bbb-bbbbbbbbbbbb",
            "location": {**link["location"], "id": f"{number:08}-cccc-4ccc-8ccc-cccccccccccc"},
        }
        for number in range(101)
    ]
    run = begin(comms_editor, council)
    assert "It has more than 100 places" in said(comms_editor, run)
    assert "Refused: 1 · New: 2" in said(comms_editor, run)


def test_what_is_gone_from_the_feed_is_said_and_stays(council: Council, comms_editor: Person) -> None:
    press(comms_editor, begin(comms_editor, council), "agree")
    gone = council.records.pop()
    run = begin(comms_editor, council)
    assert f"Service 3 ({gone['id']})" in said(comms_editor, run)
    assert "There is nothing to take in" in said(comms_editor, run)
    assert names() == ["Service 1", "Service 2", "Service 3"]
