"""What the desk and the editors do with a comment: share it, hand it over, close it.

A step names the status that the person saw. If somebody else has moved the comment since, nothing
happens and the person is told: a stale form never moves a comment back. Only handing over needs no
such check, because it is always the safe way.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from pages.models.feedback import Feedback

SCREENER = "pages.screen_feedback"
Status = Feedback.Status


class MovedMeanwhileError(Exception):
    """Somebody else has moved the comment since this person looked at it; nothing was changed."""


@dataclass(frozen=True)
class Step:
    """One thing that can be done with a comment: its name in addresses, its words on a button, its name in logs."""

    name: str
    label: str
    action: str


SHARE = Step("share", "Share with the editors", "lantern.share_comment")
REOPEN = Step("share", "Open again", "lantern.share_comment")
HAND_OVER = Step("hand-over", "Hand to the safeguarding desk", "lantern.hand_comment_over")
CLOSE = Step("done", "Done", "lantern.close_comment")
CLOSE_UNSEEN = Step("done", "Done, not for the editors", "lantern.close_comment")


def is_screener(person: Any) -> bool:
    """Whether somebody reads comments before editors do: the safeguarding desk."""
    return bool(person.has_perm(SCREENER))


def visible_to(person: Any) -> "QuerySet[Feedback]":
    """The desk sees everything; editors see what the desk let through, unless it was handed over since."""
    if is_screener(person):
        return Feedback.objects.all()
    return Feedback.objects.filter(status__in=[Status.SHARED, Status.DONE], for_desk=False)


def steps_for(person: Any, status: str, for_desk: bool) -> list[Step]:
    """What this person can do with a comment that they see and that stands like this."""
    if status == Status.SHARED:
        return [CLOSE, HAND_OVER]
    if status == Status.DONE and not for_desk:
        return [REOPEN, HAND_OVER]
    if not is_screener(person):
        return []
    if status == Status.DONE:
        return [HAND_OVER, SHARE]
    return [CLOSE_UNSEEN, SHARE] if status == Status.HANDED_OVER else [SHARE, HAND_OVER, CLOSE_UNSEEN]


def share_with_editors(comment: Feedback, by: Any, seen: str) -> None:
    """The desk has read it: it is about the site, and editors may see it. Or it was closed too soon."""
    move(comment, by, SHARE, seen, status=Status.SHARED, for_desk=False, closed_on=None)


def hand_to_desk(comment: Feedback, by: Any) -> None:
    """It may be a disclosure: it goes to the safeguarding desk, and editors no longer see it.

    Handing over what the desk has already is no error, and leaves it as the desk has it.
    """
    with transaction.atomic():
        rows = visible_to(by).filter(pk=comment.pk).exclude(status=Status.HANDED_OVER)
        if rows.update(status=Status.HANDED_OVER, for_desk=True, closed_on=None):
            record(comment, by, HAND_OVER)
        elif not Feedback.objects.filter(pk=comment.pk, for_desk=True).exists():
            raise MovedMeanwhileError
    comment.refresh_from_db()


def close(comment: Feedback, by: Any, seen: str) -> None:
    """Nothing more is to be done. What editors have not seen stays with the desk."""
    kept = seen in (Status.WAITING, Status.HANDED_OVER)
    move(comment, by, CLOSE, seen, status=Status.DONE, for_desk=kept, closed_on=timezone.localdate())


def note(comment: Feedback, by: Any, action_taken: str, answer: Any) -> None:
    """Write down what was done, and which public answer takes the comment up."""
    with transaction.atomic():
        rows = visible_to(by).filter(pk=comment.pk)
        if not rows.update(action_taken=action_taken, answer=answer):
            raise MovedMeanwhileError
        log(comment, "wagtail.edit", user=by, title=name_of(comment))
    comment.refresh_from_db()


def move(comment: Feedback, by: Any, step: Step, seen: str, **changes: Any) -> None:
    """Take a step, unless the comment is no longer as this person saw it or was never theirs to see."""
    with transaction.atomic():
        rows = visible_to(by).filter(pk=comment.pk, status=seen)
        allowed = {possible.name for possible in steps_for(by, seen, comment.for_desk)}
        if step.name not in allowed or not rows.update(**changes):
            raise MovedMeanwhileError
        record(comment, by, step)
    comment.refresh_from_db()


def record(comment: Feedback, by: Any, step: Step) -> None:
    """Keep who took the step and when; the entry holds nothing of the comment."""
    log(comment, step.action, user=by, title=name_of(comment))


def name_of(comment: Feedback) -> str:
    """What a comment is called where its words must not appear."""
    return f"Comment {comment.pk}"
