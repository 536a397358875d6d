"""A report that an officer sanitised, and its referral, filled in."""

from typing import Any

import pyrage

from reporting.journeys import sending
from reporting.models import PartnerAgency, Report
from tests.reporting.conftest import concern
from tests.reporting.desk import Officer, address
from tests.reporting.test_files import photograph, upload

ANSWERS = {
    "worry": "zArQaEl told me at Wexmoor Lodge: Za\u200brqael is there with Ｚａｒｑａｅｌ's sister, and he sells in Millwright Lane",
    "area": "Old Millwright Lane",
    "own_name": "Bilqadir",
    "contact_how": "bilqadir@qmail.example",
    "wish": "Talk softly to zarqael_99",
}
GROUNDS = {"basis": "public_task", "conditions": ["safeguarding", "offences"], "guidance": ["working_together"]}
PLANTED = ("zarqael", "zarqael_99", "wexmoor", "bilqadir", "qmail.example")


def a_sanitised_report(officer: Officer, **more: Any) -> Report:
    """A report whose names and places an officer masked."""
    taken, _refused = upload(("planted-photo.jpg", photograph()))
    filled = {"path": "young_person", "language": "pl", "answers": ANSWERS, "files": tuple(taken), **more}
    report = sending.send(concern(**filled))
    officer.go(address(report, "sanitise/"))
    typed = {**officer.typed(), "words": "Zarqael\nWexmoor Lodge\nBilqadir", "step": "keep"}
    officer.post(address(report, "sanitise/"), **typed)
    assert officer.page.status_code == 200
    return report


def filled(officer: Officer, report: Report, agency: PartnerAgency, **more: Any) -> dict[str, Any]:
    """The referral's page, filled in."""
    officer.go(address(report, "refer/"))
    why = "ZARQAEL may be groomed at the weirbank. Please look into it."
    return {**officer.typed(), "agency": agency.pk, "chosen": ["worry", "wish"], "why": why, **GROUNDS, **more}


def opened(page: Any, identity: Any) -> str:
    """What the agency reads."""
    assert page.status_code == 200
    text: str = pyrage.decrypt(page.content, [identity]).decode()
    return text
