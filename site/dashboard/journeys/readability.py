"""How hard an English text is to read.

The Flesch–Kincaid grade (Kincaid, Fishburne, Rogers and Chissom, “Derivation of new readability
formulas for Navy enlisted personnel”, 1975) is the American school year in which a text is
understood; five more is the age. It counts words in a sentence and syllables in a word and knows
nothing of meaning: it says where to look, not what is wrong.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pyphen

AGES_BEFORE_SCHOOL = 5
# The average reading age of adults in the United Kingdom is 9 to 11; the house writes for 11.
TARGET = 11
# A page of good plain English that must name laws and services measures 12 to 13. Above 14 somebody should look.
TOO_HARD = 14
# Guidance and briefings for professionals use the words of their work.
TOO_HARD_FOR_PROFESSIONALS = 17
# GOV.UK's guidance on content design: sentences of up to 25 words.
LONG_SENTENCE = 25
LONG_WORD = 4
# Below this the formula jumps with every word.
FEWEST_WORDS = 60
KEPT = 5
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+")


@dataclass(frozen=True)
class Measured:
    """What a text is like: `reading_age` in years, None if there are too few words."""

    words: int
    reading_age: float | None
    long_sentences: list[str]
    long_words: list[str]


@cache
def _dictionaries() -> tuple[pyphen.Pyphen, pyphen.Pyphen]:
    # Hyphenation leaves out breaks that typesetters dislike, not the same ones in both countries.
    return tuple(pyphen.Pyphen(lang=lang, left=1, right=1) for lang in ("en_GB", "en_US"))


@cache
def syllables(word: str) -> int:
    """The syllables of an English word, about: of what hyphenation finds in either dictionary, the larger number."""
    return max(len(dictionary.positions(word)) for dictionary in _dictionaries()) + 1


def measure(texts: Iterable[str]) -> Measured:
    """Measure paragraphs; no sentence goes on from one to the next."""
    sentences = [
        (sentence.strip(), words)
        for text in texts
        for sentence in SENTENCE_END.split(text)
        if (words := WORD.findall(sentence.lower()))
    ]
    words = [word for _sentence, found in sentences for word in found]
    long_sentences = sorted(
        (pair for pair in sentences if len(pair[1]) > LONG_SENTENCE), key=lambda pair: -len(pair[1])
    )
    long_words = sorted(
        {word for word in words if syllables(word) >= LONG_WORD}, key=lambda word: (-syllables(word), word)
    )
    age = None
    if len(words) >= FEWEST_WORDS:
        spoken = sum(map(syllables, words)) / len(words)
        grade = 0.39 * len(words) / len(sentences) + 11.8 * spoken - 15.59
        age = round(max(grade, 0) + AGES_BEFORE_SCHOOL, 1)
    return Measured(len(words), age, [sentence for sentence, _words in long_sentences[:KEPT]], long_words[: 4 * KEPT])
