"""Puts the store around Django's application, as the settings say."""

import hashlib
import os
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve, set_urlconf
from django.utils import translation
from django.utils.translation import get_language_from_path
from wagtail.contrib.frontend_cache.utils import purge_urls_from_cache

from pagestore.following import Follower
from pagestore.layer import Application, Environ, PageStore, Rules, run
from pagestore.ready import Keeper
from pagestore.shelf import Shelf
from pagestore.watching import at_once

# Whatever makes a page look otherwise without a change in the database.
SOURCES = (".py", ".html", ".mo", ".svg", ".txt")
BOOT = Path("/proc/sys/kernel/random/boot_id")
FOLDERS = ("site", "campaigns", "training", "reporting", "locale")
SETTINGS = ("DEMONSTRATION", "NOINDEX", "SITE_NAME", "PUBLIC_URL", "EXIT_URL", "LANGUAGE_CODES", "SECURE_SSL_REDIRECT")


def around(application: Application) -> Application:
    """The application with the store ahead of it, or as it is where the store is switched off."""
    if not settings.PAGE_STORE:
        return application
    shelf = shelf_here()
    shelf.forget_others()
    Follower(shelf).start()
    rules = Rules(takes_host, is_stored, is_secure)
    seconds = settings.CDN_SECONDS if settings.WAGTAILFRONTENDCACHE else 0
    store = PageStore(application, shelf, rules, settings.PAGE_STORE_MEMORY_MEGABYTES, seconds)
    Keeper(shelf, lambda address: run(store, asked(address))[0]).start()
    return store


@cache
def shelf_here() -> Shelf:
    """The shelf of this machine for this state of code and settings; a change made here is thrown away here at once."""
    shelf = Shelf(Path(settings.PAGE_STORE_DIR), version(), settings.PAGE_STORE_MEGABYTES)

    def thrown_away(tags: set[str], line: int) -> None:
        shelf.purge(tags, lines=[line])

    at_once(thrown_away)
    if settings.WAGTAILFRONTENDCACHE:
        shelf.tell = purge_network
    return shelf


def purge_network(keys: list[str]) -> None:
    """Have the worker purge these addresses from the content delivery network; a purge that fails is in its log."""
    if keys:
        purge_urls_from_cache([f"{settings.PUBLIC_URL}{quote(key)}" for key in keys])


def version() -> str:
    """A name for this state of code, templates, catalogues, style sheets and settings."""
    total = hashlib.sha256()
    # Nothing here waits for the disk: after a power cut a file may be there without its tags.
    if BOOT.exists():
        total.update(BOOT.read_bytes())
    for name in SETTINGS:
        total.update(f"{name}={getattr(settings, name)!r};".encode())
    for folder in FOLDERS:
        for place, folders, names in os.walk(settings.BASE_DIR / folder):
            folders[:] = sorted(name for name in folders if name not in ("__pycache__", "node_modules"))
            for name in sorted(name for name in names if name.endswith(SOURCES)):
                path = Path(place) / name
                found = path.stat()
                total.update(f"{path}:{found.st_size}:{found.st_mtime_ns};".encode())
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists():
        total.update(manifest.read_bytes())
    return total.hexdigest()[:16]


def takes_host(host: str) -> bool:
    """Whether this is the site's own name, and not the packages'."""
    domain, _port = split_domain_port(host)
    return bool(domain) and domain != settings.PACKAGE_HOST and validate_host(domain, settings.ALLOWED_HOSTS)


def is_secure(environ: Environ) -> bool:
    """Whether Django would answer, and not lead on to https."""
    if not settings.SECURE_SSL_REDIRECT:
        return True
    header = getattr(settings, "SECURE_PROXY_SSL_HEADER", None)
    if header:
        return bool(environ.get(header[0]) == header[1])
    return bool(environ.get("wsgi.url_scheme") == "https")


def is_stored(path: str) -> bool:
    """Whether the view at an address has said that its answers may be kept (pagestore.storing.stored)."""
    set_urlconf(None)
    try:
        # The tree's addresses begin with the active language.
        with translation.override(get_language_from_path(path) or settings.LANGUAGE_CODE):
            view: Any = resolve(path).func
    except Resolver404:
        return False
    return bool(getattr(view, "is_stored", False))


def asked(address: str) -> dict[str, Any]:
    """A request for an address, as a reader's through the public name."""
    public = urlsplit(settings.PUBLIC_URL)
    header = getattr(settings, "SECURE_PROXY_SSL_HEADER", None)
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "QUERY_STRING": "",
        "HTTP_HOST": public.netloc,
        "SERVER_NAME": public.hostname or "localhost",
        "SERVER_PORT": str(public.port or 443),
        "wsgi.url_scheme": public.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        **({header[0]: header[1]} if header else {}),
    }


def kept(address: str) -> bytes | None:
    """The body of a page that is stored at present, if it is."""
    entry = shelf_here().read(address) if settings.PAGE_STORE else None
    return entry.bodies[""] if entry else None
