"""Processes that are killed at any moment, and what they had said until then."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from tests.ground.running import ROOT


def mails_left() -> "Counter[str]":
    """To whom mails left, and how many, as the demonstration writes them into files."""
    files = settings.EMAIL_FILE_PATH.glob("*.log")
    lines = (line for path in files for line in path.read_text().splitlines())
    return Counter(line for line in lines if line.startswith("To: "))


def run_alone(module: str, folder: Path, *arguments: int) -> "subprocess.CompletedProcess[str]":
    """A program of the tests, on the database in a folder of its own."""
    return subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings_demonstration",
            "DATA_DIR": str(folder),
            "DATABASE_URL": "",
            "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        },
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )


def killed(work: Callable[[int], None], word: str, within: float) -> tuple[list[list[str]], float]:
    """A process that works and says so to a pipe, killed within some seconds, or once it has said a word if that is 0.

    What it said, line by line in words, and how long it ran.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        work(writing)
    os.close(writing)
    started, said = time.monotonic(), b""
    if within:
        time.sleep(random.uniform(0, within))
    while not within and word.encode() not in said:
        said += os.read(reading, 200)
    ran = time.monotonic() - started
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        return [line.split() for line in (said + pipe.read()).decode().splitlines()], ran
