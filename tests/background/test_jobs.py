"""Jobs of many steps: they show how far they are, can be stopped and resumed, and take each step once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from background.journeys import jobs
from background.journeys.forgetting import JOBS_ARE_KEPT, forget
from background.journeys.kinds import LaterError
from background.models import Job, Step
from tests.pages.helpers import main, soup, text
from tests.support.cast import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind() -> Iterator[list[str]]:
    """A kind of job that makes a group a step; gives the steps it was asked to take, in order."""
    taken: list[str] = []

    def do(what: dict[str, Any], job: Job) -> str:
        taken.append(what["name"])
        Group.objects.create(name=what["name"])
        if what.get("asks_to_stop"):
            jobs.stop(job)
        if what["name"].startswith("bad") and len([name for name in taken if name == what["name"]]) == 1:
            raise jobs.StepError("It is not there any more.")
        if what["name"].startswith("worse"):
            raise ValueError("secret inside")
        return f"Made {what['name']}."

    jobs.provide_kind("make_groups", do)
    yield taken
    del jobs.KINDS["make_groups"]


def begin(by: Person, *names: str, **extra: Any) -> Job:
    """Start a job with one step a name."""
    job = jobs.start("make_groups", "Make groups", [(name, {"name": name, **extra}) for name in names], by.user)
    job.refresh_from_db()
    return job


def test_every_step_is_taken_and_counted(kind: list[str], comms_publisher: Person) -> None:
    job = begin(comms_publisher, "one", "two", "three")
    assert (job.state, job.done, job.failed, job.left) == (Job.State.DONE, 3, 0, 0)
    assert kind == ["one", "two", "three"]
    assert [step.message for step in job.steps.all()] == ["Made one.", "Made two.", "Made three."]
    assert job.finished_at is not None


def test_a_step_that_fails_leaves_nothing_half_done_and_keeps_no_other_from_being_taken(
    kind: list[str], comms_publisher: Person
) -> None:
    job = begin(comms_publisher, "one", "bad", "three")
    assert (job.state, job.done, job.failed) == (Job.State.DONE, 2, 1)
    assert not Group.objects.filter(name="bad").exists()
    page = soup(comms_publisher.client.get(f"/admin/jobs/{job.pk}/"))
    assert "bad – It is not there any more." in text(main(page))


def test_what_failed_is_tried_again_and_nothing_else(kind: list[str], comms_publisher: Person) -> None:
    job = begin(comms_publisher, "one", "bad")
    comms_publisher.client.post(f"/admin/jobs/{job.pk}/resume/")
    job.refresh_from_db()
    assert (job.done, job.failed) == (2, 0)
    assert kind == ["one", "bad", "bad"]


def test_a_fault_of_ours_is_told_without_its_inside(kind: list[str], comms_publisher: Person) -> None:
    job = begin(comms_publisher, "worse")
    said = text(main(soup(comms_publisher.client.get(f"/admin/jobs/{job.pk}/"))))
    assert "Something went wrong here" in said
    assert "secret" not in said


def test_a_stopped_job_takes_no_further_step_until_it_is_resumed(kind: list[str], comms_publisher: Person) -> None:
    job = begin(comms_publisher, "one", "two", asks_to_stop=True)
    assert (job.state, kind) == (Job.State.STOPPED, ["one"])
    assert "Nothing more happens until" in text(main(soup(comms_publisher.client.get(f"/admin/jobs/{job.pk}/"))))
    Step.objects.filter(job=job).update(what={"name": "two"})
    comms_publisher.client.post(f"/admin/jobs/{job.pk}/resume/")
    job.refresh_from_db()
    assert (job.state, job.done, kind) == (Job.State.DONE, 2, ["one", "two"])


def test_resuming_twice_starts_it_once(kind: list[str], comms_publisher: Person) -> None:
    job = begin(comms_publisher, "one", "two", asks_to_stop=True)
    Step.objects.filter(job=job).update(what={"name": "two"})
    for _turn in range(2):
        comms_publisher.client.post(f"/admin/jobs/{job.pk}/resume/")
    assert kind == ["one", "two"]


def test_a_slice_that_was_taken_over_takes_no_further_step(kind: list[str], comms_publisher: Person) -> None:
    job = begin(comms_publisher, "one", "two", asks_to_stop=True)
    stale = "00000000-0000-4000-8000-000000000000"
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, lease="11111111-0000-4000-8000-000000000000")
    jobs.run_slice.call(job.pk, stale)
    assert kind == ["one"]


def test_a_job_whose_worker_was_killed_goes_on_by_itself(kind: list[str], comms_publisher: Person) -> None:
    job = begin(comms_publisher, "one", "two", asks_to_stop=True)
    Step.objects.filter(job=job).update(what={"name": "two"})
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, beat_at=timezone.now() - jobs.STALLED * 2)
    assert jobs.wake_stalled() == 1
    job.refresh_from_db()
    assert (job.state, job.done) == (Job.State.DONE, 2)


def test_a_job_that_waits_in_a_long_queue_is_not_queued_a_second_time(
    kind: list[str], comms_publisher: Person, settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    job = begin(comms_publisher, "one")
    for _minutes in range(3):
        Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - jobs.STALLED * 2)
        assert jobs.wake_stalled() == 0
    assert DBTaskResult.objects.filter(task_path=jobs.run_slice.module_path).count() == 1
    DBTaskResult.objects.all().delete()
    assert jobs.wake_stalled() == 1


def test_a_job_that_nothing_can_do_any_more_stops_and_says_so(kind: list[str], comms_publisher: Person) -> None:
    provided = jobs.KINDS.pop("make_groups")
    job = begin(comms_publisher, "one")
    jobs.KINDS["make_groups"] = provided
    assert (job.state, job.lease) == (Job.State.STOPPED, None)
    said = text(main(soup(comms_publisher.client.get(f"/admin/jobs/{job.pk}/"))))
    assert "The site no longer knows how to do this" in said
    comms_publisher.client.post(f"/admin/jobs/{job.pk}/resume/")
    job.refresh_from_db()
    assert (job.state, job.message, kind) == (Job.State.DONE, "", ["one"])


def test_a_job_whose_end_fails_stops_and_is_ended_when_somebody_resumes_it(
    kind: list[str], comms_publisher: Person
) -> None:
    ends: list[Job] = []

    def after(job: Job) -> None:
        ends.append(job)
        if len(ends) == 1:
            raise ValueError("secret inside")

    jobs.provide_kind("make_groups", jobs.KINDS["make_groups"].do, after=after)
    job = begin(comms_publisher, "one")
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - jobs.STALLED * 2)
    assert (job.state, job.done, jobs.wake_stalled()) == (Job.State.STOPPED, 1, 0)
    said = text(main(soup(comms_publisher.client.get(f"/admin/jobs/{job.pk}/"))))
    assert "the work after the last one failed" in said
    assert "secret" not in said
    comms_publisher.client.post(f"/admin/jobs/{job.pk}/resume/")
    job.refresh_from_db()
    assert (job.state, kind, len(ends)) == (Job.State.DONE, ["one"], 2)


@pytest.mark.parametrize(("age", "is_kept"), [(timedelta(-1), True), (timedelta(1), False)])
def test_a_job_that_nobody_resumes_is_forgotten_after_ninety_days(
    kind: list[str], comms_publisher: Person, age: timedelta, is_kept: bool
) -> None:
    job = begin(comms_publisher, "one", "two", asks_to_stop=True)
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - JOBS_ARE_KEPT - age)
    forget()
    assert Job.objects.filter(pk=job.pk).exists() == is_kept


def test_what_is_asked_ahead_of_a_step_holds_no_transaction_and_is_at_hand_in_it(
    kind: list[str], comms_publisher: Person
) -> None:
    depths: list[int] = []

    def ahead(what: dict[str, Any], job: Job) -> str:
        depths.append(len(connection.savepoint_ids))
        if what["name"] == "bad":
            raise jobs.StepError("Nobody answers there.")
        return f"answer for {what['name']}"

    def do(what: dict[str, Any], job: Job) -> str:
        depths.append(len(connection.savepoint_ids))
        return str(what["ahead"])

    jobs.provide_kind("make_groups", do, ahead=ahead)
    job = begin(comms_publisher, "one", "bad")
    assert [step.message for step in job.steps.all()] == ["answer for one", "Nobody answers there."]
    assert depths[1] == depths[0] + 1
    assert (job.done, job.failed) == (1, 1)


def test_a_job_grows_while_it_goes_on(kind: list[str], comms_publisher: Person) -> None:
    def do(what: dict[str, Any], job: Job) -> str:
        kind.append(what["name"])
        if what["name"] == "one":
            jobs.add(job, [("two", {"name": "two"}), ("three", {"name": "three"})])
        return ""

    def after(job: Job) -> None:
        if "four" not in kind:
            jobs.add(job, [("four", {"name": "four"})])

    jobs.provide_kind("make_groups", do, after=after)
    job = begin(comms_publisher, "one")
    assert kind == ["one", "two", "three", "four"]
    assert (job.state, job.done, job.total) == (Job.State.DONE, 4, 4)


def test_a_step_that_has_to_wait_is_taken_later_and_nobody_waits_for_it(
    kind: list[str], comms_publisher: Person, settings: Any
) -> None:
    waits = ["The other site is busy until noon."]

    def do(what: dict[str, Any], job: Job) -> str:
        if waits:
            raise LaterError(waits.pop(), 600)
        return "Done."

    jobs.provide_kind("make_groups", do)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    job = begin(comms_publisher, "one")
    DBTaskResult.objects.all().delete()
    jobs.run_slice.call(job.pk, str(job.lease))
    job.refresh_from_db()
    assert (job.state, job.done, job.failed) == (Job.State.RUNNING, 0, 0)
    [queued] = DBTaskResult.objects.all()
    assert timedelta(minutes=9) < queued.run_after - timezone.now() <= timedelta(minutes=10)
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - jobs.STALLED * 2)
    assert jobs.wake_stalled() == 0
    assert "busy until noon" in text(main(soup(comms_publisher.client.get(f"/admin/jobs/{job.pk}/"))))
    jobs.run_slice.call(job.pk, str(job.lease))
    job.refresh_from_db()
    assert (job.state, job.done, job.message) == (Job.State.DONE, 1, "")


def test_where_nothing_can_be_queued_for_later_a_job_that_has_to_wait_stops_and_says_so(
    kind: list[str], comms_publisher: Person
) -> None:
    def do(what: dict[str, Any], job: Job) -> str:
        raise LaterError("The other site is busy until noon.", 600)

    jobs.provide_kind("make_groups", do)
    job = begin(comms_publisher, "one")
    assert (job.state, job.message) == (Job.State.STOPPED, "The other site is busy until noon.")


def test_an_editor_sees_only_the_jobs_they_asked_for(
    kind: list[str], comms_editor: Person, comms_publisher: Person
) -> None:
    theirs, own = begin(comms_publisher, "theirs"), begin(comms_editor, "own")
    assert comms_editor.client.get(f"/admin/jobs/{theirs.pk}/").status_code == 404
    assert comms_editor.client.post(f"/admin/jobs/{theirs.pk}/stop/").status_code == 404
    assert comms_editor.client.get(f"/admin/jobs/{own.pk}/").status_code == 200
    assert len(soup(comms_publisher.client.get("/admin/jobs/")).select("tbody tr")) == 2


def test_outsiders_and_learners_see_no_jobs(kind: list[str], learner: Person, outsider: Person) -> None:
    for person in (learner, outsider):
        assert person.client.get("/admin/jobs/").status_code == 302


def test_the_list_costs_the_same_for_one_job_and_for_thirty(
    kind: list[str], comms_publisher: Person, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        begin(comms_publisher, f"group {number}")
    with django_assert_max_num_queries(20):
        assert len(soup(comms_publisher.client.get("/admin/jobs/")).select("tbody tr")) == 30
