"""Places: what a refuge's record must never hold, and what stays with the source record."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Locale, ModelLogEntry, Revision
from wagtail_localize.models import TranslationSource

from signposting.exchange.current import fingerprint
from signposting.models import (
    Accessibility,
    Contact,
    ImportedRecord,
    Location,
    Service,
    ServiceAtLocation,
    ServiceFacet,
    SuggestedChange,
)
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
        *Accessibility.objects.values(),
        *ImportedRecord.objects.values(),
        *Contact.objects.values(),
        *Service.objects.values(),
        *SuggestedChange.objects.values(),
        *TranslationSource.objects.values("content_json"),
    ]
    return str(rows)


def is_kept(*typed: str) -> bool:
    """Whether any of these stands there still. It says no more, since pytest would compare all of it."""
    kept = everything_kept()
    return any(one in kept for one in typed)


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
    assert is_kept(STREET)
    address = f"/admin/snippets/signposting/location/edit/{house.pk}/"
    answer = comms_publisher.client.post(address, form(house, sensitive="on"))
    assert answer.status_code == 302
    house.refresh_from_db()
    assert house.sensitive
    assert house.address == ""
    for typed in (STREET, "BD99 9ZZ", "53.7946"):
        assert not is_kept(typed)
        for page in ("edit", "history", "usage"):
            shown = comms_publisher.client.get(f"/admin/snippets/signposting/location/{page}/{house.pk}/")
            assert typed not in shown.content.decode()


def test_an_editor_who_may_not_publish_hides_a_place_at_once(comms_editor: Person, house: Location) -> None:
    answer = comms_editor.client.post(
        f"/admin/snippets/signposting/location/edit/{house.pk}/", form(house, sensitive="on", name="A house")
    )
    assert answer.status_code == 302
    house.refresh_from_db()
    assert (house.live, house.sensitive, house.address, house.name) == (True, True, "", "Weavers House")
    assert house.get_latest_revision_as_object().name == "A house"
    assert not is_kept(STREET, "BD99 9ZZ")


def test_nothing_that_was_written_beside_the_address_gives_it_away(comms_publisher: Person, house: Location) -> None:
    """The way there, what it looks like, what a feed said of it, and marks by which a postcode could be guessed."""
    hints = {"transportation": "Bus 60, then left", "description": "Behind the church", "unmapped": {"uprn": "1009200"}}
    for name, value in hints.items():
        setattr(house, name, value)
    house.accessibility.add(Accessibility(feature="step-free", details="Red door"))
    house.save_revision().publish()
    mark = fingerprint(house.postal_code)
    ImportedRecord.objects.create(
        kind="location", key=house.uuid, feed="f", name="A place", fingerprints={"postal_code": mark}
    )
    secrets = ("Bus 60", "Behind the church", "1009200", "Red door", mark)
    assert all(is_kept(secret) for secret in secrets)
    house.sensitive = True
    house.save()
    assert not is_kept(*secrets)
    draft = house.get_latest_revision_as_object()
    draft.sensitive, draft.transportation = True, "Bus 60 again"
    draft.save_revision()
    assert not is_kept("Bus 60")


def test_a_secret_place_takes_the_way_to_its_door_out_of_the_history_of_its_services(
    comms_publisher: Person, house: Location
) -> None:
    service = Service.objects.get(code="childline", locale__language_code="en")
    ServiceAtLocation.objects.create(service=service, location=house)
    door = add_contact(service, channel="in-person", value=STREET, sort_order=9)
    service.unmapped = {"alert": f"Ring twice at {STREET}"}
    service.save_revision(user=comms_publisher.user).publish(user=comms_publisher.user)
    TranslationSource.update_or_create_from_instance(service)
    suggestion = service.suggestions.create(origin="public", language="en")
    suggestion.changes.create(field="value", contact=str(door.translation_key), before=STREET, after=f"{STREET} (back)")
    service = Service.objects.get(pk=service.pk)
    Contact.objects.filter(translation_key=door.translation_key).delete()
    service.save_revision(user=comms_publisher.user).publish(user=comms_publisher.user)
    assert is_kept(STREET)
    house.sensitive = True
    house.save()
    assert not is_kept(STREET)
    compared = f"/admin/snippets/signposting/service/history/{service.pk}/"
    assert STREET not in comms_publisher.client.get(compared).content.decode()


def test_a_service_that_moves_to_a_secret_place_forgets_where_its_door_was(
    comms_publisher: Person, house: Location
) -> None:
    service = Service.objects.get(code="childline", locale__language_code="en")
    door = add_contact(service, channel="in-person", value="3 Other Street", sort_order=9)
    service.save_revision(user=comms_publisher.user).publish(user=comms_publisher.user)
    house.sensitive = True
    house.save()
    assert is_kept("3 Other Street")
    Contact.objects.filter(translation_key=door.translation_key).delete()
    service = Service.objects.get(pk=service.pk)
    service.service_at_locations.add(ServiceAtLocation(location=house))
    service.save_revision(user=comms_publisher.user).publish(user=comms_publisher.user)
    assert not is_kept("3 Other Street")


@pytest.mark.parametrize("name", ["Refuge in weavers row", "Flat at BD99 9ZZ"])
def test_a_secret_place_is_not_called_what_its_street_is(comms_publisher: Person, house: Location, name: str) -> None:
    place = f"/admin/snippets/signposting/location/edit/{house.pk}/"
    answer = comms_publisher.client.post(place, form(house, sensitive="on", name=name))
    assert "This name says where the place is" in answer.content.decode()
    house.refresh_from_db()
    assert house.address_1 == STREET


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
