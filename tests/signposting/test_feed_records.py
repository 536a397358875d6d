"""What the open feed says of a record: all that is public, and nothing that is not."""

import json
from typing import Any

import pytest

from signposting.models import Location, Organization, Service, ServiceAtLocation, TaxonomyTerm
from signposting.openreferral.records import Detail, own_description, service_record
from tests.signposting.feed import a_location, a_rich_service, a_service, ask, names, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(db: None) -> Service:
    """A service that has something of everything."""
    return a_rich_service()


@pytest.fixture
def record(service: Service) -> Any:
    """What the feed says of it."""
    return told(f"/services/{service.translation_key}")


def test_a_service_keeps_all_that_our_record_knows(service: Service, record: Any) -> None:
    expected = {
        "id": str(service.translation_key),
        "code": "the-mill",
        "name": "The Mill",
        "summary": "Somebody listens to you.",
        "description": "Somebody listens to you.\n\nWe meet on Mondays.\n\nThere is tea.",
        "url": "https://mill.example/",
        "email": "hello@mill.example",
        "status": "active",
        "minimum_age": 11,
        "maximum_age": 25,
        "eligibility_description": "Young carers.",
        "application_process": "You can ask for help yourself.",
        "fees": "Free for young carers.",
        "fees_description": "Free for young carers.",
        "interpretation_services": "Interpreters can be asked for.",
        "assured_date": "2026-11-01",
        "review_due": "2027-05-01",
        "review_interval": 6,
        "owner": "Signposting editors",
        "source_title": "About the Mill",
        "source_url": "https://mill.example/about",
    }
    assert {name: record.get(name) for name in expected} == expected
    assert [(one["code"], one["name"]) for one in record["languages"]] == [
        ("en", "English"),
        ("ur", "Urdu"),
        ("bfi", "British Sign Language"),
    ]
    assert [(one["code"], one["name"]) for one in record["service_areas"]] == [("E08000032", "Bradford")]
    price = record["cost_options"][0]
    assert (price["option"], price["amount"], price["currency"]) == ("Adults", 3.5, "GBP")


def test_each_way_to_get_in_touch_is_a_contact_and_each_number_a_phone(record: Any) -> None:
    desk = record["contacts"][0]
    assert {name: desk[name] for name in ("channel", "value", "name", "note", "hours", "cost", "shows_on_bill")} == {
        "channel": "call",
        "value": "01632 960111",
        "name": "Desk",
        "note": "Ask for Ann",
        "hours": "Mon-Fri 09:00-17:00",
        "cost": "free",
        "shows_on_bill": "no",
    }
    assert [(one["type"], one["number"]) for one in record["phones"]] == [
        ("voice", "01632 960111"),
        ("text", "07700 900111"),
    ]
    assert record["phones"][0]["contact_id"] == desk["id"]
    assert [one["code"] for one in record["phones"][0]["languages"]] == ["pl"]
    assert [one["url"] for one in record["additional_urls"]] == ["https://mill.example/chat"]
    [week] = [one for one in record["schedules"] if one.get("contact_id") == desk["id"]]
    assert {name: week[name] for name in ("freq", "byday", "opens_at", "closes_at")} == {
        "freq": "WEEKLY",
        "byday": "MO,TU,WE,TH,FR",
        "opens_at": "09:00:00",
        "closes_at": "17:00:00",
    }


def test_a_place_has_its_address_hours_and_what_makes_it_easier_to_use(record: Any) -> None:
    [link] = record["service_at_locations"]
    place = link["location"]
    assert link["hours"] == "Mon 10:00-12:00"
    assert link["id"] in {one.get("service_at_location_id") for one in record["schedules"]}
    assert (place["latitude"], place["longitude"]) == (53.7957, -1.7594)
    assert place["addresses"][0]["postal_code"] == "BD1 4AA"
    assert place["external_identifier"] == "10092008082"
    assert (place["accessibility"][0]["feature"], place["accessibility"][0]["details"]) == (
        "step-free",
        "Ramp at the back",
    )


def test_bank_holidays_are_told_in_words(service: Service) -> None:
    hours = "Mon-Fri 09:00-17:00; bank holidays closed"
    ServiceAtLocation.objects.filter(service=service).update(hours=hours)
    record = told(f"/services/{service.translation_key}")
    [link] = record["service_at_locations"]
    assert link["hours"] == hours
    said = {one.get("description") for one in link["schedules"]}
    assert "bank holidays closed" in said
    assert len({one["id"] for one in record["schedules"]}) == len(record["schedules"])


def test_terms_lead_to_their_taxonomies(service: Service, record: Any) -> None:
    assert len(record["attributes"]) == 3
    for attribute in record["attributes"]:
        term = told(f"/taxonomy_terms/{attribute['taxonomy_term_id']}")
        assert term == attribute["taxonomy_term"]
        taxonomy = told(f"/taxonomies/{term['taxonomy_id']}")
        assert taxonomy["code"] == attribute["link_type"]
        assert term in taxonomy["taxonomy_terms"]


