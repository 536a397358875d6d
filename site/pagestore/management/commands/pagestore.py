"""The operators' door to the stored pages."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application

from config.languages import SOURCE
from pages.addresses import CALENDAR, HELP, address_of, codes, url
from pages.sitemap import PageSitemap
from pagestore.assembling import asked, is_secure, is_stored, shelf_here, takes_host
from pagestore.entry import Headers
from pagestore.layer import PageStore, Rules, run
from pagestore.watching import purge_everything
from signposting.finder.matching import listed


class Command(BaseCommand):
    """`manage.py pagestore fill`, `purge`, `stats` or `headers`."""

    help = "Stored pages: make them all ahead of readers, throw them all away on every machine, say how many there are, or print the headers for nginx."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do."""
        parser.add_argument("action", choices=["fill", "purge", "stats", "headers"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        if not settings.PAGE_STORE:
            raise CommandError("The page store is switched off: PAGE_STORE=false.")
        getattr(self, options["action"])()

    def fill(self) -> None:
        """Make every page that is not stored yet; what is stored stays."""
        store = PageStore(get_wsgi_application(), shelf_here(), Rules(takes_host, is_stored, is_secure), 1)
        kept = 0
        for address in addresses():
            status, _headers, _body = run(store, asked(address))
            kept += status.startswith("200")
        self.stdout.write(f"{kept} pages were asked for.")
        self.stats()

    def purge(self) -> None:
        """Throw everything away, here at once and on other machines within a second."""
        shelf_here()
        purge_everything()
        self.stdout.write("All stored pages are thrown away.")

    def headers(self) -> None:
        """What every stored page is sent with, as a file for nginx to include."""
        store = PageStore(get_wsgi_application(), shelf_here(), Rules(takes_host, is_stored, is_secure), 1)
        status, headers, _body = run(store, asked(url(SOURCE)))
        if not status.startswith("200"):
            raise CommandError(f"The first page answers {status}.")
        for line in nginx_headers(headers):
            self.stdout.write(line)

    def stats(self) -> None:
        """How many there are, how large, and how often something was thrown away."""
        shelf = shelf_here()
        pages, size, tags = shelf.totals()
        self.stdout.write(
            f"{pages} pages, {size / 1024 / 1024:.1f} of {settings.PAGE_STORE_MEGABYTES} megabytes, "
            f"{tags} things that they show, {shelf.epoch} purges."
        )


def nginx_headers(headers: Headers) -> list[str]:
    """`add_header` for each header that nginx does not set by itself; the language is the address's first part."""
    its_own = {"content-type", "content-length", "vary", "etag", "content-language"}
    lines = ["# Made by `manage.py pagestore headers`."]
    lines += [f'add_header {name} "{value}";' for name, value in headers if name.lower() not in its_own]
    return [*lines, "add_header Content-Language $lantern_language;"]


def addresses() -> Iterator[str]:
    """Every page, service and screen in every language."""
    pages = [address_of(page.url_path) for page in PageSitemap().items() if page.locale.language_code == SOURCE]
    services = [f"{HELP}{code}/" for code in listed().values_list("code", flat=True)]
    for language in codes():
        for place in (*pages, HELP, CALENDAR, *services):
            yield url(language, place)
