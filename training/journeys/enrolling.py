"""A lead enrols many people of their agency from a file: look at what it would do, agree, and see what came of it.

Reading and enrolling are two background jobs. The rights of whoever began it hold in every step.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from background.journeys import jobs
from background.models import Job
from training.dates import today
from training.errors import NotNowError, NotYoursError
from training.journeys.authority import require_agency
from training.models import Agency, Enrolment, EnrolmentRow
from training.people_file import read_people

READ, WRITE = "read_people", "enrol_people"
LASTS = timedelta(days=7)
"""How long a dry run waits for an answer; then its rows are forgotten."""
KEPT = timedelta(days=30)
AT_ONCE = 250
MAILS_AT_ONCE = 20
Stage, State, Mail = Enrolment.Stage, EnrolmentRow.State, EnrolmentRow.Mail
ACTING = (State.NEW, State.CHANGED, State.MOVED, State.LEAVING)


def begin(by: Any, agency: Agency, name: str, content: bytes, language: str, **choices: bool) -> Enrolment:
    """Keep a file and begin to read it; nobody is enrolled. `choices`: is_whole_list, makes_teams, sends_mail.

    Raises NotYoursError, and NotNowError with what is wrong if it cannot be read at all.
    """
    require_agency(by, agency)
    if agency.closed_on and agency.closed_on <= today():
        raise NotNowError("This agency is closed. Nobody can be enrolled there.")
    found = read_people(content)
    if found.problem:
        raise NotNowError(found.problem)
    with transaction.atomic():
        enrolment = Enrolment.objects.create(
            agency=agency,
            requested_by=by,
            file_name=name[:200],
            content=content,
            notice="\n".join(found.notices),
            language=language,
            **choices,
        )
        give_job(enrolment, READ, f"Read {name[:200]}", [("Read the file", {"read": True})])
    return enrolment


def agree(by: Any, enrolment: Enrolment) -> None:
    """Do what the dry run showed, some people a step. Raises NotYoursError, and NotNowError if it is not waiting."""
    with transaction.atomic():
        enrolment = mine(by, enrolment)
        if enrolment.stage != Stage.LOOKED or enrolment.read_at is None or enrolment.read_at < timezone.now() - LASTS:
            raise NotNowError("This file is not waiting any more, or is being enrolled already.")
        enrolment.stage = Stage.WRITING
        enrolment.save(update_fields=["stage"])
        acting = enrolment.rows.filter(state__in=ACTING, applied_at=None)
        give_job(enrolment, WRITE, f"Enrol {enrolment.file_name}", steps("Rows", ids(acting), AT_ONCE))


def keep(by: Any, enrolment: Enrolment, rows: list[int]) -> int:
    """Some who are not in the file do not leave after all; how many. Raises NotYoursError and NotNowError."""
    with transaction.atomic():
        enrolment = mine(by, enrolment)
        if enrolment.stage != Stage.LOOKED:
            raise NotNowError("This file is not waiting any more.")
        leaving = enrolment.rows.filter(state=State.LEAVING, number=None, pk__in=rows)
        return leaving.update(state=State.KEPT, says="Is not in the file, and stays because you said so.")


def drop(by: Any, enrolment: Enrolment) -> None:
    """Enrol nobody further, and forget the rows. Who was enrolled stays. Raises NotYoursError."""
    with transaction.atomic():
        enrolment = mine(by, enrolment)
        if enrolment.stage in (Stage.DONE, Stage.DROPPED):
            return
        if enrolment.job:
            jobs.stop(enrolment.job)
        end(enrolment, Stage.DROPPED)
        enrolment.rows.all().delete()


def send_again(by: Any, enrolment: Enrolment) -> None:
    """Try once more those e-mails that the mail server did not take. Raises NotYoursError and NotNowError."""
    with transaction.atomic():
        enrolment = mine(by, enrolment)
        if enrolment.stage != Stage.DONE:
            raise NotNowError("Wait until everybody is enrolled.")
        failed = enrolment.rows.filter(mail=Mail.FAILED)
        keys = ids(failed)
        failed.update(mail=Mail.DUE)
        Enrolment.objects.filter(pk=enrolment.pk).update(stage=Stage.WRITING)
        give_job(enrolment, WRITE, f"Send e-mails of {enrolment.file_name}", mail_steps(keys))


def mine(by: Any, enrolment: Enrolment) -> Enrolment:
    """The enrolment, held until the transaction ends. Only whoever sent the file decides, while they lead the agency."""
    held = Enrolment.objects.select_for_update(of=("self",)).select_related("agency", "job").get(pk=enrolment.pk)
    if held.requested_by_id != by.pk:
        raise NotYoursError
    require_agency(by, held.agency)
    return held


def end(enrolment: Enrolment, stage: str) -> None:
    """It is over; the file is forgotten."""
    Enrolment.objects.filter(pk=enrolment.pk).update(stage=stage, finished_at=timezone.now(), content=None)


def give_job(enrolment: Enrolment, kind: str, title: str, todo: list[tuple[str, dict[str, Any]]]) -> None:
    """Begin a job for it."""
    job = jobs.start(kind, title, todo, enrolment.requested_by, enrolment=enrolment.pk)
    # The job may have begun already, and changed the enrolment.
    Enrolment.objects.filter(pk=enrolment.pk).update(job=job)


def ids(rows: Any) -> list[int]:
    """The keys of rows, in order."""
    return list(rows.order_by("pk").values_list("pk", flat=True))


def steps(label: str, keys: list[int], size: int) -> list[tuple[str, dict[str, Any]]]:
    """Steps that each name the first and last of some rows."""
    batches = [keys[start : start + size] for start in range(0, len(keys), size)]
    return [
        (f"{label}, part {number}", {"first": batch[0], "last": batch[-1]}) for number, batch in enumerate(batches, 1)
    ]


def mail_steps(keys: list[int]) -> list[tuple[str, dict[str, Any]]]:
    """Steps that each send a few e-mails."""
    batches = [keys[start : start + MAILS_AT_ONCE] for start in range(0, len(keys), MAILS_AT_ONCE)]
    return [(f"E-mails, part {number}", {"mail": batch}) for number, batch in enumerate(batches, 1)]


def forget_enrolments() -> None:
    """Drop what waited for a week, and forget what ended a month ago. For the clock."""
    waits = Enrolment.objects.filter(stage__in=(Stage.READING, Stage.LOOKED, Stage.WRITING))
    still = waits.exclude(job__state=Job.State.RUNNING).filter(begun_at__lt=timezone.now() - LASTS)
    EnrolmentRow.objects.filter(enrolment__in=list(still.values_list("pk", flat=True))).delete()
    still.update(stage=Stage.DROPPED, finished_at=timezone.now(), content=None)
    Enrolment.objects.filter(finished_at__lt=timezone.now() - KEPT).delete()
