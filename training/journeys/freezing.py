"""Freezing what was just published in the source language, as a version to which all that is learnt is pinned."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from training.models import Activity, ActivityVersion
from training.models.learnt_page import LearntPage


def locked_activity(page: LearntPage, kind: str) -> Activity:
    """What the page is in the log, made with its first version, and locked: versions come one after the other."""
    activity, _made = Activity.objects.get_or_create(
        key=page.translation_key, defaults={"title": page.title, "kind": kind}
    )
    return Activity.objects.select_for_update().get(pk=activity.pk)


def version_of(
    activity: Activity, page: LearntPage, digest: str, at: datetime | None, **content: Any
) -> ActivityVersion:
    """The newest version: a new one with this content unless the newest has the same digest."""
    last = activity.versions.order_by("number").last()
    if last is None or last.digest != digest:
        last = ActivityVersion.objects.create(
            activity=activity,
            number=last.number + 1 if last else 1,
            revision=page.live_revision_id,
            digest=digest,
            published_at=at or (timezone.now() if last else page.first_published_at or timezone.now()),
            **content,
        )
    if activity.title != page.title or activity.retired_on:
        activity.title, activity.retired_on = page.title, None
        activity.save()
    return last
