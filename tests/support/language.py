"""Tells whether words are in the language that they say they are in."""

import re
from collections.abc import Iterable

from config import languages

# How many words of another language in a row are a sentence, and not a name.
LONGEST_NAME = 3
SCRIPTS = {
    "ur": "\u0600-\u06ff\u0750-\u077f",
    "ar": "\u0600-\u06ff",
    "pa": "\u0a00-\u0a7f",
    "bn": "\u0980-\u09ff",
    "gu": "\u0a80-\u0aff",
}
LATIN_RUN = re.compile(r"[A-Za-z][A-Za-z’'-]*(?:[ ,;:–-]+[A-Za-z][A-Za-z’'-]*)*")
# Common English words that are words of none of our other languages in Latin script.
ENGLISH = set(
    "the and you your of with are have this that what they their when where who how not can will from about if it is was were been which our us we "
    "someone people help here there more should would could call page".split()
)
# Names that stand in every language as they are.
NAMES = re.compile(
    r"Keeping Bradford Safe|Victims[’'] Right to Review|Relay UK|Modern Slavery (?:Act|Helpline)|Stop It Now|Report Remove|Crimestoppers|Childline|Samaritans|NSPCC|CEOP|PDF|BSL"
    r"|Noto \w+(?: \w+)*|Bradford (?:Council|District)|West Yorkshire(?: Police)?|Hope Not Hate|Easy Read|\S+@\S+|https?://\S+"
)


# The name of a law, and whatever is quoted or added in brackets as what it is called in English.
LAW = re.compile(r"(?:[A-Z][\w'’-]*(?:,? (?:[A-Z][\w'’-]*|and|of|for|to|the))* )(?:Act|Order|Regulations)\b")
QUOTED = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)|[“„«][^”“»]*[”“»]|\"[^\"]*\"|‘[^’]*’")


def foreign(text: str, code: str, names: Iterable[str] = ()) -> str:
    """English words inside text that says it is in another language; empty if there are none.

    `names` are what things are called in every language.
    """
    plain = text
    for name in names:
        plain = plain.replace(name, " ")
    plain = NAMES.sub(" ", LAW.sub(" ", QUOTED.sub(" ", plain)))
    for run in LATIN_RUN.findall(plain):
        found = re.findall(r"[A-Za-z’'-]+", run)
        if code in SCRIPTS and len(found) > LONGEST_NAME:
            return str(run)
        english = [word for word in found if word.lower() in ENGLISH]
        if code not in ("en", *SCRIPTS) and len(english) >= 2:
            return str(run)
    return ""


def other_script(text: str) -> bool:
    """Whether text that says it is English holds whole words of another script, beside what languages call themselves."""
    for language in languages.KNOWN.values():
        text = text.replace(language.endonym, "")
    return bool(re.search(rf"[{''.join(SCRIPTS.values())}]{{3,}}", text))
