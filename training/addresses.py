"""Where training's own screens are, and their style sheet."""

from uuid import UUID

from config.languages import Language

EVENTS_SLUG = "events"
EVENTS = f"training/{EVENTS_SLUG}/"
LEARN = "learn/"
CODE = "learn/code/"
ABOUT_YOU = "learn/about-you/"
RECORD = "learn/record/"
REFLECTIVE_LOG = "learn/log/"
YOUR_EVENTS = "learn/events/"
DATA = "learn/data/"
ERASED = "learn/erased/"
JOIN = "learn/join/"


def stylesheet(language: Language) -> str:
    """A page has one style sheet: this one is the site's with what training needs besides."""
    return f"css/learn.{language.script}.css"


def package_address(key: UUID, number: int = 0) -> str:
    """Of a package behind the learner's door, or of one of its parts, without the language."""
    return f"learn/packages/{key}/{f'{number}/' if number else ''}"
