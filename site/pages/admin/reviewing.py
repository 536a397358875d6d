"""What whoever reviews or edits is told before it is too late."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import TaskState, WorkflowMixin, WorkflowState

WORDS = {TaskState.STATUS_APPROVED: "approved it", TaskState.STATUS_REJECTED: "asked for changes"}


def tell_reviewer(request: HttpRequest, record: Any) -> None:
    """On opening: a planned moment that has passed. On sending: that somebody else has decided already."""
    if not isinstance(record, WorkflowMixin):
        return
    if request.method == "POST":
        if request.POST.get("action-workflow-action") and not record.current_workflow_task:
            messages.warning(request, already_decided(record))
        return
    moment = record.get_latest_revision_as_object().go_live_at if record.current_workflow_task else None
    # Of what is live the moment has passed as well; what was opened is the draft.
    kept = type(record).objects.filter(pk=record.pk, live=True).values_list("go_live_at", flat=True).first()
    if moment and moment <= timezone.now() and moment != kept:
        shown = date_format(timezone.localtime(moment), "j F Y, H:i")
        messages.warning(
            request,
            f"It was to go live on {shown}, which has passed. If you approve it now, readers see it now. "
            "To choose another moment, change the schedule first.",
        )


def already_decided(record: Any) -> str:
    """Who was first, and what became of what was sent."""
    ended = WorkflowState.objects.for_instance(record).exclude(current_task_state=None).order_by("-pk").first()
    last = ended.current_task_state if ended else None
    who = last.finished_by.get_full_name() if last and last.finished_by else "Somebody"
    when = f" on {date_format(timezone.localtime(last.finished_at), 'j F, H:i')}" if last and last.finished_at else ""
    did = WORDS.get(last.status, "ended the review") if last else "ended the review"
    return f"{who} {did}{when}, before you. Your decision changed nothing; what you typed is kept as a draft."
