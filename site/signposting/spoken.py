"""Languages that people at a service speak: many more than the site is written in.

Codes are ISO 639-1, or ISO 639-3 where there is no shorter one, as HSDS 3.0 asks.
"""

from config.languages import KNOWN

SPOKEN: dict[str, str] = {
    **{code: language.english for code, language in KNOWN.items()},
    "am": "Amharic",
    "bfi": "British Sign Language",
    "bg": "Bulgarian",
    "de": "German",
    "es": "Spanish",
    "fa": "Farsi",
    "fr": "French",
    "hi": "Hindi",
    "hu": "Hungarian",
    "it": "Italian",
    "kmr": "Kurdish (Kurmanji)",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "ps": "Pashto",
    "pt": "Portuguese",
    "ru": "Russian",
    "so": "Somali",
    "sq": "Albanian",
    "sw": "Swahili",
    "syl": "Sylheti",
    "ta": "Tamil",
    "ti": "Tigrinya",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def english(code: str) -> str:
    """The English name; the code itself where it is not known here."""
    return SPOKEN.get(code, code)


def choices() -> list[tuple[str, str]]:
    """For the team's forms, in the order of English names."""
    return sorted(SPOKEN.items(), key=lambda choice: choice[1])
