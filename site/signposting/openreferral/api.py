"""The addresses of the feed, as Open Referral UK names them: parse, look up, answer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Query

from signposting.models import Organization, TaxonomyTerm
from signposting.openreferral import belongings, params, queries, schemas
from signposting.openreferral.answers import answer, page_answer
from signposting.openreferral.described import description_of
from signposting.openreferral.filters import places_asked, services_asked
from signposting.openreferral.paging import page_of, page_of_list
from signposting.openreferral.problems import ParameterError, answer_problems
from signposting.openreferral.records import (
    Detail,
    organization_record,
    service_at_location_record,
    service_record,
    taxonomy_record,
    taxonomy_term_record,
)
from signposting.openreferral.taxonomies import TAXONOMIES
from signposting.openreferral.values import PATH

VERSION = "HSDS-UK-3.0"
MOST_NESTED = 1000
PROFILE = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md"

api = NinjaAPI(
    title="Services that can help",
    version=VERSION,
    description="Advice, helplines and local services, as Open Referral UK 3.0. Open to everybody, without a key.",
    urls_namespace="open-referral",
    openapi_url=None,
    docs_url=None,
)
answer_problems(api)


def door(path: str, response: Any, name: str) -> Callable[[Any], Any]:
    """One address that can be read, by the name that Open Referral UK's OpenAPI has for it."""
    problems = {422: schemas.Problem, **({404: schemas.Problem} if "{" in path else {})}
    return api.get(path, response={200: response, **problems}, operation_id=name)


@api.get("/", response=schemas.ApiDetails, operation_id="getAPIMetaInformation")
def details(request: HttpRequest) -> HttpResponseBase:
    """What this feed follows, and where it is described."""
    described = f"{settings.PUBLIC_URL}{PATH}/openapi.json"
    return answer(request, {"version": VERSION, "profile": PROFILE, "openapi_url": described})


@api.get("/openapi.json", include_in_schema=False)
def openapi(request: HttpRequest) -> HttpResponseBase:
    """This description."""
    return answer(request, description_of(api, PATH))


@door("/services", schemas.ServicePage, "getPaginatedListOfServices")
def list_services(request: HttpRequest, asked: Query[params.ServicesAsked]) -> HttpResponseBase:
    """Published services, in the order in which they were added."""
    page = page_of(services_asked(asked), asked.page, asked.size)
    detail = Detail.MINIMAL if asked.minimal else Detail.FULL if asked.full else Detail.BASIC
    record = page.record([service_record(service, detail=detail) for service in queries.FETCHED[detail](page.keys)])
    return page_answer(request, asked, record, place=bool(asked.postcode))


@door("/services/{id}", schemas.Service, "getFullyNestedServiceById")
def one_service(request: HttpRequest, id: UUID) -> HttpResponseBase:  # noqa: A002 - Open Referral UK's name
    """A service with all that belongs to it."""
    service = get_object_or_404(queries.with_belongings(queries.services()), translation_key=id)
    return answer(request, service_record(service, detail=Detail.FULL), changed=service.last_modified)


@door("/service_at_locations", schemas.ServiceAtLocationPage, "getPaginatedListOfServiceAtLocation")
def list_service_at_locations(request: HttpRequest, asked: Query[params.ServiceFilters]) -> HttpResponseBase:
    """Published services at locations."""
    page = page_of(places_asked(asked), asked.page, asked.size)
    found = queries.full_places(page.keys) if asked.full else queries.basic_places(page.keys)
    detail = Detail.FULL if asked.full else Detail.BASIC
    record = page.record([service_at_location_record(link, detail=detail) for link in found])
    return page_answer(request, asked, record, place=bool(asked.postcode))


@door("/service_at_locations/{id}", schemas.ServiceAtLocation, "getServiceAtLocationWithNestedDataById")
def one_service_at_location(request: HttpRequest, id: UUID) -> HttpResponseBase:  # noqa: A002
    """A service at a location, with all that belongs to both."""
    key = get_object_or_404(queries.places(), uuid=id).pk
    link = queries.full_places([key])[0]
    record = service_at_location_record(link, detail=Detail.FULL)
    return answer(request, record, changed=link.service.last_modified)


