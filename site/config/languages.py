"""The languages Lantern knows: what readers call them, their direction and their script.

Django's own table lacks some (Gujarati's name, Punjabi in Shahmukhi, Sorani) and names Punjabi in
English, so the endonyms stand here. Adding a language to a site is one code in LANGUAGES
(settings) and a catalogue in locale/.
"""

from dataclasses import dataclass

from django.conf import locale as django_locale
from django.conf import settings


@dataclass(frozen=True)
class Language:
    """One language: its code in addresses, its own name, its English name, direction and script.

    `script` is the ISO 15924 code in lower case; it chooses the style sheet and so the font.
    """

    code: str
    endonym: str
    english: str
    direction: str
    script: str


KNOWN: dict[str, Language] = {
    language.code: language
    for language in (
        Language("en", "English", "English", "ltr", "latn"),
        Language("ur", "اردو", "Urdu", "rtl", "arab"),
        Language("pa", "ਪੰਜਾਬੀ", "Punjabi (Gurmukhi)", "ltr", "guru"),
        Language("pl", "Polski", "Polish", "ltr", "latn"),
        Language("bn", "বাংলা", "Bengali", "ltr", "beng"),
        Language("gu", "ગુજરાતી", "Gujarati", "ltr", "gujr"),
        Language("sk", "Slovenčina", "Slovak", "ltr", "latn"),
        Language("cs", "Čeština", "Czech", "ltr", "latn"),
        Language("ro", "Română", "Romanian", "ltr", "latn"),
        Language("ar", "العربية", "Arabic", "rtl", "arab"),
        Language("ckb", "کوردیی ناوەندی", "Kurdish (Sorani)", "rtl", "arab"),
        Language("pnb", "پنجابی", "Punjabi (Shahmukhi)", "rtl", "arab"),
    )
}

SOURCE = "en"
"""The one language that pages are written in and translated from."""


def register() -> None:
    """Give Django the endonyms and directions it lacks, so that its own tags agree with ours."""
    for language in KNOWN.values():
        django_locale.LANG_INFO[language.code] = {
            "bidi": language.direction == "rtl",
            "code": language.code,
            "name": language.english,
            "name_local": language.endonym,
        }


def get(code: str) -> Language:
    """The language with this code; an unknown code is shown under its own name, left to right."""
    return KNOWN.get(code) or Language(code, code, code, "ltr", "latn")


def right_to_left() -> list[str]:
    """Codes for Django's LANGUAGES_BIDI."""
    return [language.code for language in KNOWN.values() if language.direction == "rtl"]


def choices() -> list[tuple[str, str]]:
    """The site's languages for a menu; a function, so that adding one is no change of a model."""
    return [(code, KNOWN[code].endonym) for code, _name in settings.LANGUAGES]
