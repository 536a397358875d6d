"""What a person may not do to a translation, and why, in words for that person.

wagtail-localize asks only whether somebody may edit the record. These rules come on top: own languages
alone, from the source language alone, and live only by a publisher's word.
"""

from typing import Any

from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from config import languages
from config.languages import SOURCE
from people.roles import translator_languages
from translations.journeys.keeping import note_version
from translations.journeys.publishing import not_all, unfinished
from translations.journeys.who import may_publish, may_translate, only_translates

SOURCE_ONLY = "Translations are made from English, never from another translation. Open the English one."


def no_writing(user: Any, language: str, source_language: str = SOURCE) -> str:
    """Why this person may not write in a language; empty if nothing speaks against it."""
    if source_language != SOURCE:
        return SOURCE_ONLY
    if may_translate(user, language):
        return ""
    mine = sorted(languages.get(code).english for code in translator_languages(user))
    name = languages.get(language).english
    if mine:
        return f"You translate into {' and '.join(mine)}. A translation into {name} is for its own translators."
    return f"A translation into {name} is for its translators. Ask a site manager if you should be one of them."


def no_writing_in(user: Any, translation: Translation) -> str:
    """The same for a translation of wagtail-localize."""
    return no_writing(user, translation.target_locale.language_code, translation.source.locale.language_code)


def no_publishing(user: Any, instance: Any, translation: Translation | None = None) -> str:
    """Why this translation may not go live by this person's hand now."""
    if not may_publish(user, instance):
        return "Your words are kept. A publisher makes them live: choose “Hand on to the publisher” in your queue."
    if translation is None:
        return ""
    version = note_version(translation.source.object_id, translation.target_locale.language_code)
    if version is not None:
        return unfinished(version)
    total, translated = translation.get_progress()
    return not_all(total - translated) if translated < total else ""


def no_stopping(user: Any, instance: Any) -> str:
    """Why this person may not take a record out of translation, or into it again."""
    return (
        "" if may_publish(user, instance) else "Only a publisher can take a page out of translation, or back into it."
    )


def no_source_words(user: Any) -> str:
    """Why this person may not change the source's words."""
    if only_translates(user):
        return "English is the source: translators read it and do not change it. Tell the page’s owner if it is wrong."
    return ""


def no_submitting(user: Any, instance: Any, locale_keys: list[str]) -> str:
    """Why this record may not be submitted for translation into these languages."""
    if instance.locale.language_code != SOURCE:
        return SOURCE_ONLY
    asked = Locale.objects.filter(pk__in=[key for key in locale_keys if key.isdigit()])
    return next((reason for locale in asked if (reason := no_writing(user, locale.language_code))), "")


def no_syncing(source: TranslationSource, *, publish: bool) -> str:
    """Why a source may not be synced in this way."""
    if source.locale.language_code != SOURCE:
        return SOURCE_ONLY
    if publish:
        return "Sync first. Each language is then published from the table of translations, once it is complete."
    return ""
