"""A native speaker's review of a translation (design promise 9)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import Page

from translations.journeys.keeping import note_published
from translations.journeys.publishing import allowed, target_of
from translations.journeys.work import NotYetError
from translations.models import Version


def version_of(page: Page) -> Version | None:
    """How far a translated page is; None for a source page."""
    return (
        Version.objects.select_related("original")
        .filter(original__translation_key=page.translation_key, language=page.locale.language_code)
        .first()
    )


def can_be_reviewed(user: Any, version: Version) -> bool:
    """Whether readers have this translation, and this person publishes it."""
    return version.live and allowed(user, version)


def mark_reviewed(user: Any, version: Version) -> None:
    """From today readers are no longer told that nobody has checked these words.

    The mark holds the words' fingerprint: publishing the same words again keeps it, publishing others takes it away.
    """
    if not allowed(user, version):
        raise PermissionDenied
    target = target_of(version)
    if not version.live:
        raise NotYetError("Readers do not have this translation yet. Publish it first.")
    if target is not None and not version.fingerprint:
        note_published(target)
        version.refresh_from_db()
    version.reviewed_on, version.reviewed_by = timezone.localdate(), user
    version.reviewed_fingerprint = version.fingerprint
    version.settle()
    version.save()
    if isinstance(target, Page):
        type(target).objects.filter(pk=target.pk).update(translation_reviewed_on=version.reviewed_on)
