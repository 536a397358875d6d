"""A lead enrols people from a file: first it is shown, then it is done, and nobody of another agency is touched."""

from datetime import timedelta

import pytest
from django.core import mail

from background.models import Job
from people.models import User
from tests.training.conftest import Partnership, person
from training.dates import today
from training.errors import NotNowError, NotYoursError
from training.journeys import belonging, enrolling
from training.journeys.forgetting import forget
from training.journeys.proving import broken_log, wrong_statuses
from training.models import Agency, Enrolment, EnrolmentRow, Learner, Membership, Status, Team

HEAD = "E-mail,First name,Last name,Team,Job role,Level,Starts on,Leaves on\n"
State = EnrolmentRow.State


def send(partnership: Partnership, *rows: str, agency: Agency | None = None, **choices: bool) -> Enrolment:
    """The school's lead sends a file, and it is read at once."""
    content = (HEAD + "".join(f"{row}\n" for row in rows)).encode()
    chosen = agency or partnership.school
    begun = enrolling.begin(partnership.school_lead, chosen, "staff.csv", content, "pl", **choices)
    begun.refresh_from_db()
    return begun


def done(partnership: Partnership, enrolment: Enrolment) -> Enrolment:
    """They agree, and the worker does it at once."""
    enrolling.agree(partnership.school_lead, enrolment)
    enrolment.refresh_from_db()
    return enrolment


def states(enrolment: Enrolment) -> list[tuple[int | None, str]]:
    """What each row would do or has done."""
    return list(enrolment.rows.values_list("number", "state"))


def at_school(partnership: Partnership) -> set[str]:
    """Whose place is there today."""
    there = Membership.objects.filter(agency=partnership.school, ended_on=None)
    return set(there.values_list("learner__user__email", flat=True))


def test_nothing_happens_until_somebody_agrees_and_then_all_of_it_once(partnership: Partnership) -> None:
    requirement = partnership.require()
    Team.objects.create(agency=partnership.school, name="Year 6")
    enrolment = send(
        partnership,
        "ann@mill.example,Ann,Archer,Year 6,Teacher,,01/02/2020,",
        "teacher@lantern.example,,,year 6,,,,",
        "cy@mill.example,Cy,Cole,,Licenced driver,,,",
    )
    assert (enrolment.stage, states(enrolment)) == ("looked", [(2, State.NEW), (3, State.MOVED), (4, State.FAULT)])
    assert "Did you mean “Licensed driver" in enrolment.rows.get(number=4).says
    assert not User.objects.filter(email="ann@mill.example").exists()
    assert not enrolment.content
    done(partnership, enrolment)
    assert enrolment.stage == "done"
    ann = User.objects.get(email="ann@mill.example")
    assert (ann.get_full_name(), ann.language, ann.has_usable_password(), ann.groups.count()) == (
        "Ann Archer",
        "pl",
        False,
        0,
    )
    place = Membership.objects.get(learner__user=ann)
    assert (str(place.team), place.job_role, f"{place.began_on:%d/%m/%Y}") == (
        "Year 6",
        partnership.teaching,
        "01/02/2020",
    )
    # The days in which to do it count from today, not from the day on which they started years ago.
    assert Status.objects.get(learner__user=ann, requirement=requirement).assigned_on == today()
    assert str(Membership.objects.get(learner__user=partnership.teacher, ended_on=None).team) == "Year 6"
    assert Membership.objects.filter(learner__user=partnership.teacher).count() == 2
    assert [*wrong_statuses(), *broken_log()] == []
    assert [letter.to for letter in mail.outbox] == [["ann@mill.example"]]
    assert "/pl/learn/" in mail.outbox[0].body
    with pytest.raises(NotNowError):
        enrolling.agree(partnership.school_lead, enrolment)
    again = send(partnership, "ann@mill.example,Ann,Archer,Year 6,Teacher,,01/02/2020,")
    assert states(again) == [(2, State.SAME)]


def test_what_a_row_means_follows_from_who_is_here_and_the_day(partnership: Partnership) -> None:
    tomorrow = (today() + timedelta(days=1)).isoformat()
    enrolment = send(
        partnership,
        "teacher@lantern.example,,,,Licensed driver,specialist,,",
        f"bo@mill.example,Bo,B,,Teacher,,{tomorrow},",
        f"cy@mill.example,Cy,C,,Teacher,,,{today().isoformat()}",
        "di@mill.example,Di,D,,,,,",
        "ed@mill.example,,,,Teacher,,,",
        "fi@mill.example,Fi,F,Nowhere,Teacher,,,",
    )
    assert [state for _number, state in states(enrolment)] == [
        *(State.CHANGED, State.LATER, State.SAME, State.FAULT, State.FAULT, State.FAULT)
    ]
    done(partnership, enrolment)
    changed = Membership.objects.get(learner__user=partnership.teacher, ended_on=None)
    assert (changed.job_role, changed.level) == (partnership.driving, "specialist")
    assert at_school(partnership) == {"teacher@lantern.example"}


def test_who_leaves_by_the_file_keeps_what_they_learnt(partnership: Partnership) -> None:
    requirement = partnership.require()
    partnership.complete(partnership.teacher)
    enrolment = done(partnership, send(partnership, f"teacher@lantern.example,,,,,,,{today().isoformat()}"))
    assert states(enrolment) == [(2, State.LEAVING)]
    learner = partnership.learner(partnership.teacher)
    assert not Status.objects.filter(learner=learner, requirement=requirement).exists()
    assert learner.certificates.count() == 1
    assert partnership.teacher.is_active


