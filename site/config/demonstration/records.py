"""Terms, organisations, services, facts and awareness days of the demonstration."""

from typing import Any

from wagtail.models import Locale

from campaigns.models import AwarenessDay
from config.demonstration.reading import AWARENESS_DAYS, SIGNPOSTING_FOLDER, read, read_facts
from pages.models import Fact
from signposting.models import Contact, Organization, Service, TaxonomyTerm

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
            if "page" in entry:
                term = terms[entry["code"]]
                term.page_id = pages[entry["page"]].pk
                term.save()


def load_services(locale: Locale, terms: dict[str, TaxonomyTerm]) -> dict[str, Service]:
    """Make organisations and their services, checked as an editor's would be."""
    data = read(f"{SIGNPOSTING_FOLDER}/services.yaml")
    organizations = {entry["code"]: Organization.objects.create(**entry) for entry in data["organizations"]}
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
                "free",
                "shows_on_bill",
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
            Contact(
                locale=locale,
                sort_order=place,
                **{name: contact.get(name, "") for name in ("channel", "value", "label", "hours", "note")},
            )
            for place, contact in enumerate(entry["contacts"])
        ]
        service.contacts.add(*contacts)
        service.full_clean()
        for contact in service.contacts.all():
            contact.full_clean(exclude=["service"])
        service.save()
        services[service.code] = service
    return services


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
