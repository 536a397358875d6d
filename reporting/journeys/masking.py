"""Taking words out of a text so that nobody can tell what stood there, nor how long it was."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

MASK = "[masked]"
# A shorter word is masked where it stands alone; a longer one wherever it is part of a word.
LONG_ENOUGH = 4
# Characters that are nothing to see and are no format characters by name: fillers, joiners, choices of a glyph.
UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
TOKEN = re.compile(r"\S+")
KEPT_CONTROLS = "\n\t"
# Letters that look the same in Urdu and are typed as either; and the stroke that only stretches a word.
SAME_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ة": "ہ", "ـ": None})
# Accents and the vowel marks of Arabic script, which people leave out; not the vowel signs of Gurmukhi.
LEAST_LEFT_OUT = 10
NEIGHBOURS = re.compile(rf"{re.escape(MASK)}(?:[^\S\n]*[-‐-―'’]?[^\S\n]*{re.escape(MASK)})+")


def plain(text: str) -> str:
    """The text in NFKC without characters that cannot be seen, so that none can hide in a name or mark a copy."""
    text = unicodedata.normalize("NFKC", text.replace("\r\n", "\n").replace("\r", "\n"))
    seen = (
        one
        for one in UNSEEN.sub("", text)
        if one in KEPT_CONTROLS or unicodedata.category(one) not in ("Cc", "Cf", "Co", "Cn", "Cs")
    )
    return unicodedata.normalize("NFKC", "".join(seen))


def masked(text: str, words: Iterable[str]) -> str:
    """The plain text with each word replaced, and whatever it is part of. All masks are the same, neighbours are one.

    Capital letters, accents, and what stands between the letters (spaces, hyphens, apostrophes) make no difference.
    """
    wanted = {skeleton(word) for word in words} - {""}
    parts = [_masked_part(part, wanted) for part in plain(text).split(MASK)]
    return NEIGHBOURS.sub(MASK, MASK.join(parts))


def skeleton(word: str) -> str:
    """What is compared: letters and digits alone."""
    return "".join(letter for letter, _at in _letters(plain(word)))


def _masked_part(text: str, wanted: set[str]) -> str:
    letters = list(_letters(text))
    bare = "".join(letter for letter, _at in letters)
    hidden = [False] * len(text)
    addresses = {
        at: found.span()
        for found in TOKEN.finditer(text)
        if "@" in found[0]
        for at in range(found.start(), found.end())
    }
    for word in wanted:
        for start in _all(bare, word):
            first, last = letters[start][1], letters[start + len(word) - 1][1]
            if not (hidden[first] and hidden[last]) and _counts(text, first, last, len(word)):
                first, last = _whole_word(text, first, last)
                # An e-mail address or a handle goes whole.
                begin, end = addresses.get(first, (first, 0))[0], max(last + 1, addresses.get(last, (0, 0))[1])
                hidden[begin:end] = [True] * (end - begin)
    return "".join(
        "" if gone and at and hidden[at - 1] else MASK if gone else text[at] for at, gone in enumerate(hidden)
    )


def _letters(text: str) -> Iterator[tuple[str, int]]:
    """Each letter or digit as it is compared, with its place in the text. One letter may become two, such as ß."""
    for at, character in enumerate(text):
        for one in unicodedata.normalize("NFKD", character.casefold()).casefold().translate(SAME_LETTERS):
            sign = unicodedata.category(one)[0] == "M" and unicodedata.combining(one) < LEAST_LEFT_OUT
            if one.isalnum() or sign:
                yield one, at


def _all(text: str, word: str) -> Iterator[int]:
    """Every place where a word begins in a text."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _counts(text: str, first: int, last: int, length: int) -> bool:
    """Whether these letters are the word, and not some letters in the middle of others."""
    begins = first == 0 or not _is_letter(text[first - 1])
    ends = last + 1 == len(text) or not _is_letter(text[last + 1])
    if length < LONG_ENOUGH:
        return begins and ends
    return begins or all(_in_word(one) for one in text[first : last + 1])


def _whole_word(text: str, first: int, last: int) -> tuple[int, int]:
    """As far as the word goes on: "Zara_99" is no better than "Zara"."""
    while first and _in_word(text[first - 1]):
        first -= 1
    while last + 1 < len(text) and _in_word(text[last + 1]):
        last += 1
    return first, last


def _is_letter(character: str) -> bool:
    return character.isalpha() or unicodedata.category(character)[0] == "M"


def _in_word(character: str) -> bool:
    return character == "_" or character.isdigit() or _is_letter(character)