def test_what_an_imported_feed_said_comes_back_and_never_over_what_we_say(record: Any) -> None:
    assert record["alert"] == "New rooms from May."
    assert "2TU" in {one.get("byday") for one in record["schedules"]}
    assert "leak" not in json.dumps(record)


def everything() -> str:
    """All that the feed tells, in full, as text."""
    lists = ("/services", "/service_at_locations", "/organizations")
    pages = [
        told(path, full="true", per_page=100, **({"full_service": "true"} if path == "/organizations" else {}))
        for path in lists
    ]
    details = [told(f"/services/{one['id']}") for one in pages[0]["contents"] if "Mill" in one["name"]]
    details += [told(f"/service_at_locations/{one['id']}") for one in pages[1]["contents"]]
    return json.dumps([pages, details])


def test_nothing_private_is_told_anywhere(service: Service) -> None:
    text = everything()
    assert "01632 960111" in text
    for secret in ("01632 960999", "Staff only", "desk@mill.example", "assurer_email"):
        assert secret not in text, secret


@pytest.mark.parametrize("what", ["service", "organization", "place"])
def test_drafts_are_told_nowhere(service: Service, what: str) -> None:
    link = ServiceAtLocation.objects.get(service=service)
    paths = {
        "service": f"/services/{service.translation_key}",
        "organization": f"/organizations/{service.organization.uuid}",
        "place": f"/service_at_locations/{link.uuid}",
    }
    kept = {name: told(path) for name, path in paths.items()}
    assert all(kept.values())
    drafts = {"service": service, "organization": service.organization, "place": link.location}
    type(drafts[what]).objects.filter(pk=drafts[what].pk).update(live=False)

    assert ask(paths[what]).status_code == 404
    secret = {"service": "Somebody listens", "organization": "The Mill Trust", "place": "7 Mill Street"}[what]
    page = told("/services", full="true", search="mill", per_page=100)
    places = told("/service_at_locations", full="true", per_page=100)
    organizations = told("/organizations", full_service="true", search="mill", per_page=100)
    assert secret not in json.dumps([page, places, organizations])


@pytest.mark.parametrize("status", ["inactive", "defunct"])
def test_a_service_that_closed_is_told_with_its_status_so_that_copies_learn_of_it(
    service: Service, status: str
) -> None:
    service.status = status
    service.save()
    assert told(f"/services/{service.translation_key}")["status"] == status
    listed = told("/services", search="the mill")["contents"]
    assert [one["status"] for one in listed] == [status]


def test_a_translation_is_no_record_of_its_own(service: Service) -> None:
    keys = [one["id"] for number in (1, 2) for one in told("/services", per_page=100, page=number)["contents"]]
    assert len(keys) == len(set(keys)) == Service.objects.filter(locale__language_code="en", live=True).count()
    assert len(told("/taxonomy_terms", per_page=100)["contents"]) == min(
        100, TaxonomyTerm.objects.filter(locale__language_code="en").count()
    )


@pytest.mark.parametrize("description", ["", "We meet.", "Somebody listens to you.", "One.\n\nTwo.", "\n\nOdd"])
def test_summary_and_description_come_apart_again(description: str) -> None:
    service = a_service(description=description)
    record = service_record(service, detail=Detail.BASIC)
    assert record["description"].startswith(service.summary)
    assert own_description(record) == description


def test_a_minimal_service_says_only_whether_it_changed(service: Service) -> None:
    page = told("/services", minimal="true")
    assert page["size"] == page["total_items"]
    assert {tuple(sorted(one)) for one in page["contents"]} == {
        ("id", "last_modified", "modified_date", "name", "status")
    }


def test_an_organisation_names_its_services_or_tells_all_of_them(service: Service) -> None:
    path = f"/organizations/{service.organization.uuid}"
    [named] = told(path)["services"]
    assert named["name"] == "The Mill"
    assert "contacts" not in named
    [whole] = told(path, full_service="true")["services"]
    assert whole == told(f"/services/{service.translation_key}")
    assert all("services" not in one for one in told("/organizations")["contents"])


def test_a_sparse_record_is_valid_too() -> None:
    """Nothing but what the site itself requires."""
    service = a_service("Sparse", languages=[])
    place = a_location("Nowhere", address_1="", city="", postal_code="", latitude=None, longitude=None)
    ServiceAtLocation.objects.create(service=service, location=place)
    record = told(f"/services/{service.translation_key}")
    assert "addresses" not in record["service_at_locations"][0]["location"]
    assert record["organization"]["description"] == "Sparse Trust"
    assert "Sparse" in names("/service_at_locations", full="true")
    assert Organization.objects.get(code="sparse-trust").description == ""
    assert Location.objects.get(code="nowhere").address == ""