def test_somebody_of_another_agency_joins_both_and_the_file_says_no_more_of_them_than_of_a_stranger(
    partnership: Partnership,
) -> None:
    enrolment = send(
        partnership, "driver@lantern.example,Dee,Other,,Teacher,,,", "new@mill.example,Dee,Other,,Teacher,,,"
    )
    known, stranger = enrolment.rows.all()
    assert (known.state, known.says, known.learner) == (stranger.state, stranger.says, stranger.learner)
    done(partnership, enrolment)
    both = Membership.objects.filter(learner__user=partnership.driver, ended_on=None)
    assert {place.agency for place in both} == {partnership.school, partnership.taxis}
    partnership.driver.refresh_from_db()
    assert partnership.driver.get_full_name() == "Driver Example"


def test_the_whole_list_shows_who_is_missing_and_only_they_leave_whom_nobody_keeps(partnership: Partnership) -> None:
    people = [person(f"{name}@mill.example") for name in ("ann", "bo", "cy")]
    for user in people:
        belonging.join(user, partnership.learner(user), partnership.school, partnership.teaching)
    enrolment = send(partnership, "ann@mill.example,,,,,,,", is_whole_list=True)
    leaving = enrolment.rows.filter(state=State.LEAVING)
    assert {str(row.learner.user.email) for row in leaving if row.learner and row.learner.user} == {
        *("bo@mill.example", "cy@mill.example", "teacher@lantern.example")
    }
    cy = leaving.get(learner__user__email="cy@mill.example")
    assert enrolling.keep(partnership.school_lead, enrolment, [cy.pk]) == 1
    done(partnership, enrolment)
    assert at_school(partnership) == {"ann@mill.example", "cy@mill.example"}
    assert Membership.objects.filter(learner__user=partnership.driver, ended_on=None).exists()


def test_nobody_leaves_while_a_row_of_the_whole_list_has_a_fault(partnership: Partnership) -> None:
    enrolment = send(partnership, "teacher@lantern,,,,,,,", is_whole_list=True)
    assert states(enrolment) == [(2, State.FAULT)]


def test_who_is_not_in_the_file_is_not_touched(partnership: Partnership) -> None:
    done(partnership, send(partnership, "ann@mill.example,Ann,A,,Teacher,,,"))
    assert at_school(partnership) == {"ann@mill.example", "teacher@lantern.example"}


def test_a_lead_enrols_into_their_own_agency_alone_and_only_while_they_lead_it(partnership: Partnership) -> None:
    with pytest.raises(NotYoursError):
        send(partnership, "ann@mill.example,Ann,A,,Teacher,,,", agency=partnership.taxis)
    enrolment = send(partnership, "ann@mill.example,Ann,A,,Teacher,,,")
    for other in (partnership.taxi_lead, partnership.board):
        with pytest.raises(NotYoursError):
            enrolling.agree(other, enrolment)
    partnership.school_lead.training_leads.update(ended_on=today())
    with pytest.raises(NotYoursError):
        enrolling.agree(partnership.school_lead, enrolment)
    assert not User.objects.filter(email="ann@mill.example").exists()


def test_two_addresses_of_one_record_are_one_person(partnership: Partnership) -> None:
    private = person("private@mill.example")
    belonging.merge(partnership.board, partnership.learner(partnership.teacher), partnership.learner(private))
    enrolment = send(partnership, "private@mill.example,,,,,,,", is_whole_list=True)
    # They had said themselves that they work here: the file confirms it, and nobody looks gone.
    assert states(enrolment) == [(2, State.CHANGED)]


def test_a_mail_that_is_not_taken_is_said_and_can_be_sent_again(partnership: Partnership, settings: object) -> None:
    settings.EMAIL_BACKEND = "tests.training.broken_mail.Backend"  # type: ignore[attr-defined]
    enrolment = done(partnership, send(partnership, "ann@mill.example,Ann,A,,Teacher,,,"))
    assert enrolment.rows.get().mail == EnrolmentRow.Mail.FAILED
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    enrolling.send_again(partnership.school_lead, enrolment)
    assert [letter.to for letter in mail.outbox] == [["ann@mill.example"]]
    enrolling.send_again(partnership.school_lead, enrolment)
    assert len(mail.outbox) == 1


def test_a_file_that_is_dropped_or_forgotten_leaves_no_row(partnership: Partnership) -> None:
    dropped, waiting = (
        send(partnership, "ann@mill.example,Ann,A,,Teacher,,,"),
        send(partnership, "bo@mill.example,Bo,B,,Teacher,,,"),
    )
    enrolling.drop(partnership.school_lead, dropped)
    Enrolment.objects.filter(pk=waiting.pk).update(begun_at=waiting.begun_at - enrolling.LASTS)
    assert Job.objects.filter(state=Job.State.RUNNING).count() == 0
    enrolling.forget_enrolments()
    assert EnrolmentRow.objects.count() == 0


def test_erasing_somebody_erases_the_rows_that_named_them(partnership: Partnership) -> None:
    done(partnership, send(partnership, "ann@mill.example,Ann,A,,Teacher,,,", "bo@mill.example,Bo,B,,Teacher,,,"))
    forget(partnership.board, Learner.objects.get(user__email="ann@mill.example"))
    assert list(EnrolmentRow.objects.values_list("cells__email", flat=True)) == ["bo@mill.example"]
