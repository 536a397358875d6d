"""Ids that two services of a feed share, though each names one thing of one service."""

from typing import Any

from signposting.models import Contact, CostOption, ServiceArea, ServiceAtLocation
from signposting.openreferral.values import Record, made_id

CHILDREN: tuple[tuple[str, Any, str], ...] = (
    ("contacts", Contact, "translation_key"),
    ("places", ServiceAtLocation, "uuid"),
    ("areas", ServiceArea, "uuid"),
    ("prices", CostOption, "uuid"),
)


def with_own_ids(service: Record) -> Record:
    """The service with an id of its own for each child whose id belongs to another service, or stands twice in it."""
    found = dict(service)
    for name, model, field in CHILDREN:
        ids = [row["id"] for row in service[name]]
        others = model.objects.filter(**{f"{field}__in": ids}).exclude(service__translation_key=service["id"])
        taken = {str(key) for key in others.values_list(field, flat=True)}
        found[name] = []
        for place, row in enumerate(service[name]):
            own = made_id(service["id"], name, row["id"], place) if row["id"] in taken else row["id"]
            taken.add(row["id"])
            found[name].append({**row, "id": own})
    return found
