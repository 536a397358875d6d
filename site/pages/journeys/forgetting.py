"""How comments are deleted when their time is over, while the counts stay."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from pages.journeys.feedback import count_of
from pages.journeys.triage import name_of, visible_to
from pages.models.feedback import Feedback, HelpfulCount

AT_ONCE = 500


def forget_old_comments(today: date) -> int:
    """Delete comments that were done more than FEEDBACK_KEEP_DAYS days ago; returns how many.

    One that waits, that the editors have, or that the desk has not closed is never deleted.
    """
    last = today - timedelta(days=settings.FEEDBACK_KEEP_DAYS)
    old = Feedback.objects.filter(status=Feedback.Status.DONE, closed_on__lt=last).order_by("pk")
    forgotten = 0
    while True:
        with transaction.atomic():
            number = count_and_delete(old.select_for_update()[:AT_ONCE])
        forgotten += number
        if number < AT_ONCE:
            return forgotten


def forget_old_comments_today() -> int:
    """For the clock: the same, as of today in Europe/London."""
    return forget_old_comments(timezone.localdate())


def forget(comment: Feedback, by: Any) -> bool:
    """Delete one comment that is done, before its time; False if this person may not, or it is not done."""
    with transaction.atomic():
        mine = visible_to(by).filter(pk=comment.pk, status=Feedback.Status.DONE)
        label = name_of(comment)
        if not mine.exists():
            return False
        log(comment, "wagtail.delete", user=by, title=label, deleted=True)
        return bool(count_and_delete(mine.select_for_update()))


def count_and_delete(comments: "QuerySet[Feedback]") -> int:
    """Add these comments to the counts, then delete them; within a transaction."""
    found = list(comments)
    tally: Counter[int] = Counter()
    for comment in found:
        tally[comment.counted_in_id or count_of(comment).pk] += 1
    for row, number in tally.items():
        HelpfulCount.objects.filter(pk=row).update(forgotten=F("forgotten") + number)
    Feedback.objects.filter(pk__in=[comment.pk for comment in found]).delete()
    return len(found)
