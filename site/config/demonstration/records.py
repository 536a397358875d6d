"""Terms, organisations, services, facts, awareness days and job roles of the demonstration."""

from typing import Any

from wagtail.models import Locale

from campaigns.models import AwarenessDay
from config.demonstration.reading import AWARENESS_DAYS, JOB_ROLES, SIGNPOSTING_FOLDER, read, read_facts
from pages.models import Fact
from signposting.models import (
    Accessibility,
    Contact,
    CostOption,
    Location,
    Organization,
    Service,
    ServiceArea,
    ServiceAtLocation,
    TaxonomyTerm,
)
from training.models import JobRole

CONTACT = {"label": "", "hours": "", "note": "", "cost": "", "shows_on_bill": ""}
TRUTH = ("source_url", "owner", "checked_on", "review_due")


def load_terms(locale: Locale) -> dict[str, TaxonomyTerm]:
    """Make every term; their pages are linked once there are pages."""
    terms = {}
    for taxonomy, entries in read(f"{SIGNPOSTING_FOLDER}/taxonomy.yaml").items():
        for place, entry in enumerate(entries):
            term = TaxonomyTerm(
                locale=locale, taxonomy=taxonomy, code=entry["code"], name=entry["name"], sort_order=place
            )
            term.full_clean(exclude=["page"])
            term.save()
            terms[term.code] = term
    return terms


def link_terms(terms: dict[str, TaxonomyTerm], pages: dict[str, Any]) -> None:
    """Tell each term which page explains it."""
    for entries in read(f"{SIGNPOSTING_FOLDER}/taxonomy.yaml").values():
        for entry in entries:
            if entry.get("page") in pages:
                term = terms[entry["code"]]
                term.page_id = pages[entry["page"]].pk
                term.save()


def load_services(
    data: dict[str, list[dict[str, Any]]], locale: Locale, terms: dict[str, TaxonomyTerm]
) -> dict[str, Service]:
    """Make organisations and their services (reading.read_services), checked as an editor's would be."""
    organizations = {entry["code"]: Organization.objects.create(**entry) for entry in data["organizations"]}
    locations = load_locations(data["locations"])
    services = {}
    for entry in data["services"]:
        codes = [*entry.get("topics", []), *entry.get("audiences", []), *entry.get("needs", [])]
        plain = {
            name: entry[name]
            for name in (
                "code",
                "name",
                "summary",
                "description",
                "url",
                "status",
                "minimum_age",
                "maximum_age",
                "eligibility_description",
                "application_process",
                "fees_description",
                "assurer_email",
                "review_interval",
                *TRUTH,
            )
            if entry.get(name) is not None
        }
        service = Service(
            locale=locale,
            organization=organizations[entry["organization"]],
            languages=entry.get("languages", []),
            interpreter=entry.get("interpreter", False),
            **plain,
        )
        service.terms = [terms[code] for code in codes]
        contacts = [
            Contact(locale=locale, sort_order=place, **{**CONTACT, **contact})
            for place, contact in enumerate(entry["contacts"])
        ]
        service.contacts.add(*contacts)
        service.service_at_locations.add(
            *(
                ServiceAtLocation(sort_order=place, location=locations[at["location"]], hours=at.get("hours", ""))
                for place, at in enumerate(entry.get("locations", []))
            )
        )
        service.service_areas.add(
            *(ServiceArea(sort_order=place, code=code) for place, code in enumerate(entry.get("areas", [])))
        )
        service.cost_options.add(
            *(CostOption(sort_order=place, **price) for place, price in enumerate(entry.get("prices", [])))
        )
        service.full_clean()
        for belonging in belongings(service):
            belonging.full_clean(exclude=["service"])
        service.save()
        services[service.code] = service
    return services


def belongings(service: Service) -> list[Any]:
    """What stands in lists under a service that is not yet saved; Django checks none of it with the service."""
    lists = (service.contacts, service.service_at_locations, service.service_areas, service.cost_options)
    return [row for rows in lists for row in rows.all()]


def load_locations(entries: list[dict[str, Any]]) -> dict[str, Location]:
    """Make the places where services are, with what makes them easier to use."""
    locations = {}
    for entry in entries:
        location = Location(**{name: value for name, value in entry.items() if name != "accessibility"})
        location.accessibility.add(
            *(Accessibility(sort_order=place, **row) for place, row in enumerate(entry.get("accessibility", [])))
        )
        location.full_clean()
        for row in location.accessibility.all():
            row.full_clean(exclude=["location"])
        location.save()
        locations[location.code] = location
    return locations


def load_facts(locale: Locale) -> dict[str, Fact]:
    """Make every fact."""
    facts = {}
    for entry in read_facts():
        fact = Fact(locale=locale, **entry)
        fact.full_clean()
        fact.save()
        facts[fact.code] = fact
    return facts


def load_awareness_days() -> None:
    """Make every awareness day."""
    for entry in read(AWARENESS_DAYS):
        day = AwarenessDay(**entry)
        day.full_clean()
        day.save()


def load_job_roles(locale: Locale) -> dict[str, JobRole]:
    """Make every job role, in the order of the file."""
    roles = {}
    for place, entry in enumerate(read(JOB_ROLES)):
        role = JobRole(locale=locale, sort_order=place, **entry)
        role.full_clean()
        role.save()
        roles[role.code] = role
    return roles
