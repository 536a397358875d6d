"""The steps of reading a file of people and of enrolling them. Each is one transaction with the mark that it is done."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from background.journeys import jobs
from background.journeys.kinds import StepError
from background.models import Job, Step
from training.dates import today
from training.errors import NotYoursError
from training.journeys.authority import require_agency
from training.journeys.enrolling import ACTING, AT_ONCE, Mail, Stage, State, end, ids, mail_steps, steps
from training.journeys.enrolling_acts import apply
from training.journeys.enrolling_mail import send_begun
from training.journeys.enrolling_rows import Around, accounts, judge, learners_of, members
from training.models import Enrolment, EnrolmentRow, Membership
from training.people_file import read_people

GONE = "You look after this agency no more, or the file was dropped. Nothing further is done."


def of(job: Job, stage: str) -> Enrolment:
    """The enrolment of a job, while whoever sent it may still do this."""
    found = Enrolment.objects.filter(pk=job.parameters["enrolment"], stage=stage).select_related(
        "agency", "requested_by"
    )
    enrolment = found.first()
    if enrolment is None or enrolment.requested_by is None:
        raise StepError(GONE)
    try:
        require_agency(enrolment.requested_by, enrolment.agency)
    except NotYoursError as error:
        raise StepError(GONE) from error
    return enrolment


def read(what: dict[str, Any], job: Job) -> str:
    """Take the rows out of the file, or compare some of them with who is here."""
    enrolment = of(job, Stage.READING)
    if "read" in what:
        lines = read_people(bytes(enrolment.content or b"")).lines
        EnrolmentRow.objects.bulk_create(
            (
                EnrolmentRow(
                    enrolment=enrolment,
                    number=line.number,
                    cells=line.cells,
                    state=State.FAULT if line.faults else State.READ,
                    says=" ".join(line.faults),
                )
                for line in lines
            ),
            batch_size=500,
        )
        Enrolment.objects.filter(pk=enrolment.pk).update(content=None)
        jobs.add(job, steps("Compare", ids(enrolment.rows), AT_ONCE))
    else:
        compare(enrolment, some(enrolment, what))
    return ""


def some(enrolment: Enrolment, what: dict[str, Any]) -> list[EnrolmentRow]:
    """The rows that a step names."""
    rows = enrolment.rows.filter(pk__gte=what["first"], pk__lte=what["last"])
    return list(rows.select_related("learner").order_by("pk"))


def compare(enrolment: Enrolment, rows: list[EnrolmentRow]) -> None:
    """Say of each row what it would do. Whoever is here already is named, so that nobody in the file looks gone."""
    around = Around.of(enrolment.agency, today(), makes_teams=enrolment.makes_teams)
    users = accounts({row.cells.get("email", "") for row in rows} - {""})
    learners = learners_of([user.pk for user in users.values()])
    there = members(enrolment.agency, [learner.pk for learner in learners.values()])
    changed = []
    for row in rows:
        user = users.get(row.cells.get("email", ""))
        learner = learners.get(user.pk) if user else None
        member = there.get(learner.pk) if learner else None
        row.learner = learner if member else None
        if member or row.state == State.READ:
            changed.append(row)
        if row.state == State.READ:
            judged = judge(row.cells, member, around)
            row.state, row.says = judged.state, judged.says
    EnrolmentRow.objects.bulk_update(changed, ["state", "says", "learner"])


def end_reading(job: Job) -> None:
    """All rows are compared: list who is not in the file, if it is the whole list, and wait for an answer."""
    with transaction.atomic():
        enrolment = (
            Enrolment.objects.select_for_update().filter(pk=job.parameters["enrolment"], stage=Stage.READING).first()
        )
        if enrolment is None or has_failed(job):
            return
        if enrolment.is_whole_list and not enrolment.rows.filter(state=State.FAULT).exists():
            named = enrolment.rows.exclude(learner=None).values("learner")
            gone = Membership.objects.filter(agency=enrolment.agency, ended_on=None).exclude(learner__in=named)
            EnrolmentRow.objects.bulk_create(
                (
                    EnrolmentRow(
                        enrolment=enrolment,
                        learner_id=learner,
                        state=State.LEAVING,
                        says="Is not in the file: leaves today.",
                    )
                    for learner in gone.values_list("learner", flat=True)
                ),
                batch_size=500,
            )
        Enrolment.objects.filter(pk=enrolment.pk).update(stage=Stage.LOOKED, read_at=timezone.now())


def send_ahead(what: dict[str, Any], job: Job) -> None:
    """E-mails are sent outside the step's transaction: what a killed worker sent stays marked as begun."""
    if "mail" in what:
        send_begun(of(job, Stage.WRITING), what["mail"])


def write(what: dict[str, Any], job: Job) -> str:
    """Do what some rows ask for."""
    enrolment = of(job, Stage.WRITING)
    if "mail" not in what:
        rows = [row for row in some(enrolment, what) if row.state in ACTING and row.applied_at is None]
        apply(enrolment, rows)
    return ""


def end_writing(job: Job) -> None:
    """Everybody is enrolled: then the e-mails, and then it is done."""
    with transaction.atomic():
        enrolment = (
            Enrolment.objects.select_for_update().filter(pk=job.parameters["enrolment"], stage=Stage.WRITING).first()
        )
        if enrolment is None or has_failed(job):
            return
        due = ids(enrolment.rows.filter(mail=Mail.DUE))
        if due:
            jobs.add(job, mail_steps(due))
        else:
            end(enrolment, Stage.DONE)


def has_failed(job: Job) -> bool:
    """Whether a step did not work; somebody has to look, and may have it tried again."""
    return job.steps.filter(state=Step.State.FAILED).exists()
