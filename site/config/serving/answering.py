"""Waits until the server answers, so that the printed addresses work when they are read."""

import http.client
import time

from config.serving.address import EVERYWHERE, Address
from config.serving.children import Children
from config.serving.problem import CannotServe
from config.serving.stopping import Stopping

PATH = "/health/live"
PATIENCE = 90.0


def wait(address: Address, children: Children, stopping: Stopping) -> None:
    """Return when the server answers or a stop is asked for; raise CannotServe if neither comes."""
    deadline = time.monotonic() + PATIENCE
    while not stopping.asked and not _answers(address):
        children.check()
        if time.monotonic() > deadline:
            raise CannotServe(f"the server did not answer within {PATIENCE:.0f} seconds.")
        time.sleep(0.1)


def _answers(address: Address) -> bool:
    number = {"0.0.0.0": "127.0.0.1", "::": "::1"}[address.number] if address.number in EVERYWHERE else address.number  # noqa: S104
    connection = http.client.HTTPConnection(number, address.port, timeout=5)
    try:
        connection.request("GET", PATH, headers={"Host": "localhost", "Connection": "close"})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    if status >= http.client.INTERNAL_SERVER_ERROR:
        raise CannotServe(f"the server answers {PATH} with an error ({status}); what it said is above.")
    return True
