"""A minor edit: the source's words have changed, but no translation need change for it."""

from collections import defaultdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource
from wagtail_localize.strings import StringValue, validate_translation_links

from config import languages
from config.languages import SOURCE
from config.truth import Worded
from pages.models import PictureDescription
from translations.journeys.keeping import note_offered, note_version
from translations.journeys.kinds import MODELS, Kind
from translations.journeys.who import may_publish
from translations.journeys.work import NotYetError
from translations.models import Original, Version

ACTION = "translations.minor_edit"
Memory = dict[int, list[int]]


def outdated_by_the_last_edit(original: Original) -> list[Version]:
    """The versions that were up to date until the source's last change, and are not now."""
    if not original.before or original.before == original.fingerprint:
        return []
    return list(original.versions.filter(live=True, made_from=original.before).order_by("language"))


def source_of(original: Original) -> Any:
    """The record itself."""
    found: Any = MODELS[original.kind].objects.get(pk=original.object_id)
    return found.specific if original.kind == Kind.PAGE else found


@transaction.atomic
def declare_minor(user: Any, original: Original) -> list[str]:
    """Translations that were up to date stay so, with their review; returns their languages.

    What was translated before is carried over to the changed sentence, so that a later sync does not
    ask for it again. Who said so is kept in the record's history.
    """
    source = source_of(original)
    if not may_publish(user, source):
        raise PermissionDenied
    versions = outdated_by_the_last_edit(original)
    if not versions:
        raise NotYetError("No translation was up to date before the last change, so there is nothing to keep.")
    names = [version.language for version in versions]
    if original.kind == Kind.PICTURE:
        PictureDescription.objects.filter(picture=source, language__in=names).update(
            fingerprint=original.fingerprint, draft_fingerprint=original.fingerprint
        )
    else:
        carry_over(original, names)
    Version.objects.filter(pk__in=[version.pk for version in versions]).update(made_from=original.fingerprint)
    if isinstance(source, Worded):
        same = type(source).objects.filter(translation_key=original.translation_key)  # type: ignore[attr-defined]
        same.filter(locale__language_code__in=names).update(fingerprint=source.fingerprint)
    for version in versions:
        keep_state(original, version)
    log(source, ACTION, user=user, data={"languages": [languages.get(name).english for name in names]})
    return names


def keep_state(original: Original, before: Version) -> None:
    """The state follows from what was changed; wording that was carried over is no new work."""
    if original.kind != Kind.PICTURE:
        note_version(original.translation_key, before.language)
    version = original.versions.select_related("original").get(language=before.language)
    # Carrying a sentence over writes it, as a translator would.
    version.touched = before.touched
    version.handed_on_at, version.handed_on_by_id = before.handed_on_at, before.handed_on_by_id
    version.settle()
    version.save()


def carry_over(original: Original, names: list[str]) -> None:
    """Sync the source, and give each changed sentence the translation of the one that it replaced."""
    source = TranslationSource.objects.filter(object_id=original.translation_key, locale__language_code=SOURCE).first()
    if source is None:
        return
    before = strings_by_place(source)
    source.update_from_db()
    note_offered(source)
    pairs = replaced(before, strings_by_place(source))
    new = dict(StringSegment.objects.filter(source=source).values_list("string_id", "string__data"))
    old = StringTranslation.objects.filter(
        context__object_id=original.translation_key, translation_of__in=[pair[1] for pair in pairs], has_error=False
    )
    known = {(item.context_id, item.translation_of_id, item.locale.language_code): item for item in
             old.select_related("locale")}  # fmt: skip
    for context, gone, come in pairs:
        for name in names:
            item = known.get((context, gone, name))
            if item is not None and fits(new.get(come, ""), item.data):
                StringTranslation.objects.get_or_create(
                    translation_of_id=come,
                    locale_id=item.locale_id,
                    context_id=context,
                    defaults={
                        "data": item.data,
                        "translation_type": item.translation_type,
                        "last_translated_by_id": item.last_translated_by_id,
                    },
                )


def strings_by_place(source: TranslationSource) -> Memory:
    """Which sentences stand in each place of a source, in order."""
    found: Memory = defaultdict(list)
    for context, string in (
        StringSegment.objects.filter(source=source).order_by("order").values_list("context_id", "string_id")
    ):
        found[context].append(string)
    return found


def replaced(before: Memory, after: Memory) -> list[tuple[int, int, int]]:
    """Place, old and new sentence, where as many sentences came into a place as went from it."""
    pairs = []
    for context, strings in after.items():
        gone = [string for string in before.get(context, []) if string not in strings]
        come = [string for string in strings if string not in before.get(context, [])]
        if len(gone) == len(come):
            pairs += [(context, *pair) for pair in zip(gone, come, strict=True)]
    return pairs


def fits(source: str, text: str) -> bool:
    """Whether a translation's markup belongs to this sentence."""
    try:
        StringValue.from_translated_html(text)
        validate_translation_links(source, text)
    except ValueError:
        return False
    return True
