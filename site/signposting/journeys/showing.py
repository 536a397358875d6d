"""One service, with all that its page says."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, Value
from django.utils import translation

from config.languages import SOURCE
from pagestore.collecting import today
from signposting import spoken
from signposting.finder.reasons import for_ages
from signposting.hours import parse_hours, show_hours, show_state
from signposting.hours.being_open import LONDON
from signposting.models import Contact, CostOption, Location, Service, ServiceArea, ServiceAtLocation
from signposting.shown import ShownService, shown


@dataclass(frozen=True)
class ShownPlace:
    """Where a service can be had. Of a sensitive place nothing is told but that it is one."""

    name: str
    address: str
    sensitive: bool
    transportation: str
    hours: str
    state: str
    accessibility: list[str]


@dataclass
class ServicePage:
    """A service in the reader's language. `words` is the record that has the words, which may be the source's.

    `spoken_in` are the codes of all languages that have words for it.
    """

    service: Service
    words: Service
    card: ShownService
    spoken_in: set[str]
    places: list[ShownPlace] = field(default_factory=list)
    costs: list[CostOption] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    ages: str = ""
    terms: list[Any] = field(default_factory=list)

    @property
    def needs(self) -> list[Any]:
        """Its needs, which lead to others who help with the same."""
        return [term for term in self.terms if term.taxonomy == "need"]

    @property
    def is_active(self) -> bool:
        """Whether it can be turned to now."""
        return bool(self.service.status == Service.Status.ACTIVE)


def show_service(code: str, language: str, terms: list[Any], now: datetime) -> ServicePage | None:
    """The page of a service; None where there is none. `terms` are all that the site has. At most seven queries."""
    records = Service.objects.filter(code=code, live=True).select_related("locale", "organization")
    found = {record.locale.language_code: record for record in records}
    service = found.get(SOURCE)
    if service is None:
        return None
    spoken_in = {spoken for spoken, record in found.items() if record.translates(service)}
    words = found[language] if language in spoken_in else service
    contacts: dict[int, list[Contact]] = {service.pk: [], words.pk: []}
    for contact in Contact.objects.filter(service__in=[service, words], private=False).order_by("sort_order", "pk"):
        contacts[contact.service_id].append(contact)
    with translation.override(language):
        card = shown(service, contacts[service.pk], words, contacts[words.pk], now)
        page = ServicePage(service, words, card, spoken_in)
        if page.is_active and contacts[service.pk]:
            furnish(page, terms, now)
        else:
            page.terms = terms_of(service, terms)[0]
    return page


def furnish(page: ServicePage, terms: list[Any], now: datetime) -> None:
    """Where, for whom and at what price."""
    service = page.service
    page.terms, page.areas = terms_of(service, terms)
    page.places = places_of(service, now)
    # Prices hold from day to day.
    today()
    page.costs = prices_on(service, now.astimezone(LONDON).date())
    page.languages = sorted(spoken.name(code) for code in service.languages)
    page.ages = for_ages(service.minimum_age, service.maximum_age)


def prices_on(service: Service, day: date) -> list[CostOption]:
    """The prices that hold on a day; one query."""
    begun = Q(valid_from=None) | Q(valid_from__lte=day)
    return list(CostOption.objects.filter(begun, Q(valid_to=None) | Q(valid_to__gte=day), service=service))


def terms_of(service: Service, terms: list[Any]) -> tuple[list[Any], list[str]]:
    """What a service is sorted by, and the areas that it serves, in words; one query."""
    own = service.terms.order_by().values_list("taxonomy", "code")
    areas = ServiceArea.objects.filter(service=service).order_by().values_list(Value("area"), "code")
    codes = set(own.union(areas))
    named = [str(label) for code, label in ServiceArea.Area.choices if ("area", code) in codes]
    return [term for term in terms if (term.taxonomy, term.code) in codes], named


def places_of(service: Service, now: datetime) -> list[ShownPlace]:
    """The places of a service; two queries."""
    rows = ServiceAtLocation.objects.filter(service=service, location__live=True).select_related("location")
    return [
        ShownPlace(
            name="" if row.location.sensitive else row.location.name,
            address=row.location.address,
            sensitive=row.location.sensitive,
            transportation=row.location.transportation,
            hours=show_hours(row.hours),
            state=show_state(parse_hours(row.hours).state(now), now),
            accessibility=features_of(row.location),
        )
        for row in rows.prefetch_related("location__accessibility")
    ]


def features_of(place: Location) -> list[str]:
    """What makes a place easier to use; of a sensitive one without the details, which say what it looks like."""
    rows = [
        (str(row.get_feature_display()), "" if place.sensitive else row.details) for row in place.accessibility.all()
    ]
    return [" – ".join(filter(None, row)) for row in rows]
