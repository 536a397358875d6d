"""What says where a secret place is, is forgotten wherever else it was kept."""

import json
from typing import Any

from wagtail_localize.models import TranslationSource

from signposting.models import (
    Accessibility,
    Contact,
    ImportedRecord,
    Location,
    Service,
    ServiceAtLocation,
    SuggestedChange,
)
from signposting.models.locations import GIVES_AWAY, HINTS

IN_PERSON = Contact.Channel.IN_PERSON
# A fingerprint of a postcode gives it away: there are few enough to try them all.
MARKS = (*GIVES_AWAY, *HINTS, "name", "accessibility")


def forget_where(place: Location) -> None:
    """Take where it is out of its earlier versions, of what is known of its imports and of its services' history."""
    Accessibility.objects.filter(location=place).exclude(details="").update(details="")
    for revision in place.revisions.all():
        if said := said_instead(revision.content):
            revision.content.update(said)
            revision.save(update_fields=["content"])
    for known in ImportedRecord.objects.filter(kind=ImportedRecord.Kind.LOCATION, key=place.uuid):
        known.fingerprints = {name: mark for name, mark in known.fingerprints.items() if name not in MARKS}
        known.save(update_fields=["fingerprints"])
    for service in Service.objects.filter(service_at_locations__location=place).distinct():
        forget_where_to_go(service)


def said_instead(content: dict[str, Any]) -> dict[str, Any]:
    """What an earlier version of a place must say; nothing if it says nothing of where it is."""
    rows = content.get("accessibility", [])
    if not any(content.get(name) for name in (*GIVES_AWAY, *HINTS)) and not any(row["details"] for row in rows):
        return {}
    empty = {name: Location._meta.get_field(name).get_default() for name in (*GIVES_AWAY, *HINTS)}
    return {**empty, "accessibility": [{**row, "details": ""} for row in rows]}


def forget_where_to_go(service: Service) -> None:
    """Take ways to get in touch in person out of the history of a service that is at a secret place.

    Its present version has none: neither form lets both stand together. What another feed said of it goes
    altogether, since nobody has read that.
    """
    if not ServiceAtLocation.objects.filter(service=service, location__sensitive=True).exists():
        return
    service.unmapped = {}
    gone: set[str] = set()
    for one in Service.objects.filter(translation_key=service.translation_key):
        if one.unmapped:
            Service.objects.filter(pk=one.pk).update(unmapped={})
        for revision in one.revisions.all():
            if without_doors(revision.content, gone):
                revision.save(update_fields=["content"])
    for source in TranslationSource.objects.filter(object_id=service.translation_key):
        content = json.loads(source.content_json)
        if without_doors(content, gone):
            TranslationSource.objects.filter(pk=source.pk).update(content_json=json.dumps(content))
    SuggestedChange.objects.filter(suggestion__service=service, contact__in=gone).delete()


def without_doors(content: dict[str, Any], gone: set[str]) -> bool:
    """Take all of it out of one version, and add the keys of such ways to `gone`; whether there was any."""
    rows = content.get("contacts", [])
    doors = [row for row in rows if row["channel"] == IN_PERSON]
    if doors:
        content["contacts"] = [row for row in rows if row["channel"] != IN_PERSON]
        gone.update(str(row["translation_key"]) for row in doors)
    said = content.get("unmapped")
    if said:
        content["unmapped"] = {}
    return bool(doors or said)
