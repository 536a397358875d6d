"""What changed between two texts, word by word. Pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

# Of the shorter text, at least this share stands in the longer too; or else they are two texts, each shown whole.
ALIKE = 0.5


class Kind(Enum):
    """What happened to words, a paragraph, a block or a lesson."""

    SAME = "same"
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class Words:
    """Some words in a row that stayed, came or went."""

    kind: Kind
    text: str


Paragraph = tuple[Words, ...]


def compare_words(old: str, new: str) -> tuple[Paragraph, ...]:
    """A paragraph as it was and as it is, in one row of words; or one after the other where they have little in common."""
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    common = sum(block.size for block in matcher.get_matching_blocks())
    if common < ALIKE * min(len(before), len(after)):
        return ((Words(Kind.REMOVED, old),), (Words(Kind.ADDED, new),))
    found = []
    for operation, start, end, new_start, new_end in matcher.get_opcodes():
        if operation == "equal":
            found.append(Words(Kind.SAME, _joined(after[new_start:new_end])))
            continue
        if end > start:
            found.append(Words(Kind.REMOVED, _joined(before[start:end])))
        if new_end > new_start:
            found.append(Words(Kind.ADDED, _joined(after[new_start:new_end])))
    return (tuple(found),)


def _joined(words: Sequence[str]) -> str:
    """With a blank after each, so that what follows stands apart."""
    return "".join(f"{word} " for word in words)


def compare_paragraphs(old: Sequence[str], new: Sequence[str]) -> tuple[Paragraph, ...]:
    """The paragraphs that are not the same, in order; one that took another's place is compared with it."""
    found: list[Paragraph] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for operation, start, end, new_start, new_end in matcher.get_opcodes():
        if operation == "equal":
            continue
        before, after = old[start:end], new[new_start:new_end]
        both = min(len(before), len(after))
        for one, other in zip(before, after, strict=False):
            found += compare_words(one, other)
        found += [(Words(Kind.REMOVED, one),) for one in before[both:]]
        found += [(Words(Kind.ADDED, one),) for one in after[both:]]
    return tuple(found)


def length_of(paragraphs: Sequence[Paragraph]) -> int:
    """How many words it takes to show them."""
    return sum(len(words.text.split()) for paragraph in paragraphs for words in paragraph)
