"""What is different in a newer version of a module, part by part, as its learner reads it.

Lessons and their blocks keep their ids, so what changed is told by these: whether, from the source's words; how, in
the learner's language where both versions speak it. Of questions only their number is told: they are secret.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from config import languages
from config.languages import SOURCE, Language
from training.comparing import Kind, Paragraph, compare_paragraphs, length_of
from training.journeys.digests import digest_of
from training.journeys.reading import lesson_value
from training.journeys.wording import newest_words
from training.models import ActivityVersion, BankVersion, VersionWords
from training.parts import Part, PartKind, read_parts
from training.prose import prose_of

Raw = dict[str, Any]
# Of a lesson that changed more than this its own page tells the rest.
MOST_WORDS = 600


@dataclass(frozen=True)
class PartChange:
    """A lesson or an assessment that is not what it was. `key` leads to it, unless it was removed.

    `paragraphs` are those of a changed lesson that differ; with `is_more` there are others. A lesson without any
    changed in what it points at: facts, pictures, helplines.
    """

    kind: Kind
    key: str
    title: str
    language: Language
    minutes: int = 0
    is_assessment: bool = False
    paragraphs: tuple[Paragraph, ...] = ()
    is_more: bool = False


@dataclass(frozen=True)
class Comparison:
    """Of two versions. `pass_marks` are the old one and the new one where these differ."""

    changes: tuple[PartChange, ...]
    new_questions: int
    pass_marks: tuple[int, int] | None
    is_reordered: bool

    @property
    def is_empty(self) -> bool:
        """Nothing that a learner would notice."""
        return not (self.changes or self.new_questions or self.pass_marks or self.is_reordered)


class Said:
    """What a version says, in a language or else in the source's."""

    def __init__(self, version: ActivityVersion, language: str) -> None:
        words = newest_words(VersionWords, version.pk, {language, SOURCE})
        self.parts = read_parts(version.parts)
        self.source: dict[str, Raw] = words.get(SOURCE, {}).get("lessons", {})
        self.own: dict[str, Raw] = words.get(language, {}).get("lessons", {})
        self.keys = [part.key for part in self.parts if part.key in self.source]

    def in_own(self, key: str) -> bool:
        """Whether a part is translated."""
        return key in self.own

    def raw(self, key: str, own: bool) -> Raw:
        """A part's words."""
        return self.own[key] if own else self.source[key]

    def part(self, key: str) -> Part:
        """Its rules."""
        return next(part for part in self.parts if part.key == key)


def compare_versions(old: ActivityVersion, new: ActivityVersion, language: str) -> Comparison:
    """What a newer version has that the older had not, and the other way round; four queries."""
    before, after = Said(old, language), Said(new, language)
    changes = [
        *(change for key in after.keys if (change := _change(before, after, key, language))),
        *(_whole(before, key, language, Kind.REMOVED) for key in before.keys if key not in after.source),
    ]
    both = [key for key in before.keys if key in after.source]
    return Comparison(
        changes=tuple(changes),
        new_questions=_new_questions(before.parts, after.parts),
        pass_marks=_pass_marks(before, after),
        is_reordered=both != [key for key in after.keys if key in before.source],
    )


def _whole(said: Said, key: str, language: str, kind: Kind) -> PartChange:
    own = said.in_own(key)
    value = said.raw(key, own)["value"]
    return PartChange(
        kind,
        key,
        value["title"],
        languages.get(language if own else SOURCE),
        value.get("minutes") or 0,
        said.part(key).kind is PartKind.ASSESSMENT,
    )


def _change(before: Said, after: Said, key: str, language: str) -> PartChange | None:
    """How a part changed; None if it did not, or if it is an assessment, whose rules are told apart."""
    if key not in before.source:
        return _whole(after, key, language, Kind.ADDED)
    if digest_of(before.source[key]) == digest_of(after.source[key]) or after.part(key).kind is not PartKind.LESSON:
        return None
    own = before.in_own(key) and after.in_own(key)
    paragraphs = _paragraphs(before, after, key, own)
    shown: list[Paragraph] = []
    words = 0
    for paragraph in paragraphs:
        words += length_of([paragraph])
        if shown and words > MOST_WORDS:
            break
        shown.append(paragraph)
    value = after.raw(key, own)["value"]
    return PartChange(
        Kind.CHANGED,
        key,
        value["title"],
        languages.get(language if own else SOURCE),
        value.get("minutes") or 0,
        paragraphs=tuple(shown),
        is_more=len(shown) < len(paragraphs),
    )


def _paragraphs(before: Said, after: Said, key: str, own: bool) -> list[Paragraph]:
    """The paragraphs that differ of the blocks whose source's words do, in the order of the new version."""
    was, now = _blocks(before.source[key]), _blocks(after.source[key])
    changed = [one for one in [*now, *(gone for gone in was if gone not in now)] if was.get(one) != now.get(one)]
    old_prose, new_prose = _prose(before.raw(key, own)), _prose(after.raw(key, own))
    return [
        paragraph for one in changed for paragraph in compare_paragraphs(old_prose.get(one, []), new_prose.get(one, []))
    ]


def _blocks(raw: Raw) -> dict[str, str]:
    """The digest of each block of a lesson by its id, and of its title."""
    value = raw["value"]
    blocks = [*value.get("content", ()), *(value.get("gentler") or ())]
    return {"title": digest_of(value["title"]), **{block["id"]: digest_of(block) for block in blocks}}


def _prose(raw: Raw) -> dict[str, list[str]]:
    """The paragraphs of each block by its id."""
    value = lesson_value(raw)
    children = [*value["content"], *(value["gentler"] or ())]
    return {"title": [value["title"]], **{child.id: [*prose_of(child.block, child.value)] for child in children}}


def _new_questions(before: Iterable[Part], after: Iterable[Part]) -> int:
    """How many questions may be asked that were not there, or were others."""
    old, new = (frozenset(pool.bank_version for part in parts for pool in part.pools) for parts in (before, after))
    if new <= old:
        return 0
    banks = BankVersion.objects.in_bulk(old | new)
    known = {digest_of(question) for pk in old for question in banks[pk].questions}
    return sum(digest_of(question) not in known for pk in new for question in banks[pk].questions)


def _pass_marks(before: Said, after: Said) -> tuple[int, int] | None:
    """Of the first assessment whose pass mark is another."""
    marks = {part.key: part.pass_mark for part in before.parts if part.kind is PartKind.ASSESSMENT}
    for part in after.parts:
        if part.key in marks and marks[part.key] != part.pass_mark:
            return marks[part.key], part.pass_mark
    return None
