"""What follows when a page gets another address: its translations go along, and old addresses still lead to it."""

from typing import Any

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from config.languages import SOURCE
from pages.addresses import address_of, url


def rename_translations(instance: Page, **kwargs: Any) -> None:
    """Give a source page's new slug to its translations, so that one address leads to all of them.

    Where another page has that address already the translation keeps its own; it stays readable there.
    """
    if instance.locale.language_code != SOURCE:
        return
    for page in instance.get_translations().exclude(slug=instance.slug).specific():
        if Page._slug_is_available(instance.slug, page.get_parent(), page):  # noqa: SLF001 - Wagtail's only way to ask
            page.slug = instance.slug
            page.save(clean=False)


def moved_to(language: str, path: str) -> str:
    """Where the source of a page went that had no translation at this address; empty if it went nowhere.

    Wagtail keeps redirects for the language of the page alone, and readers met the source under every language.
    """
    found = Redirect.objects.filter(old_path=Redirect.normalise_path(url(SOURCE, path)), redirect_page__live=True)
    moved = found.select_related("redirect_page").first()
    return url(language, address_of(moved.redirect_page.url_path)) if moved else ""
