"""The site's map for search engines."""

from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Q, QuerySet
from wagtail.models import Page

from config.languages import SOURCE
from pages.addresses import address_of, url


class PageSitemap(Sitemap):  # type: ignore[type-arg]
    """Every published page in each language that it really exists in."""

    limit = 5000

    def items(self) -> "QuerySet[Page]":
        """Pages below the root, without aliases."""
        real = Q(alias_of=None) | Q(locale__language_code=SOURCE)
        spoken = [code for code, _name in settings.LANGUAGES]
        sources = Page.objects.filter(live=True, locale__language_code=SOURCE).values("translation_key")
        pages = Page.objects.filter(
            real, live=True, depth__gt=1, locale__language_code__in=spoken, translation_key__in=sources
        )
        return pages.select_related("locale").order_by("path")

    def location(self, item: Any) -> str:
        """The path of a page."""
        return url(item.locale.language_code, address_of(item.url_path))

    def lastmod(self, item: Any) -> Any:
        """When it was last published."""
        return item.last_published_at

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """As Django's, under PUBLIC_URL."""
        scheme, _separator, host = settings.PUBLIC_URL.partition("://")
        return super().get_urls(page, type("Here", (), {"domain": host, "name": host})(), scheme)
