"""Languages that people at a service speak: many more than the site is written in.

Codes are ISO 639-1, or ISO 639-3 where there is no shorter one, as HSDS 3.0 asks. Names are English
for the team's forms and translated for readers.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

SPOKEN: dict[str, str] = {
    "am": _("Amharic"),
    "ar": _("Arabic"),
    "bfi": _("British Sign Language"),
    "bg": _("Bulgarian"),
    "bn": _("Bengali"),
    "ckb": _("Kurdish (Sorani)"),
    "cs": _("Czech"),
    "de": _("German"),
    "en": _("English"),
    "es": _("Spanish"),
    "fa": _("Farsi"),
    "fr": _("French"),
    "gu": _("Gujarati"),
    "hi": _("Hindi"),
    "hu": _("Hungarian"),
    "it": _("Italian"),
    "kmr": _("Kurdish (Kurmanji)"),
    "lt": _("Lithuanian"),
    "lv": _("Latvian"),
    "pa": _("Punjabi (Gurmukhi)"),
    "pl": _("Polish"),
    "pnb": _("Punjabi (Shahmukhi)"),
    "ps": _("Pashto"),
    "pt": _("Portuguese"),
    "ro": _("Romanian"),
    "ru": _("Russian"),
    "sk": _("Slovak"),
    "so": _("Somali"),
    "sq": _("Albanian"),
    "sw": _("Swahili"),
    "syl": _("Sylheti"),
    "ta": _("Tamil"),
    "ti": _("Tigrinya"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
    "ur": _("Urdu"),
    "vi": _("Vietnamese"),
    "zh": _("Chinese"),
}


def english(code: str) -> str:
    """The English name; the code itself where it is not known here."""
    return SPOKEN.get(code, code)


def name(code: str) -> str:
    """The name in the reader's language."""
    return gettext(english(code))


def choices() -> list[tuple[str, str]]:
    """For the team's forms, in the order of English names."""
    return sorted(SPOKEN.items(), key=lambda choice: choice[1])


def readers_choices() -> list[tuple[str, str]]:
    """For readers' menus, in their language and in the order of its names."""
    return sorted(((code, name(code)) for code in SPOKEN), key=lambda choice: choice[1])
