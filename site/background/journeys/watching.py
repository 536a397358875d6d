"""What an operator watches of the background work: how much waits, for how long, and what failed."""

from django.db.models import Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from background.models import Period


def tasks_waiting() -> int:
    """Tasks that a worker could take now."""
    return DBTaskResult.objects.ready().count()


def oldest_task_seconds() -> float:
    """How long the oldest of them has waited; 0 if none does."""
    oldest = DBTaskResult.objects.ready().aggregate(oldest=Min("enqueued_at"))["oldest"]
    return (timezone.now() - oldest).total_seconds() if oldest else 0.0


def tasks_failed() -> int:
    """Tasks that failed and are still kept."""
    return DBTaskResult.objects.failed().count()


def regular_work_failing() -> int:
    """Pieces of regular work whose last run failed."""
    return Period.objects.exclude(problem="").count()


def regular_work_late_seconds() -> float:
    """How long the piece of regular work that is due longest has been due: it grows while no worker runs."""
    due = Period.objects.aggregate(due=Min("due_at"))["due"]
    return max(0.0, (timezone.now() - due).total_seconds()) if due else 0.0
