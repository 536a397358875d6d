"""Opening hours as schedules."""

from signposting.openreferral.values import Record, made_id


def schedule_records(hours: str, **links: str) -> list[Record]:
    """HSDS 3.0 `schedules` for hours in the fixed form; `links` say whose they are, the narrowest last."""
    owner = list(links.values())[-1]
    return [{"id": made_id(owner, "schedule", hours), **links, "description": hours}] if hours else []
