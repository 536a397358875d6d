"""The context of a page: its furniture, its library, and in which language its content really is."""

from typing import Any

from config import languages
from config.languages import SOURCE
from pages import furniture
from pages.addresses import address_of
from pages.entries import weave_of


def page_context(page: Any, language: str) -> dict[str, Any]:
    """What every page template needs, for a reader whose address names `language`."""
    around, library = furniture.build(
        language, address_of(page.url_path) if page.url_path else "", page.references(), page
    )
    content = languages.get(page.locale.language_code)
    # A term that no published page explains leads nowhere.
    terms = [term for term in library.page_terms if term.url]
    return {
        "furniture": around,
        "library": library,
        "title": page.title,
        "description": page.summary,
        "content_language": content,
        "is_fallback": content.code != language,
        "awaiting_review": content.code not in (SOURCE,) and page.translation_reviewed_on is None,
        "weave": weave_of(page.weave),
        "look": page.look,
        "topics": [term for term in terms if term.taxonomy == "topic"],
        "audiences": [term for term in terms if term.taxonomy == "audience"],
        "page_path": around.page_path,
    }


def screen_context(language: str, address: str, title: str, description: str = "", values: Any = ()) -> dict[str, Any]:
    """The same for a screen that is not a page in the tree: search, help, “Tell us”."""
    around, library = furniture.build(language, address, values, everywhere=True)
    return {
        "furniture": around,
        "library": library,
        "title": title,
        "description": description,
        "content_language": languages.get(language),
        "is_fallback": False,
        "awaiting_review": False,
        "weave": "calm",
        "look": "",
        "page_path": around.page_path,
    }
