"""Where training's own screens are, and their style sheet."""

from config.languages import Language

LEARN = "learn/"
CODE = "learn/code/"
ABOUT_YOU = "learn/about-you/"
RECORD = "learn/record/"
REFLECTIVE_LOG = "learn/log/"
DATA = "learn/data/"
ERASED = "learn/erased/"


def stylesheet(language: Language) -> str:
    """A page has one style sheet: this one is the site's with what training needs besides."""
    return f"css/learn.{language.script}.css"
