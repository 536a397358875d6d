"""The files of a report as its page shows them."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from reporting.desk.shown import visible
from reporting.desk.words_of_files import suspicion
from reporting.journeys.attaching import Described
from reporting.journeys.quarantining import handed_over, quarantined

COPIES = {"picture": "picture", "document": "document", "sound": "recording", "film": "film"}


@dataclass(frozen=True)
class Handed:
    """One handing over to the police."""

    at: datetime
    by: str
    to: str
    reference: str
    sha256: str


@dataclass(frozen=True)
class ShownFile:
    """A file, whether it is in quarantine and why, and who in the police has it."""

    file: Described
    kind: str
    suspected: str
    handed: list[Handed]


def shown_files(files: list[Described], records: list[dict[str, Any]]) -> list[ShownFile]:
    """Files with names that cannot pass for others: "fdp.exe" turned round looks like "exe.pdf"."""
    away, given = quarantined(records), handed_over(records)
    return [
        ShownFile(
            replace(file, name=visible(file.name)),
            COPIES[file.family],
            visible(suspicion(away[file.id]["data"])) if file.id in away else "",
            [handed(record) for record in given.get(file.id, [])],
        )
        for file in files
    ]


def handed(record: dict[str, Any]) -> Handed:
    """Who got it, and what shows that it is the same."""
    data = record["data"]
    at = datetime.fromisoformat(record["at"])
    return Handed(at, record["by"], visible(data["to"]), visible(data["reference"]), data["sha256"])
