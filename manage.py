#!/usr/bin/env python
"""The operators' door."""

import os
import signal
import sys
from pathlib import Path


def main() -> None:
    """Run one command; wrong settings and Ctrl-C end it with a line, never a traceback."""
    root = Path(__file__).resolve().parent
    # `site` is the name of a module of Python's own, so the folder goes on the path instead.
    sys.path[:0] = [str(root / "site"), str(root)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_demonstration")
    serving = sys.argv[1:2] == ["serve"]
    if serving:
        # Until the command itself listens (config.serving.stopping), while Django is being imported.
        # Nothing has been begun, so the process ends at once; a KeyboardInterrupt would be lost if it
        # struck inside a destructor, as some do while modules load.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: os._exit(0))
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line

        try:
            execute_from_command_line(sys.argv)
        except ImproperlyConfigured as error:
            sys.exit(f"Lantern cannot start: {error}")
    except KeyboardInterrupt:
        sys.exit(0 if serving else 130)


if __name__ == "__main__":
    main()
