"""The demonstration's services: enough of them, for everybody, of every kind, and no doubt about which are invented."""

import re
from collections import Counter
from typing import Any

import pytest
from django.conf import settings
from wagtail.models import Revision

from config.demonstration.reading import read_services
from signposting.hours import parse_hours
from signposting.models import Contact, CostOption, Location, Service, ServiceArea, TaxonomyTerm
from signposting.openreferral import queries
from tests.promises.test_9_true import DRAMA
from tests.signposting.feed import told

pytestmark = pytest.mark.django_db
INVENTED = "(invented)"
OTHERS = [code for code, _name in settings.LANGUAGES if code != "en"]


def active() -> Any:
    """Active services in the source language."""
    return Service.objects.filter(locale__language_code="en", status="active", live=True)


def invented() -> Any:
    """Invented services in the source language, whatever their status."""
    return Service.objects.filter(locale__language_code="en", name__endswith=INVENTED)


def hours_of(service: Service) -> list[str]:
    """All hours that a service's public contacts and places have."""
    return [
        row.hours
        for rows in (service.contacts.filter(private=False), service.service_at_locations.all())
        for row in rows
    ]


def test_there_are_enough_and_every_topic_audience_and_need_has_some() -> None:
    assert active().count() >= 66
    found = Counter(active().values_list("terms__taxonomy", "terms__code"))
    terms = TaxonomyTerm.objects.filter(locale__language_code="en").values_list("taxonomy", "code")
    assert {term: found[term] for term in terms if found[term] < 2} == {}
    assert {service.code for service in active() if not service.terms.filter(taxonomy="need")} == set()


def test_invented_services_cover_every_topic_too() -> None:
    topics = TaxonomyTerm.objects.filter(locale__language_code="en", taxonomy="topic").values_list("code", flat=True)
    covered = invented().filter(status="active").values_list("terms__code", flat=True)
    assert set(topics) - set(covered) == set()


def test_what_is_invented_says_so_in_its_name_its_words_and_its_organisation() -> None:
    assert invented().count() >= 12
    for service in Service.objects.filter(locale__language_code="en"):
        kept = str([service.url, service.source_url, service.assurer_email, *service.contacts.values_list("value")])
        assert (".example" in kept) == service.name.endswith(INVENTED), service
    for service in invented():
        assert service.organization.name.endswith(INVENTED)
        assert "This service is not real." in service.description
        for address in (service.url, service.source_url, service.organization.website):
            assert re.match(r"https://[a-z-]+\.example/", address), service
        for address in (service.assurer_email, service.organization.email):
            assert not address or address.endswith(".example"), service
        for contact in service.contacts.all():
            if contact.channel in ("call", "text"):
                assert DRAMA.match(re.sub(r"\D", "", contact.value)), contact
            elif contact.channel == "in-person":
                assert re.match(r"\d Example Street, ", contact.value), contact
            else:
                assert ".example" in contact.value, contact


def test_no_real_service_has_an_address_to_ask_that_nobody_published() -> None:
    """A job would write to it."""
    assert not Service.objects.exclude(assurer_email="").exclude(assurer_email__endswith=".example").exists()


@pytest.mark.parametrize("language", OTHERS)
def test_every_service_and_term_is_in_every_language(language: str) -> None:
    for model in (Service, TaxonomyTerm):
        sources = model.objects.filter(locale__language_code="en")
        words = {record.translation_key: record for record in model.objects.filter(locale__language_code=language)}
        assert [source.code for source in sources if source.translation_key not in words] == []
    for service in invented():
        assert words_differ(service, language), service


def words_differ(service: Service, language: str) -> bool:
    """Whether the translation has words of its own, made from the present source."""
    own = Service.objects.get(translation_key=service.translation_key, locale__language_code=language)
    return own.translates(service) and own.summary != service.summary and INVENTED not in own.name


def test_a_refuges_place_is_kept_nowhere() -> None:
    refuge = Service.objects.get(code="invented-refuge", locale__language_code="en")
    [link] = refuge.service_at_locations.all()
    assert link.location.sensitive
    assert (link.location.address, link.location.latitude, link.location.longitude) == ("", None, None)
    [entry] = [entry for entry in read_services()["locations"] if entry["code"] == link.location.code]
    assert set(entry) == {"code", "name", "sensitive", "accessibility"}
    assert not Revision.objects.filter(object_id=str(link.location.pk), base_content_type__model="location").exists()
    record = told(f"/services/{refuge.translation_key}")
    told_of = str(record)
    for name in ("latitude", "longitude", "postal_code", "address_1", "city"):
        assert f"'{name}'" not in told_of
    assert [area["name"] for area in record["service_areas"]] == ["Bradford"]
    assert "in-person" not in [contact.channel for contact in refuge.contacts.all()]


def test_places_are_given_no_nearer_than_their_town() -> None:
    places = Location.objects.filter(sensitive=False)
    assert {"Keighley", "Shipley", "Bradford"} <= set(places.values_list("city", flat=True))
    for place in places:
        assert place.postal_code == ""
        assert place.latitude is not None
        assert place.longitude is not None
        assert (round(place.latitude, 2), round(place.longitude, 2)) == (place.latitude, place.longitude)
    assert places.filter(accessibility__feature="step-free").count() >= 3


def test_the_range_that_readers_can_ask_for_is_there() -> None:
    all_hours = [parse_hours(text) for service in active() for text in hours_of(service) if text]
    spans = [spans for hours in all_hours for spans in hours.weekly if spans]
    assert any(hours.always for hours in all_hours)
    assert any(hours.by_appointment for hours in all_hours)
    assert any(hours.bank_holidays == () for hours in all_hours)
    assert any(hours.bank_holidays and not hours.always for hours in all_hours)
    assert any(hours.exceptions for hours in all_hours)
    assert any(len(day) > 1 for day in spans)
    assert any(day[-1].closes > 24 * 60 for day in spans)
    assert CostOption.objects.count() >= 3
    assert ServiceArea.objects.values("code").distinct().count() >= 6
    contacts = Contact.objects.filter(service__in=active())
    assert set(contacts.values_list("channel", flat=True)) == set(Contact.Channel.values)
    assert set(contacts.values_list("cost", flat=True)) == set(Contact.Cost.values)
    assert contacts.filter(private=True).exists()
    assert any(service.overdue for service in active())
    assert {"inactive", "defunct"} <= set(invented().values_list("status", flat=True))
    assert invented().filter(maximum_age__lt=18, status="active").exists()
    assert invented().filter(minimum_age__gte=18, status="active").exists()
    for code in ("ur", "pa", "bn", "sk", "bfi"):
        assert [service for service in invented() if code in service.languages], code


def test_no_private_contact_of_the_demonstration_is_in_the_feed() -> None:
    private = list(Contact.objects.filter(private=True).values_list("value", flat=True))
    assert private
    pages = [str(told("/services", full="true", per_page=100, page=page)) for page in (1, 2)]
    assert queries.services().count() > 50
    for value in private:
        assert value not in "".join(pages)
        assert value.replace(" ", "") not in "".join(pages)
