"""What follows when a page gets another address: its translations go along, and old addresses still lead to it."""

from typing import Any

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from config.languages import SOURCE
from pages.addresses import address_of, codes, url


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


def clear_the_way(instance: Page, **kwargs: Any) -> None:
    """Remove redirects from addresses where there is a page now, its children's too: it is back, or came from elsewhere.

    One that stayed would lead readers away, or in a circle, once the page is taken down.
    """
    if instance.locale.language_code != SOURCE:
        return
    live = Page.objects.filter(path__startswith=instance.path, depth__gt=1, live=True)
    addresses = [address_of(url_path) for url_path in live.values_list("url_path", flat=True)]
    paths = [old_path(code, address) for address in addresses for code in codes()]
    Redirect.objects.filter(old_path__in=paths).delete()


def old_path(language: str, address: str) -> str:
    """An address as redirects keep it."""
    return Redirect.normalise_path(url(language, address))


def moved_to(language: str, path: str) -> str:
    """Where the readers of an address without a page are sent, in their language; empty if there is nothing.

    Redirects are kept for the source alone, and readers meet every page under every language. What was
    moved, renamed or taken down more than once is followed to its end here, so that readers go there at once.
    """
    passed: set[str] = set()
    while path not in passed:
        passed.add(path)
        found = Redirect.objects.filter(old_path=old_path(SOURCE, path), redirect_page__isnull=False)
        redirect = found.select_related("redirect_page").first()
        if redirect is None:
            return ""
        path = address_of(redirect.redirect_page.url_path)
        if redirect.redirect_page.live:
            return url(language, path)
    return ""
