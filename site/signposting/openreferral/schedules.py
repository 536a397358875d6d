"""Opening hours as schedules."""

import json

from signposting.hours import HoursError, parse_hours, schedules_of
from signposting.openreferral.values import Record, made_id


def schedule_records(hours: str, **links: str) -> list[Record]:
    """HSDS 3.0 `schedules` for hours in the fixed form; `links` say whose they are, the narrowest last.

    What cannot be read is told as it stands, so that a person can.
    """
    owner = list(links.values())[-1]
    try:
        said = schedules_of(parse_hours(hours))
    except HoursError:
        said = [{"description": hours}]
    return [
        {"id": made_id(owner, "schedule", json.dumps(schedule, sort_keys=True)), **links, **schedule}
        for schedule in said
    ]
