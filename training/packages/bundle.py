"""What a page of ours needs, taken along: every file that it loads, so that it asks nobody for anything."""

import posixpath
import re
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage

LOADED = {
    "img": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "link": ("href",),
    "script": ("src",),
    "use": ("href",),
}
IN_CSS = re.compile(r"""url\(["']?([^"')#]+)["']?\)""")


class NotOursError(ValueError):
    """A page would load something from elsewhere."""


class Bundle:
    """Files by their paths in the package."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def page(self, html: str) -> str:
        """The page with addresses that lead into the package; its links lead to the site. Raises NotOursError."""
        soup = BeautifulSoup(html, "html.parser")
        for tag in soup.find_all(list(LOADED)):
            for name in LOADED[tag.name]:
                if tag.get(name):
                    tag[name] = self._loaded(name, str(tag[name]))
        for link in soup.find_all("a", href=True):
            _lead_out(link)
        return str(soup)

    def _loaded(self, name: str, value: str) -> str:
        if name != "srcset":
            return self._taken(value)
        parts = [part.split(None, 1) for part in value.split(",") if part.strip()]
        return ", ".join(" ".join([self._taken(part[0]), *part[1:]]) for part in parts)

    def _taken(self, address: str) -> str:
        path = unquote(urlsplit(address).path)
        if urlsplit(address).netloc:
            raise NotOursError(address)
        for prefix, folder, storage in (
            (settings.STATIC_URL, "static", staticfiles_storage),
            (settings.MEDIA_URL, "media", default_storage),
        ):
            if path.startswith(prefix):
                return quote(self._kept(folder, storage, path.removeprefix(prefix)))
        raise NotOursError(address)

    def _kept(self, folder: str, storage: Any, name: str) -> str:
        kept = f"{folder}/{name}"
        if kept not in self.files:
            with storage.open(name) as file:
                self.files[kept] = file.read()
            if name.endswith(".css"):
                for found in IN_CSS.findall(self.files[kept].decode()):
                    if not found.startswith("data:"):
                        self._kept(folder, storage, posixpath.normpath(posixpath.join(posixpath.dirname(name), found)))
        return kept


def _lead_out(link: Any) -> None:
    """A link to the site, or on to somebody else, opens beside the platform that shows the package."""
    if link["href"].startswith("/"):
        link["href"] = f"{settings.PUBLIC_URL}{link['href']}"
    if link["href"].startswith(("http://", "https://")):
        link["target"], link["rel"] = "_blank", "noopener noreferrer"
