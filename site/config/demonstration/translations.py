"""Translations of the demonstration: PO files written by hand, taken in by wagtail-localize.

The catalogues of a language are taken together, because the same sentence is translated the same
everywhere. A record is translated if every one of its segments
has a translation; so a half-translated page stays in the source language rather than mixing two.
"""

from collections.abc import Iterable
from typing import Any

import polib
from django.conf import settings
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from config.demonstration.reading import CATALOGUE_FOLDERS


def catalogue(language: str) -> dict[str, str]:
    """What the catalogue of a language translates; empty if there is none."""
    found = {}
    paths = [path for folder in CATALOGUE_FOLDERS for path in (settings.BASE_DIR / folder).glob(f"*.{language}.po")]
    for path in sorted(paths):
        for entry in polib.pofile(str(path)):
            if entry.msgstr and not entry.fuzzy and not entry.obsolete:
                found[entry.msgid] = entry.msgstr
    return found


def translate(record: Any, source: TranslationSource, locale: Locale, words: dict[str, str]) -> bool:
    """Make one record's translation if the catalogue holds every segment of it."""
    segments = list(StringSegment.objects.filter(source=source).select_related("string", "context"))
    if not segments or any(segment.string.data not in words for segment in segments):
        return False
    translation, _made = Translation.objects.get_or_create(source=source, target_locale=locale)
    known = set(
        StringTranslation.objects.filter(
            translation_of__in=[segment.string_id for segment in segments], locale=locale
        ).values_list("translation_of_id", "context_id")
    )
    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            data=words[segment.string.data],
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
        for segment in segments
        if (segment.string_id, segment.context_id) not in known
    )
    translation.save_target(publish=True)
    return True


def translate_all(records: Iterable[Any], languages: list[str], names: Iterable[str] = ()) -> dict[str, int]:
    """Translate every record that can be, parents first; returns how many per language. `names` stay as they are."""
    counts = dict.fromkeys(languages, 0)
    words = {language: {name: name for name in names} | catalogue(language) for language in languages}
    locales = {language: Locale.objects.get(language_code=language) for language in languages}
    for record in records:
        if not any(words.values()):
            break
        source, _made = TranslationSource.update_or_create_from_instance(record)
        for language in languages:
            counts[language] += translate(record, source, locales[language], words[language])
    return counts


def template(records: Iterable[Any]) -> polib.POFile:
    """Every segment of these records, once, with where it stands: what a translator starts from."""
    file = polib.POFile(wrapwidth=0)
    file.metadata = {"Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "8bit"}
    entries: dict[str, polib.POEntry] = {}
    for record in records:
        source, _made = TranslationSource.update_or_create_from_instance(record)
        for segment in StringSegment.objects.filter(source=source).select_related("string").order_by("order"):
            text = segment.string.data
            if text not in entries:
                entries[text] = polib.POEntry(msgid=text, comment=str(record))
                file.append(entries[text])
    return file
