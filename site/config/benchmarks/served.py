"""The site on a free port of this machine, as `make serve` would run it."""

import http.client
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from config.serving import programs
from config.serving.address import Address

PATIENCE = 60.0


@contextmanager
def served(**environment: str) -> Iterator[str]:
    """Serve until the block ends; gives the origin, such as http://localhost:40123. Settings may differ."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = programs.web_server(Address("127.0.0.1", "127.0.0.1", port))
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, env={**programs.environment(), **environment})  # noqa: S603 - our own command
    try:
        _wait(port)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _wait(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/health/live")
            connection.getresponse()
        except OSError:
            time.sleep(0.2)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError("The server did not answer.")
