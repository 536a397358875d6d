"""What differs between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# The share of the longer text that must stand in both before the words of the two are mixed.
ALIKE = 0.4
PIECE = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A run of words that is the same in both texts, or stands in one alone."""

    kind: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """Both texts in one: `same`, `old` (was there) and `new` (is to be there).

    Texts that share little stand whole, one after the other: mixed word by word nobody can read them.
    """
    old, new = PIECE.findall(before), PIECE.findall(after)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    shared = sum(letters(old[a:b]) for kind, a, b, _c, _d in steps if kind == "equal")
    if shared < ALIKE * max(letters(old), letters(new)):
        return [Piece(kind, whole) for kind, whole in (("old", before), ("new", after)) if whole]
    found = []
    for kind, a, b, c, d in steps:
        if kind == "equal":
            found.append(Piece("same", "".join(old[a:b])))
            continue
        found += [Piece("old", "".join(old[a:b]))] if b > a else []
        found += [Piece("new", "".join(new[c:d]))] if d > c else []
    return found


def letters(words: list[str]) -> int:
    """How many characters, without spaces: two texts are not alike because both have gaps."""
    return sum(len(word) for word in words if not word.isspace())
