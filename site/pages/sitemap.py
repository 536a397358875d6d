"""The site's map for search engines."""

from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Q, QuerySet
from wagtail.models import Page

from config.languages import SOURCE
from pages.addresses import HELP, address_of, url
from signposting.finder.matching import listed
from signposting.models import Service


class UnderPublicUrl(Sitemap):  # type: ignore[type-arg]
    """A map whose addresses are under PUBLIC_URL, whatever host was asked."""

    limit = 5000

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """As Django's, under PUBLIC_URL."""
        scheme, _separator, host = settings.PUBLIC_URL.partition("://")
        return super().get_urls(page, type("Here", (), {"domain": host, "name": host})(), scheme)


class PageSitemap(UnderPublicUrl):
    """Every published page in each language that it really exists in."""

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


class ServiceSitemap(UnderPublicUrl):
    """The page of every service that readers can turn to, in each language that has words for it."""

    def items(self) -> list[Service]:
        """The records whose words are of today; two queries."""
        sources = {service.translation_key: service for service in listed()}
        spoken = [code for code, _name in settings.LANGUAGES]
        keys = listed().values("translation_key")
        records = Service.objects.filter(live=True, locale__language_code__in=spoken, translation_key__in=keys)
        return [
            record
            for record in records.select_related("locale").order_by("code", "pk")
            if record.translates(sources[record.translation_key])
        ]

    def location(self, item: Any) -> str:
        """The path of its page."""
        return url(item.locale.language_code, f"{HELP}{item.code}/")

    def lastmod(self, item: Any) -> Any:
        """When it was last changed."""
        return item.last_modified