@door("/organizations", schemas.OrganizationPage, "getPaginatedListOfOrganizations")
def list_organizations(request: HttpRequest, asked: Query[params.OrganizationsAsked]) -> HttpResponseBase:
    """Organisations that run services."""
    found = queries.searched(queries.organizations(), asked.search, "name", "description")
    page = page_of(found, asked.page, asked.size)
    rows = queries.organizations().filter(pk__in=page.keys).order_by("pk")
    if asked.full or asked.full_service:
        few_enough(rows, asked)
        rows = queries.with_services(rows, full=asked.full_service)
        return page_answer(request, asked, page.record([with_services(row, full=asked.full_service) for row in rows]))
    return page_answer(request, asked, page.record([organization_record(row) for row in rows]))


@door("/organizations/{id}", schemas.OrganizationWithServices, "getOrganizationById")
def one_organization(
    request: HttpRequest,
    id: UUID,  # noqa: A002
    asked: Query[params.OrganizationAsked],
) -> HttpResponseBase:
    """An organisation with the names of its services, or with all of each."""
    few_enough(queries.organizations().filter(uuid=id), asked)
    found = queries.with_services(queries.organizations(), full=asked.full_service)
    organization = get_object_or_404(found, uuid=id)
    record = with_services(organization, full=asked.full_service)
    return answer(request, record, changed=organization.last_modified)


@door("/taxonomies", schemas.TaxonomyPage, "getPaginatedListOfTaxonomies")
def list_taxonomies(request: HttpRequest, asked: Query[params.Paged]) -> HttpResponseBase:
    """Topics, audiences and needs."""
    records = [taxonomy_record(taxonomy) for taxonomy in TAXONOMIES.values()]
    words = asked.search.lower().split()
    found = [
        record
        for record in records
        if all(word in f"{record['name']} {record['description']}".lower() for word in words)
    ]
    page = page_of_list(found, asked.page, asked.size)
    return page_answer(request, asked, page.record(list(page.keys)))


@door("/taxonomies/{id}", belongings.Taxonomy, "getTaxonomyById")
def one_taxonomy(request: HttpRequest, id: UUID) -> HttpResponseBase:  # noqa: A002
    """A taxonomy with its terms."""
    taxonomy = TAXONOMIES.get(str(id))
    if taxonomy is None:
        raise Http404
    return answer(request, taxonomy_record(taxonomy, queries.terms().filter(taxonomy=taxonomy)))


@door("/taxonomy_terms", schemas.TaxonomyTermPage, "getPaginatedListOfTaxonomyTerms")
def list_taxonomy_terms(request: HttpRequest, asked: Query[params.TermsAsked]) -> HttpResponseBase:
    """Terms of all taxonomies, or of one."""
    found = queries.searched(queries.terms(), asked.search, "name")
    if asked.taxonomy_id:
        found = found.filter(taxonomy=TAXONOMIES.get(str(asked.taxonomy_id), ""))
    if asked.parent_id:
        found = found.none()
    page = page_of(found, asked.page, asked.size)
    rows = TaxonomyTerm.objects.filter(pk__in=page.keys).order_by("pk")
    return page_answer(request, asked, page.record([taxonomy_term_record(term) for term in rows]))


@door("/taxonomy_terms/{id}", belongings.TaxonomyTerm, "getTaxonomyTermById")
def one_taxonomy_term(request: HttpRequest, id: UUID) -> HttpResponseBase:  # noqa: A002
    """A term."""
    return answer(request, taxonomy_term_record(get_object_or_404(queries.terms(), translation_key=id)))


def few_enough(found: QuerySet[Organization], asked: params.OrganizationAsked) -> None:
    """A list of services has pages; an organisation has none, and must not make an answer without end."""
    if asked.full_service and queries.services().filter(organization__in=found).count() > MOST_NESTED:
        raise ParameterError(
            "full_service",
            f"That would be more than {MOST_NESTED:,} services at once. Ask for them page by page, "
            "with organization_id at /services",
        )


def with_services(organization: Any, *, full: bool) -> dict[str, Any]:
    """An organisation with its services, told in full or by name."""
    detail = Detail.FULL if full else Detail.MINIMAL
    return organization_record(
        organization, [service_record(service, detail=detail) for service in organization.services.all()]
    )
