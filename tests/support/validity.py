"""Asks html-validate about pages."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings


def html_problems(pages: Mapping[str, bytes], folder: Path) -> dict[str, str]:
    """What is not valid HTML, each kind of problem once, by what it is; `pages` are bytes by the name to report."""
    places = {}
    for number, (name, body) in enumerate(pages.items()):
        place = folder / f"{number}.html"
        place.write_bytes(body)
        places[str(place)] = name
    node = Path(settings.BASE_DIR) / ".venv" / "bin" / "node"
    command = [
        str(node) if node.exists() else "node",
        "node_modules/html-validate/bin/html-validate.mjs",
        "--config",
        ".htmlvalidate.json",
    ]
    report = folder / "report.json"
    with report.open("w") as file:
        done = subprocess.run(
            [*command, "--formatter", "json", str(folder)],
            cwd=settings.BASE_DIR,
            stdout=file,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert report.read_text().startswith("["), f"html-validate did not run: {report.read_text()}{done.stderr.decode()}"
    found: dict[str, str] = {}
    for result in json.loads(report.read_text()):
        for message in result["messages"]:
            where = f"{places[result['filePath']]}:{message['line']}"
            # The page of samples shows some landmarks twice, as it must.
            if message["ruleId"] == "unique-landmark" and "/style/" in where:
                continue
            found.setdefault(
                f"{message['ruleId']} {message['message']}", f"{where} {message['ruleId']}: {message['message']}"
            )
    return found
