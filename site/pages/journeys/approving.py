"""What an approval does. Wagtail loads this before any model, so it names none."""

from typing import Any

from django.db import transaction


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish, or schedule, what has passed the last step (WAGTAIL_FINISH_WORKFLOW_ACTION).

    The row is locked and asked again: two who approve in the same moment publish once. A moment to go live that has
    passed meanwhile holds nothing up; the review screen says so beforehand (pages.admin.reviewing).
    """
    record = workflow_state.content_object
    with transaction.atomic():
        fresh = type(record).objects.select_for_update().get(pk=record.pk)
        revision = fresh.get_latest_revision()
        if revision.approved_go_live_at or (fresh.live and fresh.live_revision_id == revision.pk):
            return
        revision.publish(user=user)
