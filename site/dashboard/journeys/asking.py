"""Asking another server whether a page is still there: safely, briefly and politely.

An editor's link must not make this machine talk to its own network. So only http and https on their
own ports are asked, a name is resolved once, every address it has must be public, and the
connection goes to the address that was checked. Each redirect is checked in the same way. No
cookies and no credentials are sent, and no more than 64 kB is read.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings
from django.utils import timezone

TIMEOUT = 10
# For one link with all its redirects. A server that sends a byte now and then never lets the timeout run out.
ALTOGETHER = 15
MOST_REDIRECTS = 3
MOST_BYTES = 64 * 1024
# Between two requests to one host.
PAUSE = 1.0
PORTS = {"http": 80, "https": 443}
MOVED = (301, 302, 303, 307, 308)
FOR_GOOD = (301, 308)
# Servers that do not answer HEAD, or answer it wrongly, are asked once more as a browser would ask.
NOT_BY_HEAD = (400, 403, 404, 405, 406, 500, 501)
# RFC 6052 and 8215: an IPv4 address inside an IPv6 one, which a translator would reach.
TRANSLATED = [ipaddress.IPv6Network(network) for network in ("64:ff9b::/96", "64:ff9b:1::/48")]
# RFC 7526: a relay between the two.
RELAYS = ipaddress.IPv4Network("192.88.99.0/24")


class NotAllowedError(Exception):
    """An address that this machine must not talk to; its text is for editors."""


@dataclass(frozen=True)
class Answer:
    """What a server said: its status, where it led in the end, and how many seconds it asks us to wait."""

    status: int
    address: str
    moved_for_good: bool = False
    wait: int = 0


def agent() -> str:
    """Who asks, so that the owner of a server can find out why."""
    return f"Lantern-link-checker/1.0 (+{settings.PUBLIC_URL}; sees about once a week whether a link still works)"


def exceptions() -> set[tuple[str, int]]:
    """Private addresses and ports that may be asked all the same: tests name some, nobody else may (dashboard.checks)."""
    return set(getattr(settings, "LINK_CHECKS_MAY_ALSO_ASK", ()))


def is_public(text: str) -> bool:
    """Whether an address is one of the public internet."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(str(address.ipv4_mapped))
        if address.sixtofour or address.teredo or address.is_site_local:
            return False
        if any(address in network for network in TRANSLATED):
            return False
    elif address in RELAYS:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def resolved(host: str, port: int) -> str:
    """The address to connect to. Raises NotAllowedError if any of the host's addresses is not public, OSError if it has none."""
    found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not all((address, port) in exceptions() or is_public(address) for address in found):
        raise NotAllowedError("This address leads into a private network; readers cannot open it.")
    return sorted(found, key=lambda address: ":" in address)[0]


def port_of(parts: SplitResult) -> int:
    """The port that may be asked. Raises NotAllowedError for what is not an address of the web, or not one for readers."""
    if parts.scheme not in PORTS or not parts.hostname:
        raise NotAllowedError("This is not an address of the web.")
    if parts.username is not None or parts.password is not None:
        raise NotAllowedError("This address holds a user name or a password. Take it out.")
    try:
        port = parts.port or PORTS[parts.scheme]
    except ValueError as error:
        raise NotAllowedError("This is not an address of the web.") from error
    if port != PORTS[parts.scheme] and port not in {allowed for _address, allowed in exceptions()}:
        raise NotAllowedError("This address names an unusual port, which many readers cannot open.")
    return port


def _left(until: float) -> float:
    """The seconds that are left. Raises TimeoutError if none are."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _connection(parts: SplitResult, until: float) -> http.client.HTTPConnection:
    """A connection to the address that was checked, before any handshake; the name is only for the certificate and the Host."""
    host, port = parts.hostname or "", port_of(parts)
    address = resolved(host, port)
    timeout = min(TIMEOUT, _left(until))
    plain = socket.create_connection((address, port), timeout=timeout)
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    try:
        connection.sock = (
            ssl.create_default_context().wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
            if parts.scheme == "https"
            else plain
        )
    except (OSError, ValueError):
        plain.close()
        raise
    return connection


def once(
    method: str,
    address: str,
    until: float,
    *,
    accept: str = "text/html,*/*;q=0.5",
    who: str = "",
    most: int = MOST_BYTES,
) -> tuple[int, dict[str, str], bytes]:
    """One request: the status, the headers, and what was read. Raises TimeoutError when the time for the link is over."""
    parts = urlsplit(address)
    connection = _connection(parts, until)
    watch = threading.Timer(max(0, until - time.monotonic()), connection.sock.shutdown, [socket.SHUT_RDWR])
    watch.daemon = True
    watch.start()
    try:
        if isinstance(connection.sock, ssl.SSLSocket):
            connection.sock.do_handshake()
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
            "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else ""
        )
        host = parts.hostname or ""
        named = host if parts.port in (None, PORTS[parts.scheme]) else f"{host}:{parts.port}"
        headers = {"Host": named, "User-Agent": who or agent(), "Accept": accept, "Connection": "close"}
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        body = response.read(most) if method == "GET" else b""
        return response.status, {name.lower(): value for name, value in response.getheaders()}, body
    except (OSError, http.client.HTTPException) as error:
        if time.monotonic() >= until:
            raise TimeoutError from error
        raise
    finally:
        watch.cancel()
        connection.close()


def ask(address: str) -> Answer:
    """Ask for a page. Raises NotAllowedError, or OSError or http.client.HTTPException if nobody answers as they should.

    Whatever the other server says, nothing else is raised, and no text holds NUL, which a database refuses.
    """
    try:
        return _followed(address)
    except (OSError, http.client.HTTPException) as error:
        if "\0" in str(error):
            raise OSError(str(error).replace("\0", "")) from error
        raise
    except ValueError as error:
        raise OSError("it is, or leads to, something that is not an address of the web") from error


def _followed(address: str) -> Answer:
    """Ask, and go where redirects lead. Raises ValueError as well, for an address that cannot be taken apart."""
    here, for_good, method = address, True, "HEAD"
    asked: set[str] = set()
    redirects = 0
    until = time.monotonic() + ALTOGETHER
    while True:
        host = urlsplit(here).hostname or ""
        if host in asked:
            time.sleep(min(PAUSE, _left(until)))
        asked.add(host)
        status, headers, _body = once(method, here, until)
        if status in MOVED and headers.get("location"):
            redirects += 1
            if redirects > MOST_REDIRECTS:
                raise OSError("it leads from one address to the next, again and again")
            for_good = for_good and status in FOR_GOOD
            here = urljoin(here, headers["location"].replace("\0", ""))
        elif method == "HEAD" and status in NOT_BY_HEAD:
            method = "GET"
        else:
            return Answer(status, here, bool(redirects) and for_good, seconds(headers.get("retry-after", "")))


def seconds(text: str) -> int:
    """What `Retry-After` asks for: seconds, or until a date; 0 if it says nothing that can be read."""
    if re.fullmatch(r"\d{1,10}", text.strip()):
        return int(text)
    try:
        return max(0, int((parsedate_to_datetime(text) - timezone.now()).total_seconds()))
    except (TypeError, ValueError, OverflowError, IndexError):
        return 0
