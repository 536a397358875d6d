"""A directory as large as a country's, planted beside the demonstration's, quickly and always the same."""

import random
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from config.languages import SOURCE
from signposting.models import (
    Contact,
    Location,
    Opening,
    Organization,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceFacet,
    TaxonomyTerm,
)

BATCH = 2000
SOUTH_WEST, NORTH_EAST = (53.0, -3.0), (54.6, -0.6)
LANGUAGES = ("en", "ur", "pa", "pl", "bn", "sk", "ro", "ar")
ACTIVITIES = ("Advice", "Counselling", "Youth club", "Drop-in", "Legal help", "Mentoring", "Housing support")


def plant(number: int) -> None:
    """Plant `number` services, each at a place of its own in the north of England, as if they had been saved."""
    dice = random.Random(1890)  # noqa: S311 - the same directory every time
    locale = Locale.objects.get(language_code=SOURCE)
    terms = list(TaxonomyTerm.objects.filter(locale=locale))
    organization = Organization.objects.create(code="filler", name="Filler", website="https://filler.example/")
    with transaction.atomic():
        for start in range(0, number, BATCH):
            plant_batch(range(start, min(start + BATCH, number)), dice, locale, terms, organization)


def plant_batch(
    numbers: range, dice: random.Random, locale: Locale, terms: list[TaxonomyTerm], organization: Organization
) -> None:
    """A few thousand services with all that belongs to them."""
    services = Service.objects.bulk_create(filler(index, dice, locale, organization) for index in numbers)
    places = Location.objects.bulk_create(place(index, dice) for index in numbers)
    Contact.objects.bulk_create(
        Contact(service=service, locale=locale, channel="call", value="01632 960999", cost="free", sort_order=0)
        for service in services
    )
    at = ServiceAtLocation.objects.bulk_create(
        ServiceAtLocation(service=service, location=location, hours="Mon-Fri 09:00-17:00")
        for service, location in zip(services, places, strict=True)
    )
    ServiceArea.objects.bulk_create(ServiceArea(service=service, code="E92000001") for service in services)
    Service.terms.through.objects.bulk_create(
        Service.terms.through(service=service, taxonomyterm=term)
        for service in services
        for term in dice.sample(terms, 3)
    )
    ServiceFacet.objects.bulk_create(facet for service in services for facet in facets(service))
    Opening.objects.bulk_create(
        Opening(service=row.service, service_at_location=row, day=day, opens=540, closes=1020)
        for row in at
        for day in range(5)
    )


def filler(index: int, dice: random.Random, locale: Locale, organization: Organization) -> Service:
    """One service, as an import would bring it."""
    today = timezone.localdate()
    name = f"{dice.choice(ACTIVITIES)} {index}"
    service = Service(
        locale=locale,
        organization=organization,
        code=f"filler-{index}",
        name=name,
        summary=f"Somebody listens and tells you what you can do about case {index}.",
        languages=dice.sample(LANGUAGES, 2),
        minimum_age=dice.choice((None, 11, 16, 18)),
        last_modified=timezone.now(),
        source_url="https://filler.example/",
        owner="Bench",
        checked_on=today,
        review_due=today.replace(year=today.year + 1),
    )
    service.fingerprint = service.mark()
    return service


def place(index: int, dice: random.Random) -> Location:
    """A place somewhere in the north of England."""
    return Location(
        code=f"filler-{index}",
        name=f"Filler place {index}",
        latitude=round(dice.uniform(SOUTH_WEST[0], NORTH_EAST[0]), 5),
        longitude=round(dice.uniform(SOUTH_WEST[1], NORTH_EAST[1]), 5),
        last_modified=timezone.now(),
    )


def facets(service: Service) -> Iterator[ServiceFacet]:
    """What readers can narrow it by."""
    for code in service.languages:
        yield ServiceFacet(service=service, kind=ServiceFacet.Kind.LANGUAGE, value=code)
    yield ServiceFacet(service=service, kind=ServiceFacet.Kind.CHANNEL, value="call")
    yield ServiceFacet(service=service, kind=ServiceFacet.Kind.COST, value="free")
