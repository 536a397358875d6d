"""Giving the source's present words to its translators, one record at a time."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail_localize.models import TranslationSource

from config.languages import SOURCE
from translations.journeys.keeping import note_synced
from translations.journeys.publishing import NotYetError
from translations.models import Original

PERMISSION = "wagtail_localize.submit_translation"


def may_sync(user: Any) -> bool:
    """Whether this person submits for translation, and so also syncs."""
    return bool(user.has_perm(PERMISSION))


@transaction.atomic
def sync(user: Any, original: Original) -> int:
    """Translators see the present words from now on; returns how many languages have something to do.

    Nothing goes live by it. Sentences that have not changed keep their translations.
    """
    if not may_sync(user):
        raise PermissionDenied
    source = TranslationSource.objects.filter(object_id=original.translation_key, locale__language_code=SOURCE).first()
    if source is None:
        raise NotYetError("It has not been submitted for translation into any language yet.")
    source.update_from_db()
    note_synced(source)
    return original.versions.filter(segments_left__gt=0).count()
