"""The last steps of a translation: handed on by its translator, made live by its publisher."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from background.journeys.jobs import StepError
from pages.journeys.describing import publish_description
from pages.models import PictureDescription
from translations.journeys import publishing_many
from translations.journeys.kinds import MODELS, Kind
from translations.journeys.who import may_publish, may_translate, publishes
from translations.journeys.work import NotYetError
from translations.models import Version


def target_of(version: Version) -> Any:
    """The translated record; None if there is none yet."""
    if version.target_id is None or version.original.kind == Kind.PICTURE:
        return None
    found: Any = MODELS[version.original.kind].objects.filter(pk=version.target_id).first()
    return found.specific if version.original.kind == Kind.PAGE and found else found


def allowed(user: Any, version: Version) -> bool:
    """Whether this person may make this version live."""
    if version.original.kind == Kind.PICTURE:
        return publishes(user)
    target = target_of(version)
    return target is not None and may_publish(user, target)


def unfinished(version: Version) -> str:
    """What is still missing before readers may get it; empty if nothing is."""
    if version.segments_left:
        return not_all(version.segments_left)
    if version.original.offered != version.original.fingerprint:
        return "The source has changed since. Sync the translation first, then translate what is new."
    if not version.begun:
        return "There is no translation yet."
    return ""


def not_all(number: int) -> str:
    """So many sentences are missing, in words."""
    what = "1 sentence is" if number == 1 else f"{number} sentences are"
    return f"{what} not translated yet. Readers would meet two languages on one page, so it stays as it is."


def hand_on(user: Any, version: Version) -> Version:
    """The translator has finished and tells the publisher; nothing goes live."""
    if not may_translate(user, version.language):
        raise PermissionDenied
    if missing := unfinished(version):
        raise NotYetError(missing)
    version.handed_on_at, version.handed_on_by = timezone.now(), user
    version.save(update_fields=["handed_on_at", "handed_on_by"])
    return version


@transaction.atomic
def publish(user: Any, version: Version) -> None:
    """Readers get this translation from now on."""
    if not allowed(user, version):
        raise PermissionDenied
    if missing := unfinished(version):
        raise NotYetError(missing)
    if version.original.kind == Kind.PICTURE:
        described = PictureDescription.objects.select_related("picture")
        publish_description(described.get(picture=version.original.object_id, language=version.language))
        return
    if version.translation is None or not version.original.live:
        raise NotYetError("The page is not published in English. A translation follows its source.")
    record = version.translation.source.get_source_instance()
    try:
        publishing_many.publish(record, version.translation.target_locale, user)
    except StepError as error:
        raise NotYetError(str(error)) from error
