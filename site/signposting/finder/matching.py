"""Which services answer a search."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.search.backends import get_search_backend

from config.languages import SOURCE
from signposting.finder.asked import Asked
from signposting.models import Contact, Service, ServiceFacet, TaxonomyTerm

Kind = ServiceFacet.Kind
MOST_BY_WORDS = 300
FACETS = {"channel": Kind.CHANNEL, "cost": Kind.COST, "accessibility": Kind.ACCESSIBILITY}


def listed() -> "QuerySet[Service]":
    """Every service that readers can turn to, as its source record: active, published and with a way in."""
    return Service.objects.filter(
        Exists(Contact.objects.filter(service=OuterRef("pk"), private=False)),
        locale__language_code=SOURCE,
        status=Service.Status.ACTIVE,
        live=True,
    )


def matching(asked: Asked, keys: list[UUID] | None = None) -> "QuerySet[Service]":
    """The services that answer all that is asked but the place and the hour.

    `keys` are the translation keys that the words of the search found. A service without an age limit is for
    every age; one that can get interpreters speaks every language.
    """
    services = listed()
    for taxonomy in TaxonomyTerm.Taxonomy:
        if code := getattr(asked, taxonomy.value):
            services = services.filter(terms__taxonomy=taxonomy, terms__code=code)
    if asked.age is not None:
        services = services.filter(
            Q(minimum_age=None) | Q(minimum_age__lte=asked.age), Q(maximum_age=None) | Q(maximum_age__gte=asked.age)
        )
    if asked.language:
        services = services.filter(Q(has(Kind.LANGUAGE, asked.language)) | Q(interpreter=True))
    for name, kind in FACETS.items():
        if value := getattr(asked, name):
            services = services.filter(has(kind, value))
    return services if keys is None else services.filter(translation_key__in=keys)


def has(kind: ServiceFacet.Kind, value: str, service: str = "pk") -> Exists:
    """That a service has a facet; `service` is the way to its key."""
    return Exists(ServiceFacet.objects.filter(service=OuterRef(service), kind=kind, value=value))


def found_by_words(text: str) -> list[UUID] | None:
    """The translation keys of services with all the words in any language, best first; None without a word.

    Punctuation is dropped: it means something to the databases' own search languages, and nothing to readers.
    """
    words = "".join(char if char.isalnum() or not char.isascii() else " " for char in text).split()
    if not words:
        return None
    found = get_search_backend().search(" ".join(words), Service, operator="and")[:MOST_BY_WORDS]
    return list(dict.fromkeys(service.translation_key for service in found))
