"""The programs behind the site: the web server and the task worker, as commands."""

import os
import sys

from django.conf import settings

from config.serving.address import Address

WORKERS = 2
# Each thread keeps a database connection. Enough that a few slow readers do not hold up the rest.
THREADS = 16


def web_server(address: Address) -> list[str]:
    """Granian, without an access log: no reader's address is ever written down."""
    return [
        *(sys.executable, "-m", "granian", "config.wsgi:application"),
        *("--interface", "wsgi", "--http", "1", "--no-ws"),
        *("--host", address.number, "--port", str(address.port)),
        *("--workers", str(WORKERS), "--blocking-threads", str(THREADS)),
        *("--no-access-log", "--log-level", "error", "--workers-kill-timeout", "3"),
    ]


def task_worker() -> list[str]:
    """The worker for background tasks and regular work; more than one may run."""
    return [sys.executable, "manage.py", "task_worker"]


def environment() -> dict[str, str]:
    """What the children find in their environment.

    They run in the project's folder, so relative entries do, and a folder with a colon or a space in
    its name does no harm. Granian reads options from GRANIAN_*: none of them may switch on its access log.
    """
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GRANIAN_")}
    return {
        **inherited,
        "DATA_DIR": str(settings.DATA_DIR),
        "PYTHONPATH": os.pathsep.join(["site", "."]),
        "PYTHONUNBUFFERED": "1",
    }
