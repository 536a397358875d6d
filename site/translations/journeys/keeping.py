"""Keeps the table of translations in step with pages, records and what translators write.

Each function takes what has just changed and works the rest out anew, so that doing it twice is
doing it once, and a missed signal is mended by the next one or by `rebuild`.
"""

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from config.languages import SOURCE
from pages.models import Picture, PictureDescription
from translations.journeys.fingerprints import Wording, count_words, wording_of, wording_of_text
from translations.journeys.kinds import MODELS, SNIPPETS, Kind, is_source, key_of, kind_of
from translations.models import Original, Version


def note_original(instance: Any) -> Original | None:
    """Keep what a record in the source language says now; None if nobody translates it."""
    kind = kind_of(instance)
    if kind is None or not is_source(instance):
        return None
    if isinstance(instance, Page):
        if instance.alias_of_id:
            return None
        # Whoever moves a page saves it as one of no kind, which has no words but its title.
        instance = instance.specific
    wording = wording_of_text(instance.description) if kind == Kind.PICTURE else wording_of(instance)
    original = Original.objects.filter(translation_key=key_of(instance)).first() or Original(
        translation_key=key_of(instance), kind=kind, fingerprint=wording.fingerprint, changed_at=timezone.now()
    )
    describe(original, instance)
    changed = take(original, wording)
    if kind == Kind.PICTURE:
        original.offered = wording.fingerprint
    original.save()
    if changed:
        for description in PictureDescription.objects.filter(picture=instance) if kind == Kind.PICTURE else []:
            note_description(description)
        settle_all(original)
    return original


def describe(original: Original, instance: Any) -> None:
    """What the table shows and filters by."""
    original.object_id = instance.pk
    original.page_id = instance.pk if isinstance(instance, Page) else None
    original.title = str(instance)[:255]
    # Wagtail calls who made a page its owner; who looks after its words is another field.
    original.owner = getattr(instance, "content_owner" if isinstance(instance, Page) else "owner", "") or ""
    original.live = getattr(instance, "live", True)
    original.starts_on = getattr(instance, "starts_on", None)
    original.ends_on = getattr(instance, "ends_on", None)


def take(original: Original, wording: Wording) -> bool:
    """Whether the words are others than before; keeps both if so."""
    original.segments, original.words = wording.segments, wording.words
    if original.fingerprint == wording.fingerprint:
        return False
    original.before, original.fingerprint = original.fingerprint, wording.fingerprint
    original.changed_at = timezone.now()
    return True


def settle_all(original: Original) -> None:
    """Work out anew how every language stands to these words."""
    versions = list(original.versions.all())
    for version in versions:
        version.original = original
        version.settle()
    Version.objects.bulk_update(versions, ["state", "ready"])


def note_offered(source: TranslationSource) -> None:
    """Keep which words wagtail-localize gives to translators from now on."""
    original = Original.objects.filter(translation_key=source.object_id).first()
    if original is None or source.locale.language_code != SOURCE:
        return
    original.offered = wording_of(source.as_instance()).fingerprint
    original.save(update_fields=["offered"])
    settle_all(original)


def note_version(key: Any, language: str, *, touched: bool = False) -> Version | None:
    """Keep what is left to do in a language, and whether readers have it; None if there is no such original."""
    original = Original.objects.filter(translation_key=key).first()
    if original is None or language == SOURCE:
        return None
    version = original.versions.filter(language=language).first() or Version(original=original, language=language)
    version.original = original
    version.translation = Translation.objects.filter(
        source__object_id=key, source__locale__language_code=SOURCE, target_locale__language_code=language, enabled=True
    ).first()
    version.segments_left, version.words_left = left(version.translation)
    found = MODELS[original.kind].objects.filter(translation_key=key, locale__language_code=language)
    if original.kind == Kind.PAGE:
        found = found.filter(alias_of=None)
    target = found.first()
    version.target_id = target.pk if target else None
    version.live = bool(target) and getattr(target, "live", bool(version.made_from))
    if touched:
        version.touched = True
        version.handed_on_at = version.handed_on_by = None
    version.settle()
    if version.pk or version.translation or target:
        version.save()
    return version


def left(translation: Translation | None) -> tuple[int, int]:
    """How many sentences, and how many words, have no translation yet."""
    if translation is None:
        return 0, 0
    done = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=translation.target_locale_id,
        has_error=False,
    )
    segments = StringSegment.objects.filter(source_id=translation.source_id).exclude(Exists(done))
    texts = list(segments.values_list("string__data", flat=True))
    return len(texts), sum(count_words(text) for text in texts)


def note_published(instance: Any) -> Version | None:
    """A translation has just gone live: keep from which words it was made, and whether its review still holds."""
    language = instance.locale.language_code
    version = note_version(instance.translation_key, language)
    if version is None:
        return None
    original = version.original
    version.live = True
    if not version.segments_left:
        version.made_from = original.offered if version.translation_id else original.fingerprint
    version.fingerprint = wording_of(instance).fingerprint
    version.published_on = timezone.localdate()
    version.touched = False
    version.handed_on_at = version.handed_on_by = None
    version.settle()
    version.save()
    if isinstance(instance, Page):
        # wagtail-localize has copied the source's empty date.
        day = version.reviewed_on if version.holds_review else None
        type(instance).objects.filter(pk=instance.pk).update(translation_reviewed_on=day)
    return version


def note_description(description: PictureDescription) -> Version | None:
    """Keep how a picture's description in a language stands to the source's."""
    picture: Picture = description.picture
    original = Original.objects.filter(translation_key=key_of(picture)).first() or note_original(picture)
    if original is None:
        return None
    version, _made = Version.objects.get_or_create(original=original, language=description.language)
    version.original = original
    version.target_id = description.pk
    finished = bool(description.draft) and description.draft_fingerprint == original.fingerprint
    version.segments_left, version.words_left = (0, 0) if finished else (1, original.words)
    version.live = bool(description.text)
    version.made_from = description.fingerprint
    version.fingerprint = wording_of_text(description.text).fingerprint
    version.touched = description.draft != description.text
    if not version.touched:
        version.handed_on_at = version.handed_on_by = None
    version.settle()
    version.save()
    return version


def rebuild() -> int:
    """Work everything out anew from the records themselves; returns how many originals there are."""
    pages = Page.objects.filter(locale__language_code=SOURCE, depth__gt=1).order_by("path").specific()
    for page in pages.iterator(chunk_size=200):
        note_original(page)
    for model in SNIPPETS:
        for record in model.objects.filter(locale__language_code=SOURCE):
            note_original(record)
    for picture in Picture.objects.all():
        note_original(picture)
    for source in TranslationSource.objects.filter(locale__language_code=SOURCE).select_related("locale"):
        note_offered(source)
    for translation in Translation.objects.select_related("source", "target_locale").iterator():
        note_version(translation.source.object_id, translation.target_locale.language_code)
    for description in PictureDescription.objects.select_related("picture"):
        note_description(description)
    return Original.objects.count()


def note_synced(source: TranslationSource) -> None:
    """wagtail-localize has taken over the source's present words: all its languages may have more to do."""
    note_offered(source)
    for translation in source.translations.select_related("target_locale"):
        note_version(source.object_id, translation.target_locale.language_code)
