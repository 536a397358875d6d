"""Locations and services at them, and areas that services serve."""

from signposting.models import CostOption, Location, ServiceArea, ServiceAtLocation
from signposting.openreferral.schedules import schedule_records
from signposting.openreferral.values import Record, compact, in_source, made_id, merged

COUNTRY = "GB"
GEOGRAPHY = "http://statistics.data.gov.uk/id/statistical-geography/"
"""Where the Office for National Statistics names areas by their codes."""


def location_record(place: Location, *, nested: bool) -> Record:
    """HSDS 3.0 `location`; `nested` adds its address and what makes it easier to use.

    A sensitive place has a name and what makes it easier to use, and nothing else that anybody
    wrote of it: directions, details and what another feed said of it give a place away as much as
    its address. It stays `physical`, since tools would show a `virtual` place as online.
    """
    key = str(place.uuid)
    if place.sensitive:
        record = {"id": key, "location_type": "physical", "code": place.code, "name": place.name, "sensitive": True}
        features = [compact({**row, "details": ""}) for row in accessibility_records(place)] if nested else []
        return compact({**record, "accessibility": features})
    own = {
        "id": key,
        "location_type": "physical",
        "code": place.code,
        "name": place.name,
        "description": place.description,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "transportation": place.transportation,
        "addresses": address_records(place) if nested else [],
        "accessibility": accessibility_records(place) if nested else [],
        "sensitive": None,
        "last_modified": None,
    }
    return merged(own, place.unmapped)


def address_records(place: Location) -> list[Record]:
    """The one address of a location, with what the schema requires of an address even where it is empty."""
    if not place.address and not place.region:
        return []
    optional = compact({"address_2": place.address_2, "region": place.region})
    return [
        {
            "id": made_id(place.uuid, "address"),
            "location_id": str(place.uuid),
            "address_1": place.address_1,
            "city": place.city,
            "state_province": place.state_province,
            "postal_code": place.postal_code,
            "country": COUNTRY,
            "address_type": "physical",
            **optional,
        }
    ]


def accessibility_records(place: Location) -> list[Record]:
    """HSDS 3.0 `accessibility`; `feature` is our code for it."""
    return [
        compact(
            {
                "id": str(row.uuid),
                "location_id": str(place.uuid),
                "description": in_source(row.get_feature_display()),
                "feature": row.feature,
                "details": row.details,
            }
        )
        for row in place.accessibility.all()
    ]


def place_of_service(link: ServiceAtLocation, service_id: str, *, nested: bool) -> Record:
    """HSDS 3.0 `service_at_location` as it stands inside its service; `hours` are as typed."""
    return compact(
        {
            "id": str(link.uuid),
            "service_id": service_id,
            "location_id": str(link.location.uuid),
            "location": location_record(link.location, nested=nested),
            "hours": link.hours,
            "schedules": place_schedules(link, service_id) if nested else [],
        }
    )


def place_schedules(link: ServiceAtLocation, service_id: str) -> list[Record]:
    """When a service is at a place."""
    return schedule_records(link.hours, service_id=service_id, service_at_location_id=str(link.uuid))


def area_record(area: ServiceArea, service_id: str) -> Record:
    """HSDS 3.0 `service_area`, by its code of the Office for National Statistics."""
    name = str(area.get_code_display())
    return {
        "id": str(area.uuid),
        "service_id": service_id,
        "name": name,
        "service_area": name,
        "code": area.code,
        "uri": f"{GEOGRAPHY}{area.code}",
    }


def price_record(price: CostOption, service_id: str) -> Record:
    """HSDS 3.0 `cost_option`, in pounds."""
    return compact(
        {
            "id": str(price.uuid),
            "service_id": service_id,
            "valid_from": price.valid_from and price.valid_from.isoformat(),
            "valid_to": price.valid_to and price.valid_to.isoformat(),
            "option": price.option,
            "currency": "GBP",
            "amount": float(price.amount),
            "amount_description": price.amount_description,
        }
    )
