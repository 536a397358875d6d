"""The pictures of the guides: taken by the tests' browser, and out of date as soon as a screen says something else.

Beside each picture lies what its screen said when it was taken, with every number as 0, because days and
counts change by themselves. `make pictures` takes all of them again.
"""

import io
import os
import re
import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.ground.running import ROOT

FOLDER = ROOT / "docs/pictures/guide"
TAKE = os.environ.get("LANTERN_PICTURES") == "take"
COLOURS = 128
# Seconds in which the scripts of a screen finish, on a slow machine as well.
PATIENCE = 15.0
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
AGO = r"(?:0 (?:second|minute|hour|day|week|month|year)s?(?:, | ago)?)+|just now"


def words(page: Page, place: str) -> str:
    """What a part of the screen says, without what changes by itself."""
    said = " ".join(page.locator(place).first.inner_text().split())
    said = re.sub(r"\d+", "0", said)
    said = re.sub(rf"\b(?:{MONTHS}|{DAYS}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?", "0", said)
    return re.sub(AGO, "some time ago", said)


def settled(page: Page, place: str) -> str:
    """The words of a screen whose scripts, such as the one that draws the editor's overview, have done their work."""
    said = ""
    while said != (said := words(page, place)):
        page.wait_for_timeout(2000)
    return said


def picture(page: Page, name: str, place: str = "main", whole: bool = False) -> None:
    """Take a picture for a guide, or hold the screen against the one that is there.

    `place` is the part of the page whose words count: what the days bring, such as what is overdue, is left out.
    `whole` takes the page below the fold as well.
    """
    kept = FOLDER / f"{name}.txt"
    if TAKE:
        said = settled(page, place)
        FOLDER.mkdir(parents=True, exist_ok=True)
        shot = Image.open(io.BytesIO(page.screenshot(full_page=whole, animations="disabled")))
        shot.convert("RGB").quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)
        kept.write_text(said + "\n")
        return
    assert (FOLDER / f"{name}.png").exists(), f"There is no picture {name}: run make pictures."
    expected, deadline = kept.read_text().strip(), time.monotonic() + PATIENCE
    while (said := words(page, place)) != expected and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert said == expected, f"The picture {name} in docs/ is out of date: run make pictures.\n{said}"


def used_in(document: Path) -> set[str]:
    """The pictures that a guide shows."""
    return set(re.findall(r"pictures/guide/([\w-]+)\.png", document.read_text()))
