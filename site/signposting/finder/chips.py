"""The filters that are on, each with a way to take it off."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from signposting import spoken
from signposting.finder.asked import Asked


@dataclass(frozen=True)
class Chip:
    """One filter in words, and the address of the search without it."""

    name: str
    label: str
    query: str


def chips(form: Any, asked: Asked) -> list[Chip]:
    """The filters of a search in the order of the form's fields, the place last."""
    return [
        Chip(name, in_words(form, asked, name), asked.without(name).query())
        for name in ("need", "topic", "audience", "q", "age", "language", "channel", "cost", "accessibility", "open")
        if getattr(asked, name) not in ("", None, False)
    ] + ([Chip("place", near(asked), asked.without("place").query())] if asked.place else [])


def in_words(form: Any, asked: Asked, name: str) -> str:
    """What a filter asks."""
    match name:
        case "q":
            return f"“{asked.q}”"
        case "age":
            return _("Age: %(age)d") % {"age": asked.age}
        case "language":
            return spoken.name(asked.language)
        case "open":
            return _("Open now")
    return str(form.label_of(name))


def near(asked: Asked) -> str:
    """Where the search is made."""
    return _("Near %(place)s") % {"place": asked.place.full_label} if asked.place else ""
