"""Talking to a record store that the operator named: one connection, one statement at a time, patiently and not for long.

The address is a setting, so it may lie in a private network. A redirect is never followed: credentials go where they were
meant to go, or nowhere.
"""

import base64
import http.client
import json
import ssl
import threading
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

from config.record_stores import StoreAccount
from dashboard.journeys.asking import seconds

VERSION = "1.0.3"
TIMEOUT = 10
# For one statement: a store that sends a byte now and then never lets the timeout run out.
ALTOGETHER = 15
MOST_BYTES = 64 * 1024


class RecordStore:
    """A connection that is opened when it is first needed."""

    def __init__(self, account: StoreAccount) -> None:
        parts = urlsplit(account.url)
        host, port = parts.hostname or "", parts.port
        self._path = parts.path.rstrip("/")
        self._connection = (
            http.client.HTTPSConnection(host, port, timeout=TIMEOUT, context=ssl.create_default_context())
            if parts.scheme == "https"
            else http.client.HTTPConnection(host, port, timeout=TIMEOUT)
        )
        secret = f"{account.username}:{account.secret}".encode()
        self._headers = {
            "Authorization": f"Basic {base64.b64encode(secret).decode()}",
            "Content-Type": "application/json",
            "X-Experience-API-Version": VERSION,
            "User-Agent": f"Lantern-training/1.0 (+{settings.PUBLIC_URL})",
        }

    def close(self) -> None:
        """No more is said."""
        self._connection.close()

    def put(self, statement: dict[str, Any]) -> tuple[int, int]:
        """Store a statement under its id: the status, and the seconds that the store asks us to wait.

        Raises OSError or http.client.HTTPException if no answer came; then it may be stored or not.
        """
        if self._connection.sock is None:
            self._connection.connect()
        watch = threading.Timer(ALTOGETHER, self._connection.close)
        watch.daemon = True
        watch.start()
        try:
            address = f"{self._path}/statements?statementId={quote(statement['id'])}"
            self._connection.request("PUT", address, json.dumps(statement).encode(), self._headers)
            answer = self._connection.getresponse()
            answer.read(MOST_BYTES)
            if not answer.isclosed():
                self._connection.close()
            return answer.status, seconds(answer.headers.get("Retry-After", ""))
        except (AttributeError, ValueError) as error:
            # The connection was closed while it was read.
            raise OSError("the record store took too long to answer") from error
        finally:
            watch.cancel()
