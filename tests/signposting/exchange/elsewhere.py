"""A service of a feed that is not ours, for tests."""

from typing import Any

from signposting.exchange.importing import Options
from signposting.models import Service

KEY = "11111111-1111-4111-8111-111111111111"
PLACE = "22222222-2222-4222-8222-222222222222"
DRAFTS = Options(owner="Young people’s team", source_title="Elsewhere Council")


def a_record(**fields: Any) -> Any:
    """A service as a feed that is not ours tells it."""
    return {
        "id": KEY,
        "name": "Boxing for all",
        "description": "We box on Mondays.\n\nBring water.",
        "url": "https://boxing.example/",
        "status": "active",
        "minimum_age": 11,
        "organization": {
            "id": "33333333-3333-4333-8333-333333333333",
            "name": "Boxing Trust",
            "description": "Boxing Trust",
        },
        "phones": [{"id": "44444444-4444-4444-8444-444444444444", "number": "(01632) 960-222", "type": "voice"}],
        "email": "hello@boxing.example",
        "contacts": [{"id": "55555555-5555-4555-8555-555555555555", "name": "Ann Persona", "title": "Coach"}],
        "languages": [{"id": "66666666-6666-4666-8666-666666666666", "name": "Urdu"}],
        "service_areas": [{"id": "77777777-7777-4777-8777-777777777777", "name": "Bradford"}, {"name": "The valley"}],
        "cost_options": [{"id": "88888888-8888-4888-8888-888888888888", "option": "Adults", "amount": 2.5}],
        "schedules": [{"freq": "WEEKLY", "byday": "MO", "opens_at": "18:00:00", "closes_at": "20:00:00"}],
        "service_at_locations": [
            {
                "id": "99999999-9999-4999-8999-999999999999",
                "location": {
                    "id": PLACE,
                    "location_type": "physical",
                    "name": "The gym",
                    "latitude": 53.8,
                    "longitude": -1.75,
                    "addresses": [{"address_1": "1 Gym Street", "city": "Bradford", "attention": "Ann Persona"}],
                },
            }
        ],
        "alert": "Closed in August.",
        "assurer_email": "ann@boxing.example",
        **fields,
    }


def service() -> Service:
    return Service.objects.get(translation_key=KEY, locale__language_code="en")
