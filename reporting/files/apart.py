"""Opening what strangers send in a process of its own: little memory, little time, no environment, no file, no network.

Bytes go in and out by pipes, so that nothing of a file is written to a disk. A hostile file harms that process alone.
"""

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from threading import Thread, Timer
from typing import IO

# Of the processor.
SECONDS = 30
MEMORY = 2 * 1024 * 1024 * 1024
# More than any clean copy needs; a process that writes without end is stopped.
MOST_OUT = 64 * 1024 * 1024
DONE, DAMAGED, TOO_LARGE, LOCKED = 0, 1, 3, 4
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
ROOT = Path(__file__).resolve().parents[2]
# An isolated Python knows no folder but its own; the site's comes last, so that nothing in it stands in for a module.
START = (
    "import runpy, sys; root, module = sys.argv[1:3]; del sys.argv[1:3]; "
    "sys.path.append(root); runpy.run_module(module, run_name='__main__')"
)


def run(module: str, data: bytes, *arguments: str, seconds: float) -> tuple[int, bytes]:
    """Give a module of reporting.files some bytes: its exit code, and what it made of them. Killed, also after so many seconds, it has DAMAGED."""
    # start_new_session: whatever it may have started goes with it.
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-I", "-c", START, str(ROOT), f"reporting.files.{module}", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        start_new_session=True,
    ) as process:
        assert process.stdin  # noqa: S101
        assert process.stdout  # noqa: S101
        timer = Timer(seconds, _kill, [process])
        feeder = Thread(target=_feed, args=(process.stdin, data), daemon=True)
        timer.start()
        feeder.start()
        try:
            made = process.stdout.read(MOST_OUT + 1)
            if len(made) > MOST_OUT:
                _kill(process)
            code = process.wait()
        finally:
            timer.cancel()
            _kill(process)
            feeder.join()
    return (code if code >= 0 else DAMAGED), made


def limit(files: bool = False) -> None:
    """Called by the module itself before it looks at a byte. No file grows; without `files`, none is opened, nor a socket."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # A network of its own with nobody in it. Where the machine forbids that, the limits below have to do.
    ctypes.CDLL(None).unshare(NEW_USER | NEW_NETWORK)
    if not files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _feed(pipe: IO[bytes], data: bytes) -> None:
    with contextlib.suppress(OSError), pipe:
        pipe.write(data)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
