"""The house's own checks: each has a number of its own, so that silencing one silences nothing else."""

import re
from collections import Counter

from tests.ground.running import ROOT


def test_no_two_checks_have_the_same_number() -> None:
    found = Counter(
        number
        for folder in ("site", "campaigns")
        for path in (ROOT / folder).rglob("checks.py")
        for number in set(re.findall(r"id=\"(lantern\.[EW]\d+)\"", path.read_text()))
    )
    assert found["lantern.E020"] == 1
    assert [number for number, files in found.items() if files > 1] == []
