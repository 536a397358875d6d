"""`manage.py serve`: what `make serve` runs."""

import io
import sys
from typing import Any

from django.core.management.base import BaseCommand

from config.serving.journey import serve
from config.serving.problem import CannotServe
from config.serving.stopping import Stop, Stopping


class Command(BaseCommand):
    """Serves the site on this machine."""

    help = "Prepares everything that is not ready yet and serves the site at HOST:PORT until Ctrl-C or SIGTERM."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve; exit with 0 when asked to stop and with 1, after one clear line, when it cannot go on."""
        stopping = Stopping()
        stopping.listen()
        _prepare(sys.stdout)
        try:
            serve(self._say, stopping)
        except Stop:
            self._say("Stopped before the site was ready; the next start goes on from here.")
        except CannotServe as problem:
            self.stderr.write(f"Lantern cannot be served: {problem}")
            sys.exit(1)
        else:
            self._say("Stopped.")

    def _say(self, text: str) -> None:
        self.stdout.write(text)


def _prepare(stream: Any) -> None:
    """Show every line when it is said, and question marks where a terminal knows no Urdu."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace", line_buffering=True)
