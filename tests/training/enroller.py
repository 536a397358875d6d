"""Run by test_enrolling_killed.py on a database of its own: enrols a file in workers that are killed at any moment.

Prints JSON: how often a worker was killed, what is there of each person, which of them got how many e-mails.
"""

import json
import os
import sys
import time
from collections import Counter
from datetime import timedelta
from typing import Any

import django

from tests.support.killing import killed, mails_left


def prepare(number: int) -> int:
    """A file of that many people, read and agreed to; the key of its job."""
    from django.db import connections
    from django.utils import timezone

    from background.models import Job
    from tests.training.conftest import founded
    from training.journeys import enrolling
    from training.models import Enrolment

    partnership = founded()
    partnership.publish()
    partnership.require()
    rows = "".join(f"p{each}@mill.example,P,Number {each},Team {each % 7},Teacher\n" for each in range(number))
    content = f"E-mail,First name,Last name,Team,Job role\n{rows}".encode()
    lead, school = partnership.school_lead, partnership.school
    begun = enrolling.begin(lead, school, "staff.csv", content, "en", makes_teams=True)
    while work_once():
        pass
    enrolling.agree(lead, Enrolment.objects.get(pk=begun.pk))
    job = Enrolment.objects.get(pk=begun.pk).job
    assert job
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now())
    connections.close_all()
    return job.pk


def work_once() -> bool:
    """Take one slice of the job that runs, as a worker does; False if none runs."""
    from background.journeys import jobs
    from background.models import Job

    job = Job.objects.filter(state=Job.State.RUNNING, lease__isnull=False).first()
    if job is None:
        return False
    jobs.run_slice.func(job.pk, str(job.lease))
    return True


def work_until_killed(out: int) -> None:
    """A worker: what it has done is said to the pipe."""
    from training.journeys import enrolling_acts, enrolling_steps

    before = enrolling_acts.apply

    def told(*arguments: Any) -> None:
        before(*arguments)
        os.write(out, b"step\n")

    enrolling_steps.apply = told  # type: ignore[attr-defined,assignment]
    while work_once():
        pass
    os.write(out, b"end\n")
    time.sleep(60)


def wake() -> None:
    """What the clock does for a job whose worker has gone."""
    from django.utils import timezone

    from background.journeys import jobs
    from background.models import Job

    Job.objects.filter(state=Job.State.RUNNING).update(beat_at=timezone.now() - timedelta(hours=1))
    jobs.wake_stalled()


def found() -> dict[str, Any]:
    """How often each is there."""
    from people.models import User
    from training.journeys.proving import broken_log, wrong_statuses
    from training.models import EnrolmentRow, Event, Learner, Membership, Team

    at = "@mill.example"
    joined = Counter(
        Event.objects.filter(kind="joined", learner__user__email__endswith=at).values_list("learner", flat=True)
    )
    return {
        "accounts": User.objects.filter(email__endswith=at).count(),
        "learners": Learner.objects.filter(user__email__endswith=at).count(),
        "memberships": Membership.objects.filter(learner__user__email__endswith=at).count(),
        "twice": [key for key, times in joined.items() if times != 1],
        "joined": len(joined),
        "teams": Team.objects.filter(name__startswith="Team ").count(),
        "mails": dict(Counter(EnrolmentRow.objects.values_list("mail", flat=True))),
        "faults": [one.says for one in (*wrong_statuses(), *broken_log())],
    }


def main(number: int) -> None:
    """Kill workers until the file is done, then look at what is there."""
    django.setup()
    from django.db import connections

    from background.models import Job
    from training.journeys import enrolling

    enrolling.AT_ONCE, enrolling.MAILS_AT_ONCE = 20, 10
    key = prepare(number)
    kills, steps = 0, 0
    while Job.objects.get(pk=key).state == Job.State.RUNNING and kills < 200:
        connections.close_all()
        lines, _ran = killed(work_until_killed, "end", 0.3 + kills * 0.05)
        kills += 1
        steps += sum(line == ["step"] for line in lines)
        wake()
    sent = mails_left()
    result = {
        **found(),
        "kills": kills,
        "sent": len(sent),
        "sent_twice": [to for to, times in sent.items() if times > 1],
    }
    result["state"] = Job.objects.get(pk=key).state
    connections.close_all()
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
