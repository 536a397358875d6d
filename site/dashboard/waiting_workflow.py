"""What Wagtail's workflow holds for somebody, in the same rows as everything else.

Wagtail's own panels ask the database several times for each row; these ask a fixed number of times.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.timesince import timesince
from wagtail.models import TaskState, WorkflowState

from dashboard.addresses import edit_address_of
from dashboard.journeys.reviews import looks_after_content
from dashboard.providers import Panel, Row, provide
from people.roles import translator_languages


def _reviews(user: Any) -> bool:
    """Whether anything this person does goes through a workflow."""
    return looks_after_content(user) or bool(translator_languages(user))


def to_review(user: Any) -> "QuerySet[TaskState]":
    """What this person can approve or send back, what waits longest first."""
    found = TaskState.objects.reviewable_by(user).select_related("revision__user", "workflow_state")
    return found.order_by("started_at", "pk")


def _to_review(user: Any, limit: int, skip: int = 0) -> list[Row]:
    return [
        Row(
            state.revision.object_str,
            f"Sent by {state.revision.user or 'somebody'}, {timesince(state.started_at, depth=1)} ago",
            _address(state.workflow_state),
            "soon",
        )
        for state in to_review(user)[skip : skip + limit]
    ]


def mine(user: Any) -> "QuerySet[WorkflowState]":
    """What this person sent for review and is not through; what came back stands first."""
    found = WorkflowState.objects.active().filter(requested_by=user).select_related("current_task_state__revision")
    return found.order_by("-status", "created_at", "pk")


def _mine(user: Any, limit: int, skip: int = 0) -> list[Row]:
    return [_mine_row(state) for state in mine(user)[skip : skip + limit]]


def _mine_row(state: WorkflowState) -> Row:
    task = state.current_task_state
    title = task.revision.object_str if task and task.revision else "A page or record"
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        comment = f": “{task.comment}”" if task and task.comment else "."
        return Row(title, f"Changes are asked for{comment}", _address(state), "soon")
    return Row(title, "Waits for somebody to review it", _address(state))


def _address(state: WorkflowState) -> str:
    return edit_address_of(state.base_content_type_id, int(state.object_id)) if state.object_id.isdecimal() else ""


def provide_workflow() -> None:
    """Register both; called when Django starts."""
    provide(
        Panel(
            "to-review",
            "Waiting for your review",
            _reviews,
            lambda user: to_review(user).count(),
            _to_review,
            "nobody waits for your review",
            10,
            "tasks",
        )
    )
    provide(
        Panel(
            "in-review",
            "What you sent for review",
            _reviews,
            lambda user: mine(user).count(),
            _mine,
            "nothing of yours is in review",
            20,
            "edit",
        )
    )
