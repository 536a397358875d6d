"""What the rest of the site does that changes how far a translation is."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import get_page_models
from wagtail.signals import published, unpublished
from wagtail_localize.models import StringTranslation, Translation, TranslationLog, TranslationSource

from config.truth import Worded
from pages.models import Picture, PictureDescription
from translations.journeys.keeping import (
    note_description,
    note_offered,
    note_original,
    note_published,
    note_synced,
    note_version,
)
from translations.journeys.kinds import MODELS, SNIPPETS, Kind, is_source, key_of, kind_of
from translations.models import Original, Version


def record_saved(sender: Any, instance: Any, update_fields: Any = None, raw: bool = False, **kwargs: Any) -> None:
    """A source record was saved whole. Saving a draft names fields; its words are not out yet."""
    if not raw and update_fields is None:
        note_original(instance)


def record_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """The row goes with its source, the cell with its translation."""
    if kind_of(instance) is None:
        return
    if is_source(instance):
        Original.objects.filter(translation_key=key_of(instance)).delete()
        if type(instance) in SNIPPETS:
            # Nothing in another language says what its source says no more.
            type(instance).objects.filter(translation_key=instance.translation_key).exclude(pk=instance.pk).delete()
    else:
        found = Version.objects.filter(
            original__translation_key=key_of(instance), language=instance.locale.language_code
        )
        found.delete()


def went_live(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A page, an alert or the navigation was published; not what goes live at a later time."""
    if not getattr(instance, "live", True):
        return
    if kind_of(instance) is None or getattr(instance, "alias_of_id", None):
        return
    if not is_source(instance):
        note_published(instance)


def went_off(sender: Any, instance: Any, **kwargs: Any) -> None:
    """It was taken down."""
    if kind_of(instance) is None:
        return
    if is_source(instance):
        Original.objects.filter(translation_key=key_of(instance)).update(live=False)
    else:
        note_version(instance.translation_key, instance.locale.language_code)


def words_changed(sender: Any, instance: StringTranslation, **kwargs: Any) -> None:
    """A translator wrote or took back a sentence."""
    if instance.context_id and instance.context is not None:
        note_version(instance.context.object_id, instance.locale.language_code, touched=True)


def asked_for(sender: Any, instance: Translation, **kwargs: Any) -> None:
    """A translation was begun, stopped, taken up again or given up."""
    with suppress(ObjectDoesNotExist):  # The source may go in the same breath.
        note_version(instance.source.object_id, instance.target_locale.language_code)


def source_synced(sender: Any, instance: TranslationSource, created: bool = False, **kwargs: Any) -> None:
    """Translators are given other words. wagtail-localize writes the sentences only after this moment."""
    note_offered(instance)
    if not created:
        transaction.on_commit(lambda: note_synced(instance))


def target_saved(sender: Any, instance: TranslationLog, **kwargs: Any) -> None:
    """wagtail-localize wrote a translation. Records without drafts are live at once, unless words are missing.

    A law or a service that was merely submitted stands there with the source's words; readers are
    shown the source's record, as such, until the last word is translated.
    """
    version = note_version(instance.source.object_id, instance.locale.language_code)
    model: Any = instance.source.specific_content_type.model_class()
    if version is None or version.target_id is None or model not in SNIPPETS or hasattr(model, "live"):
        return
    target = model.objects.select_related("locale").get(pk=version.target_id)
    if not version.segments_left:
        note_published(target)
    elif issubclass(model, Worded):
        model.objects.filter(pk=target.pk).update(fingerprint="")


def description_saved(sender: Any, instance: PictureDescription, **kwargs: Any) -> None:
    """A picture was described in another language."""
    note_description(instance)


def connect() -> None:
    """Listen; called once, when Django starts."""
    for model in (*SNIPPETS, Picture, *get_page_models()):
        _listen_to(model)
    # Sent for pages as well as for records, so that the signals of pages alone would do everything twice.
    published.connect(went_live, dispatch_uid="translations_live")
    unpublished.connect(went_off, dispatch_uid="translations_off")
    for model, listener in (
        (Translation, asked_for),
        (TranslationSource, source_synced),
        (TranslationLog, target_saved),
        (StringTranslation, words_changed),
        (PictureDescription, description_saved),
    ):
        post_save.connect(listener, sender=model, dispatch_uid=f"translations_{listener.__name__}")
    post_delete.connect(words_changed, sender=StringTranslation, dispatch_uid="translations_taken_back")
    post_delete.connect(asked_for, sender=Translation, dispatch_uid="translations_given_up")


def translate_too(model: Any, kind: Kind) -> None:
    """Take another app's snippet into the table of translations; called once, when Django starts."""
    SNIPPETS[model] = kind
    MODELS[kind.value] = model
    _listen_to(model)


def _listen_to(model: Any) -> None:
    post_save.connect(record_saved, sender=model, dispatch_uid=f"translations_saved_{model.__name__}")
    post_delete.connect(record_deleted, sender=model, dispatch_uid=f"translations_deleted_{model.__name__}")
