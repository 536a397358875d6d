"""Publishing translations as they stand: the only way that work in the background puts words before readers."""

from typing import Any

from django.db.models import F
from django.utils import timezone
from wagtail.models import Locale, LockableMixin, Page

from background.journeys import jobs
from background.journeys.jobs import StepError
from background.models import Job
from translations.journeys import work
from translations.journeys.submitting import PERMISSION, save
from translations.journeys.syncing import planned, sync
from translations.journeys.who import may_publish
from translations.journeys.work import Item, english
from translations.models import Original


def start(items: list[Item], codes: list[str], by: Any, *, incomplete: bool = False, synced: bool = False) -> Job:
    """Publish many in the background: `incomplete` also what is partly in English, `synced` with what is new in it."""
    title = f"Publish {work.counted(items)} in {work.listed(codes)}"
    pairs = planned(items, codes)
    return jobs.start(work.PUBLISH, title, work.steps(pairs), by, incomplete=incomplete, synced=synced)


def step(what: dict[str, Any], job: Job) -> str:
    """One record in one language."""
    record, locale, user = work.source_of(what), work.target_of(what), work.asker(job)
    if job.parameters.get("synced"):
        sync(record, locale, work.asker(job, PERMISSION))
    return publish(record, locale, user, incomplete=bool(job.parameters.get("incomplete")))


def publish(record: Any, locale: Locale, user: Any, *, incomplete: bool = False) -> str:
    """Put a translation before readers, if this person publishes it and all of it is translated. Raises StepError.

    All in one transaction: wagtail-localize would publish after it, from a copy that may have grown
    old, and not at all if the worker is killed in between.
    """
    translation = work.translation_of(record, locale)
    language = english(locale.language_code)
    target = translation.source.get_translated_instance(locale)
    if not may_publish(user, target):
        raise StepError(f"You may not publish this in {language}. Ask a publisher.")
    if is_locked(target, user):
        raise StepError(f"Somebody has locked it in {language}. Nothing was published.")
    if not getattr(record, "live", True):
        what = "page" if isinstance(record, Page) else "one"
        raise StepError(f"The English {what} is not published. Publish it first.")
    if Original.objects.filter(translation_key=record.translation_key).exclude(offered=F("fingerprint")).exists():
        raise StepError("The English has changed since. Sync the translation first, then translate what is new.")
    total, translated = translation.get_progress()
    # Two languages on one page are marked as such; in a record they would be passed off as one.
    if translated < total and not (incomplete and isinstance(record, Page)):
        raise StepError(f"{total - translated} of {total} sentences are not translated into {language} yet.")
    draft = work.can_be_draft(target)
    written = save(translation.source, locale, user, publish=not draft)
    if draft:
        written.latest_revision.publish(user=user, skip_permission_checks=True)
        if written.go_live_at and written.go_live_at > timezone.now():
            return "Approved. It goes live at the time that is set for it."
    return "Published." if translated == total else f"Published, with {total - translated} sentences still in English."


def is_locked(target: Any, user: Any) -> bool:
    """Whether somebody has locked it against this person."""
    lock = target.get_lock() if isinstance(target, LockableMixin) else None
    return bool(lock and lock.for_user(user))
