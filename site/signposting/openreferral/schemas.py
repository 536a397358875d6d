"""The shape of what is answered, for the OpenAPI document. Records may have more fields than are named here.

What HSDS 3.0 has and Open Referral UK 3.0 leaves out stays in, and so do fields of our own, which say so.
"""

from typing import Annotated, NotRequired, Required

from pydantic import Field
from typing_extensions import TypedDict

from signposting.openreferral.belongings import (
    Attribute,
    Contact,
    CostOption,
    Date,
    Email,
    Hours,
    Language,
    Location,
    Moment,
    Phone,
    Schedule,
    ServiceArea,
    Status,
    Taxonomy,
    TaxonomyTerm,
    Uri,
    Url,
    Uuid,
)


class ApiDetails(TypedDict):
    """What this feed follows."""

    version: str
    profile: Uri
    openapi_url: Uri


class Organization(TypedDict, total=False):
    """Who runs services."""

    id: Required[Uuid]
    name: Required[str]
    description: Required[str]
    code: str
    email: Email
    website: Uri
    last_modified: Moment


class ServiceBasics(TypedDict, total=False):
    """A service, with what there is one of."""

    id: Required[Uuid]
    name: Required[str]
    status: Required[Status]
    code: str
    organization_id: Uuid
    organization: Organization
    summary: Annotated[str, Field(description="Our own: the first paragraph of the description.")]
    description: str
    url: Uri
    email: Email
    minimum_age: int
    maximum_age: int
    eligibility_description: str
    application_process: str
    fees: str
    fees_description: str
    interpretation_services: str
    assured_date: Date
    review_due: Annotated[Date, Field(description="Our own: the day by which the details are checked again.")]
    review_interval: Annotated[int, Field(description="Our own: months between two checks.")]
    owner: Annotated[str, Field(description="Our own: the role here, never a person, that looks after the record.")]
    source_title: Annotated[str, Field(description="Our own: what the page is called that source_url leads to.")]
    source_url: Annotated[Uri, Field(description="Our own: where the details were published.")]
    last_modified: Moment
    modified_date: Annotated[Moment, Field(description="The same as last_modified, in minimal records.")]


class PlaceOfService(TypedDict, total=False):
    """That a service is at a location."""

    id: Required[Uuid]
    service_id: Uuid
    location_id: Uuid
    location: Location
    hours: Hours
    schedules: list[Schedule]


class Service(ServiceBasics, total=False):
    """A service with all that belongs to it; in a list only if `full` is asked for."""

    phones: list[Phone]
    contacts: list[Contact]
    additional_urls: list[Url]
    schedules: list[Schedule]
    languages: list[Language]
    service_areas: list[ServiceArea]
    service_at_locations: list[PlaceOfService]
    cost_options: list[CostOption]
    attributes: list[Attribute]


class ServiceAtLocation(PlaceOfService, total=False):
    """That a service is at a location, with the service."""

    service: Service


class OrganizationWithServices(Organization, total=False):
    """Who runs services, and which."""

    services: list[Service]


class Page(TypedDict):
    """One page of a list. `ignored_parameters` names what was sent and means nothing here, if anything was."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    ignored_parameters: NotRequired[list[str]]


class ServicePage(Page):
    """One page of services."""

    contents: list[Service]


class ServiceAtLocationPage(Page):
    """One page of services at locations."""

    contents: list[ServiceAtLocation]


class OrganizationPage(Page):
    """One page of organisations."""

    contents: list[OrganizationWithServices]


class TaxonomyPage(Page):
    """One page of taxonomies."""

    contents: list[Taxonomy]


class TaxonomyTermPage(Page):
    """One page of taxonomy terms."""

    contents: list[TaxonomyTerm]


class FaultyParameter(TypedDict):
    """One parameter that cannot be used."""

    parameter: str
    message: str


class Problem(TypedDict, total=False):
    """Why there is no answer (RFC 9457)."""

    type: Required[str]
    title: Required[str]
    status: Required[int]
    detail: Required[str]
    errors: list[FaultyParameter]
