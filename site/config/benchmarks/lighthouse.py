"""Lighthouse, on the served site, where node and Chromium are there to run it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings

CHROME_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMEOUT = 180


def tool() -> list[str] | None:
    """How to start Lighthouse, or None if it is not installed (`make setup-dev` does that)."""
    script = settings.BASE_DIR / "node_modules" / "lighthouse" / "cli" / "index.js"
    node = Path(sys.executable).with_name("node")
    return [str(node), str(script)] if node.exists() and script.exists() and chromium() else None


def chromium() -> str | None:
    """The browser to measure with."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def score(command: list[str], address: str, folder: Path) -> dict[str, int]:
    """The four scores of an address, out of 100, on Lighthouse's simulated slow 4G phone."""
    report = folder / "lighthouse.json"
    arguments = [
        *command,
        address,
        f"--chrome-flags={CHROME_FLAGS}",
        "--output=json",
        f"--output-path={report}",
        "--quiet",
    ]
    environment = {**os.environ, "CHROME_PATH": chromium() or ""}
    # Our own command line on our own addresses.
    subprocess.run(  # noqa: S603
        arguments, check=True, env=environment, timeout=TIMEOUT, capture_output=True
    )
    found = json.loads(report.read_text())["categories"]
    return {name: round(100 * found[name]["score"]) for name in CATEGORIES}
