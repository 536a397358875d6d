"""A pinned version as a learner reads it: in their language where it was translated, else in the source's."""

from dataclasses import dataclass
from typing import Any

from config import languages
from config.languages import SOURCE, Language
from training.journeys.wording import newest_words
from training.models import ActivityVersion, ModulePage, VersionWords
from training.parts import Part, PartKind, read_parts

Raw = dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """A part of a version: its rules, its words, and the language that these are in."""

    part: Part
    language: Language
    title: str
    minutes: int
    raw: Raw

    @property
    def is_assessment(self) -> bool:
        """Or else a lesson."""
        return self.part.kind is PartKind.ASSESSMENT

    @property
    def has_gentler(self) -> bool:
        """Whether there is another way through it."""
        return bool(self.raw["value"].get("gentler"))

    def content(self, gentler: bool = False) -> Any:
        """A lesson's StreamValue."""
        value = lesson_value(self.raw)
        return value["gentler"] if gentler and self.has_gentler else value["content"]


@dataclass(frozen=True)
class Book:
    """A whole version, ready to be read."""

    title: str
    language: Language
    is_reviewed: bool
    readings: tuple[Reading, ...]

    def find(self, key: str) -> Reading | None:
        """The part of this name; None if this version has none."""
        return next((one for one in self.readings if one.part.key == key), None)

    def after(self, key: str) -> Reading | None:
        """The part that follows; None after the last."""
        keys = [one.part.key for one in self.readings]
        place = keys.index(key) + 1
        return self.readings[place] if place < len(keys) else None


def open_book(version: ActivityVersion, language: str) -> Book:
    """A module's version in a language; one query."""
    words = newest_words(VersionWords, version.pk, {language, SOURCE})
    source = words[SOURCE]
    own = words.get(language, source)
    spoken = languages.get(language)
    readings = []
    for part in read_parts(version.parts):
        raw = own["lessons"].get(part.key)
        shown = spoken if raw is not None and language in words else languages.get(SOURCE)
        raw = raw or source["lessons"][part.key]
        readings.append(Reading(part, shown, raw["value"]["title"], raw["value"]["minutes"] or 0, raw))
    shown = spoken if language in words else languages.get(SOURCE)
    return Book(own["title"], shown, own["is_reviewed"], tuple(readings))


def language_of_words(version: int, language: str) -> tuple[Language, bool]:
    """The language in which somebody reads a version, and whether its translation was reviewed; one query."""
    own = newest_words(VersionWords, version, {language}).get(language)
    return (languages.get(language), bool(own["is_reviewed"])) if own else (languages.get(SOURCE), True)


def lesson_value(raw: Raw) -> Any:
    """The StructValue of a lesson's raw data."""
    block: Any = ModulePage._meta.get_field("lessons").stream_block
    return block.to_python([raw])[0].value


def step_of(content: Any, key: str) -> tuple[Any, Any] | None:
    """A step of one of a lesson's scenarios, by the id of its list item, with the scenario; None if there is none."""
    for child in content:
        if child.block_type == "scenario":
            for item in child.value["steps"].bound_blocks:
                if item.id == key:
                    return child.value, item.value
    return None


def step_ids(scenario: Any) -> dict[str, str]:
    """The id of each step of a scenario by its code."""
    return {item.value["code"]: item.id for item in scenario["steps"].bound_blocks}
