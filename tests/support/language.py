"""Tells whether words are in the language that they say they are in."""

import re

# How many words of another language in a row are a sentence, and not a name.
LONGEST_NAME = 3
SCRIPTS = {"ur": "\u0600-\u06ff\u0750-\u077f", "ar": "\u0600-\u06ff", "pa": "\u0a00-\u0a7f", "bn": "\u0980-\u09ff", "gu": "\u0a80-\u0aff"}
LATIN_RUN = re.compile(r"[A-Za-z][A-Za-z’'-]*(?:[ ,;:–-]+[A-Za-z][A-Za-z’'-]*)*")
# Common English words that are words of none of our other languages in Latin script.
ENGLISH = set(
    "the and you your of with are have this that what they their when where who how not can will from about if it is was were been which our us we "
    "someone people help here there more should would could call page"
    .split()
)
# Names that stand in every language as they are.
NAMES = re.compile(
    r"Keeping Bradford Safe|Relay UK|Modern Slavery (?:Act|Helpline)|Stop It Now|Report Remove|Crimestoppers|Childline|Samaritans|NSPCC|CEOP|PDF|BSL"
    r"|Noto \w+(?: \w+)*|Bradford (?:Council|District)|West Yorkshire(?: Police)?|Hope Not Hate|Easy Read|\S+@\S+|https?://\S+"
)


def foreign(text: str, code: str) -> str:
    """English words inside text that says it is in another language; empty if there are none."""
    plain = NAMES.sub(" ", text)
    for run in LATIN_RUN.findall(plain):
        found = re.findall(r"[A-Za-z’'-]+", run)
        if code in SCRIPTS and len(found) > LONGEST_NAME:
            return str(run)
        english = [word for word in found if word.lower() in ENGLISH]
        if code not in ("en", *SCRIPTS) and len(english) >= 2:
            return str(run)
    return ""


def other_script(text: str) -> bool:
    """Whether text that says it is English holds whole words of another script."""
    return bool(re.search(rf"[{''.join(SCRIPTS.values())}]{{3,}}", text))
