"""The context of a learner's pages: the site's furniture, and the language in which a lesson's words really are."""

from typing import Any

from config.languages import Language
from pages.rendering import screen_context
from training.addresses import stylesheet


def learner_context(
    language: str, address: str, title: str, words_in: Language | None = None, values: Any = ()
) -> dict[str, Any]:
    """A learner's page at `address` (without the language); `words_in` is the language of what it shows, if it is
    not the reader's own.
    """
    context = screen_context(language, address, title, values=values)
    context["furniture"].stylesheet = stylesheet(context["furniture"].language)
    if words_in is not None and words_in.code != language:
        context.update(content_language=words_in, is_fallback=True)
    return context
