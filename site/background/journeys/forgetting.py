"""What has been done is forgotten after a while, so that the tables stay small."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from background.models import Job

FINISHED = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)
TASKS_ARE_KEPT = timedelta(days=2)
JOBS_ARE_KEPT = timedelta(days=90)


def forget() -> None:
    """Delete tasks finished two days ago, tasks whose worker was killed then, and jobs done or stopped 90 days ago."""
    before = timezone.now() - TASKS_ARE_KEPT
    finished = Q(status__in=FINISHED, finished_at__lt=before)
    DBTaskResult.objects.filter(finished | Q(status=TaskResultStatus.RUNNING, started_at__lt=before)).delete()
    long_ago = timezone.now() - JOBS_ARE_KEPT
    done = Q(state=Job.State.DONE, finished_at__lt=long_ago)
    Job.objects.filter(done | Q(state=Job.State.STOPPED, beat_at__lt=long_ago)).delete()
