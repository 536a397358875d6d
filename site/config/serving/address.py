"""Where the site listens: HOST and PORT, and whether that place is free."""

import errno
import socket
from dataclasses import dataclass

from config import env
from config.serving.problem import CannotServe

HOST = env.text("HOST", "127.0.0.1", "The address that the server listens on; 0.0.0.0 for every one of this machine.")
PORT = env.number("PORT", 8000, "The port that the server listens on.", least=1, most=65535)

LOOPBACK = ("127.0.0.1", "::1", "localhost")
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104


@dataclass(frozen=True)
class Address:
    """A host as the operator gave it, the number it stands for, and a port."""

    host: str
    number: str
    port: int

    @property
    def url(self) -> str:
        """What to type into a browser here. Passkeys work on `localhost` and not on 127.0.0.1."""
        name = "localhost" if self.host in (*LOOPBACK, *EVERYWHERE) else self.host
        return f"http://{f'[{name}]' if ':' in name else name}:{self.port}/"


def chosen() -> Address:
    """The address asked for in the environment. Granian takes numbers only, so a name is looked up."""
    try:
        found = socket.getaddrinfo(HOST, PORT, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise CannotServe(f"HOST={HOST} is not the name or number of an address: {error.strerror}.") from error
    # `localhost` stands for 127.0.0.1 and ::1; the first is what everything else here assumes.
    first = min(found, key=lambda entry: entry[0] != socket.AF_INET)
    return Address(HOST, str(first[4][0]), PORT)


def check_free(address: Address) -> None:
    """Raise CannotServe if the server could not listen there.

    Granian shares a port with whoever else allows it (SO_REUSEPORT), and readers would then get
    either program by chance; this socket shares with nobody.
    """
    family = socket.AF_INET6 if ":" in address.number else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.number, address.port))
            probe.listen(1)
        except OSError as error:
            raise CannotServe(_explain(error, address)) from error


def _explain(error: OSError, address: Address) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"port {address.port} on {address.host} is in use by another program. "
            "Stop that program, or choose another port: PORT=8001 make serve"
        )
    if error.errno == errno.EACCES:
        return f"port {address.port} needs an administrator's rights. Choose one above 1023: PORT=8000 make serve"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"HOST={address.host} is not an address of this machine. 127.0.0.1 is, and 0.0.0.0 stands for all."
    return f"nothing can listen at {address.host}, port {address.port}: {error.strerror}."
