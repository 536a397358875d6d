"""Languages that people at a service speak: many more than the site is written in.

Codes are ISO 639-1, or ISO 639-3 where there is no shorter one, as HSDS 3.0 asks. Readers look for the
name that a language has in itself.
"""

SPOKEN: dict[str, tuple[str, str]] = {
    "ar": ("العربية", "Arabic"),
    "am": ("አማርኛ", "Amharic"),
    "bfi": ("BSL", "British Sign Language"),
    "bg": ("Български", "Bulgarian"),
    "bn": ("বাংলা", "Bengali"),
    "ckb": ("کوردیی ناوەندی", "Kurdish (Sorani)"),
    "cs": ("Čeština", "Czech"),
    "de": ("Deutsch", "German"),
    "en": ("English", "English"),
    "es": ("Español", "Spanish"),
    "fa": ("فارسی", "Farsi"),
    "fr": ("Français", "French"),
    "gu": ("ગુજરાતી", "Gujarati"),
    "hi": ("हिन्दी", "Hindi"),
    "hu": ("Magyar", "Hungarian"),
    "it": ("Italiano", "Italian"),
    "kmr": ("Kurmancî", "Kurdish (Kurmanji)"),
    "lt": ("Lietuvių", "Lithuanian"),
    "lv": ("Latviešu", "Latvian"),
    "pa": ("ਪੰਜਾਬੀ", "Punjabi (Gurmukhi)"),
    "pl": ("Polski", "Polish"),
    "pnb": ("پنجابی", "Punjabi (Shahmukhi)"),
    "ps": ("پښتو", "Pashto"),
    "pt": ("Português", "Portuguese"),
    "ro": ("Română", "Romanian"),
    "ru": ("Русский", "Russian"),
    "sk": ("Slovenčina", "Slovak"),
    "so": ("Soomaali", "Somali"),
    "sq": ("Shqip", "Albanian"),
    "sw": ("Kiswahili", "Swahili"),
    "syl": ("ꠍꠤꠟꠐꠤ", "Sylheti"),
    "ta": ("தமிழ்", "Tamil"),
    "ti": ("ትግርኛ", "Tigrinya"),
    "tr": ("Türkçe", "Turkish"),
    "uk": ("Українська", "Ukrainian"),
    "ur": ("اردو", "Urdu"),
    "vi": ("Tiếng Việt", "Vietnamese"),
    "zh": ("中文", "Chinese"),
}


def endonym(code: str) -> str:
    """What speakers call their language; the code itself where it is not known here."""
    return SPOKEN.get(code, (code, code))[0]


def english(code: str) -> str:
    """The English name; the code itself where it is not known here."""
    return SPOKEN.get(code, (code, code))[1]


def choices() -> list[tuple[str, str]]:
    """For the team's forms, in the order of English names."""
    return sorted(((code, names[1]) for code, names in SPOKEN.items()), key=lambda choice: choice[1])
