"""What the desk wrote about a file, in words."""

from typing import Any

from reporting import terms
from reporting.journeys.quarantining import QUARANTINE, SCANNER


def suspicion(data: dict[str, Any]) -> str:
    """Why a file is in quarantine."""
    if data["why"] == SCANNER:
        return f"The virus scanner found {data['about']}."
    why = terms.words(terms.SUSPICIONS, data["why"])
    return f"{why}: {data['about']}" if data["about"] else f"{why}."


def said_of_file(record: dict[str, Any]) -> str:
    """A record of quarantine or of handing over."""
    data = record["data"]
    if record["kind"] == QUARANTINE:
        return f"File {data['number']}: {suspicion(data)}"
    return f"File {data['number']} to {data['to']}, reference {data['reference']}: {data['why']}"
