"""Places: what a refuge's record must never hold, and what stays with the source record."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Locale, ModelLogEntry, Revision

from signposting.models import Location, Service, ServiceAtLocation, ServiceFacet
from tests.pages.helpers import as_sent, soup
from tests.signposting.feed import add_contact
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
STREET = "14 Weavers Row"
ADDRESS = {
    "address_1": STREET,
    "city": "Bradford",
    "postal_code": "BD99 9ZZ",
    "latitude": 53.7946,
    "longitude": -1.7521,
}


@pytest.fixture
def house(comms_publisher: Person) -> Location:
    """A place that had an address, published twice, before anybody said that it is a refuge."""
    location = Location.objects.create(code="weavers-house", name="Weavers House", **ADDRESS)
    for name in ("Weavers House, Bradford", "Weavers House"):
        location.name = name
        location.save_revision(user=comms_publisher.user).publish(user=comms_publisher.user)
    return location


def everything_kept() -> str:
    """All rows of the tables that hold or have held places, as text."""
    rows = [
        *Location.objects.values(),
        *Revision.objects.values("content", "object_str"),
        *ModelLogEntry.objects.values(),
    ]
    return str(rows)


def form(location: Location, **changed: Any) -> dict[str, Any]:
    """The editor's form of a place as it stands."""
    fields = ("name", "code", "address_1", "city", "postal_code", "latitude", "longitude")
    typed = {name: getattr(location, name) for name in fields}
    rows = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    return {
        **typed,
        **{f"accessibility-{name}": value for name, value in rows.items()},
        "action-publish": "Publish",
        **changed,
    }


def test_a_place_that_becomes_secret_forgets_its_address_and_all_its_history(
    comms_publisher: Person, house: Location
) -> None:
    assert STREET in everything_kept()
    address = f"/admin/snippets/signposting/location/edit/{house.pk}/"
    answer = comms_publisher.client.post(address, form(house, sensitive="on"))
    assert answer.status_code == 302
    house.refresh_from_db()
    assert house.sensitive
    assert house.address == ""
    for typed in (STREET, "BD99 9ZZ", "53.7946"):
        assert typed not in everything_kept()
        for page in ("edit", "history", "usage"):
            shown = comms_publisher.client.get(f"/admin/snippets/signposting/location/{page}/{house.pk}/")
            assert typed not in shown.content.decode()


def test_no_way_to_get_in_touch_gives_a_secret_address_away(comms_publisher: Person, house: Location) -> None:
    service = Service.objects.get(code="childline", locale__language_code="en")
    ServiceAtLocation.objects.create(service=service, location=house)
    contact = add_contact(service, channel="in-person", value="7 Mill Street", sort_order=9)
    place = f"/admin/snippets/signposting/location/edit/{house.pk}/"
    answer = comms_publisher.client.post(place, form(house, sensitive="on"))
    assert "First remove the way to get in touch in person from: Childline." in answer.content.decode()
    contact.delete()
    assert comms_publisher.client.post(place, form(house, sensitive="on")).status_code == 302
    editor = f"/admin/snippets/signposting/service/edit/{service.pk}/"
    sent = as_sent(soup(comms_publisher.client.get(editor)))
    first = next(name.removesuffix("-channel") for name in sent if re.fullmatch(r"contacts-\d+-channel", name))
    refused = comms_publisher.client.post(editor, {**sent, f"{first}-channel": "in-person", "action-publish": "1"})
    assert "is kept secret. Remove the way to get in touch in person" in refused.content.decode()
    assert not service.contacts.filter(channel="in-person").exists()
    assert comms_publisher.client.post(editor, {**sent, "action-publish": "1"}).status_code == 302


@pytest.mark.parametrize("name", ADDRESS)
def test_the_database_itself_refuses_a_secret_place_with_an_address(name: str) -> None:
    refuge = Location.objects.create(code="refuge", name="Refuge", sensitive=True)
    value = {"latitude": 53.7946, "longitude": -1.7521} if name.endswith("itude") else {name: ADDRESS[name]}
    with pytest.raises(IntegrityError), transaction.atomic():
        Location.objects.filter(pk=refuge.pk).update(**value)


def test_half_a_spot_is_refused_with_what_to_type() -> None:
    with pytest.raises(ValidationError) as refused:
        Location(code="half", name="Half", latitude=53.8).full_clean()
    assert refused.value.message_dict["longitude"] == ["Type both the latitude and the longitude, or neither."]


def test_the_places_of_a_service_stay_with_its_source_when_it_is_translated(house: Location) -> None:
    service = Service.objects.get(code="childline", locale__language_code="en")
    service.service_at_locations.add(ServiceAtLocation(location=house, hours="Mon 09:00-17:00"))
    service.save()
    Service.objects.filter(code="childline", locale__language_code="pl").delete()
    copy = service.copy_for_translation(Locale.objects.get(language_code="pl"))
    copy.save()
    assert copy.contacts.count() == service.contacts.count()
    assert ServiceAtLocation.objects.filter(location=house).get().service == service
    assert not ServiceFacet.objects.filter(service=copy).exists()


def test_what_readers_narrow_by_follows_the_record() -> None:
    service = Service.objects.get(code="childline", locale__language_code="en")
    number = service.contacts.filter(channel="call").first()
    assert number is not None
    number.private = True
    service.contacts.set([number])
    service.languages = ["ur", "pl"]
    service.save()
    assert set(service.facets.values_list("kind", "value")) == {("language", "ur"), ("language", "pl")}


def test_a_private_number_reaches_no_page(outsider: Person) -> None:
    service = Service.objects.get(code="childline", locale__language_code="en")
    service.contacts.filter(value="0800 1111").update(private=True)
    for language in ("en", "ur"):
        page = outsider.client.get(f"/{language}/help/?need=talk-to-someone").content.decode()
        assert "08001111" not in page
