"""Addresses of the concern form's pages, after the language, and of their style sheet."""

from config.languages import Language

REPORT_FORM = "report/form/"
REPORT_AGAIN = "report/form/again/"
REPORT_RETURN = "report/return/"


def stylesheet(language: Language) -> str:
    """The site's style sheet of a language's script with the form's own styles in it (config.static)."""
    return f"css/concern.{language.script}.css"
