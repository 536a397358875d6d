"""Where training's own screens are, and their style sheet."""

from config.languages import Language


def stylesheet(language: Language) -> str:
    """A page has one style sheet: this one is the site's with what training needs besides."""
    return f"css/learn.{language.script}.css"
