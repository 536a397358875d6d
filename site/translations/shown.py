"""A record in a language, in the words and with the link that a screen shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from config import languages
from config.languages import Language
from translations.journeys.kinds import Kind, edit_url, submit_url
from translations.models import Original, State, Version

ICONS = {
    State.MISSING: "minus",
    State.TRANSLATING: "pen",
    State.READY: "time",
    State.NEWER: "warning",
    State.CURRENT: "check",
    State.REVIEWED: "success",
}
BEGIN = "Begin"
MEANINGS = {
    State.MISSING: "Nobody has been asked for it. Readers get the English words, marked as English.",
    State.TRANSLATING: "Some sentences are left. Readers still get the English words.",
    State.READY: "Every sentence is translated. A publisher says when it goes live.",
    State.NEWER: "The English words have changed since. Readers of a page still get the older translation.",
    State.CURRENT: "Live, and made from the present English words. No native speaker has checked it.",
    State.REVIEWED: "Live, up to date, and checked by somebody who speaks the language from home.",
}


@dataclass(frozen=True)
class Cell:
    """One record in one language."""

    language: Language
    state: State
    label: str
    icon: str
    notes: list[str]
    url: str
    action: str
    review_url: str = ""


def day(value: Any) -> str:
    """A date, or the day of a moment where the team is, as the team reads it."""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return date_format(value, "j M Y") if value else ""


def notes_of(version: Version) -> list[str]:
    """What else there is to know, in a few words."""
    notes = []
    if version.segments_left:
        sentences = "1 sentence" if version.segments_left == 1 else f"{version.segments_left} sentences"
        notes.append(f"{sentences} left, {version.words_left} words")
    if version.state == State.REVIEWED and version.reviewed_on:
        by = f", {version.reviewed_by}" if version.reviewed_by else ""
        notes.append(f"{day(version.reviewed_on)}{by}")
    elif version.reviewed_on and not version.holds_review:
        notes.append(f"Other words were reviewed on {day(version.reviewed_on)}")
    elif version.state == State.NEWER and version.reviewed_on:
        notes.append(f"Reviewed on {day(version.reviewed_on)}")
    if version.ready and version.state != State.READY:
        notes.append("New words wait for their publisher")
    original = version.original
    if version.translation_id and original.offered != original.fingerprint:
        notes.append("The new words are not with the translators yet")
    if version.handed_on_at:
        notes.append(f"Handed on {day(version.handed_on_at)}")
    if version.state in (State.NEWER, State.TRANSLATING, State.READY):
        notes.append("Live" if version.live else "Not live")
    return notes


def cell(
    original: Original,
    language: str,
    version: Version | None,
    *,
    may_review: bool = False,
    may_begin: bool = True,
    may_write: bool = True,
) -> Cell:
    """What the table says, and where it is mended; no link to where this person would be refused."""
    state = State(version.state) if version else State.MISSING
    shown = languages.get(language)
    if version:
        version.original = original
    url, action = where(original, language, version)
    if not may_write or (action == BEGIN and not may_begin):
        url = action = ""
    review = ""
    if may_review and version and state == State.CURRENT:
        review = reverse("translations_review", args=[version.pk])
    notes = notes_of(version) if version else []
    return Cell(shown, state, state.label, ICONS[state], notes, url, action, review)


def where(original: Original, language: str, version: Version | None) -> tuple[str, str]:
    """The place where this is mended, and what one does there."""
    if original.kind == Kind.PICTURE:
        return reverse("translations_picture", args=[original.object_id, language]), "Describe"
    if version and version.target_id and version.state != State.MISSING:
        return edit_url(original.kind, version.target_id), "Translate" if version.segments_left else "Open"
    return f"{submit_url(original.kind, original.object_id)}?{urlencode({'select_locale': language})}", BEGIN


def source_url(original: Original) -> str:
    """Where the source's words are edited."""
    return edit_url(original.kind, original.object_id)
