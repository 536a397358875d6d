"""The shapes of what belongs to a service or stands beside it: terms, contacts, hours, prices, places.

Part of signposting.openreferral.schemas, which says how records are described.
"""

from typing import Annotated, Required

from pydantic import Field
from typing_extensions import TypedDict

Uuid = Annotated[str, Field(json_schema_extra={"format": "uuid"})]
Uri = Annotated[str, Field(json_schema_extra={"format": "uri"})]
Email = Annotated[str, Field(json_schema_extra={"format": "email"})]
Date = Annotated[str, Field(json_schema_extra={"format": "date"})]
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Status = Annotated[str, Field(json_schema_extra={"enum": ["active", "inactive", "defunct"]})]
Hours = Annotated[str, Field(description="Our own: hours in one line, as editors type them.")]


class TaxonomyTerm(TypedDict, total=False):
    """A topic, an audience or a need."""

    id: Required[Uuid]
    name: Required[str]
    description: Required[str]
    code: str
    term: str
    taxonomy: str
    taxonomy_id: Uuid
    term_uri: Uri
    sort_order: Annotated[int, Field(description="Our own: the order in which readers meet terms.")]


class Taxonomy(TypedDict, total=False):
    """A list of terms."""

    id: Required[Uuid]
    name: Required[str]
    description: Required[str]
    code: str
    taxonomy_terms: list[TaxonomyTerm]


class Attribute(TypedDict, total=False):
    """That a term fits a service."""

    id: Required[Uuid]
    link_id: Uuid
    link_entity: str
    link_type: Annotated[str, Field(description="The taxonomy of the term: topic, audience or need.")]
    taxonomy_term_id: Uuid
    taxonomy_term: TaxonomyTerm


class Language(TypedDict, total=False):
    """A language that is spoken."""

    id: Required[Uuid]
    service_id: Uuid
    contact_id: Uuid
    phone_id: Uuid
    code: Annotated[str, Field(description="ISO 639-1, or 639-3 where there is no shorter code.")]
    name: str


class Phone(TypedDict, total=False):
    """A number; `contact_id` leads to its hours and its cost."""

    id: Required[Uuid]
    number: Required[str]
    service_id: Uuid
    contact_id: Uuid
    type: Annotated[str, Field(json_schema_extra={"enum": ["voice", "text"]})]
    description: str
    languages: list[Language]


class Schedule(TypedDict, total=False):
    """When a channel answers or a place is open."""

    id: Required[Uuid]
    service_id: Uuid
    contact_id: Uuid
    service_at_location_id: Uuid
    valid_from: Annotated[Date, Field(description="With valid_to: hours of a day, or some days, of their own.")]
    valid_to: Date
    freq: Annotated[str, Field(json_schema_extra={"enum": ["WEEKLY", "MONTHLY"]})]
    byday: str
    opens_at: str
    closes_at: str
    description: str


class Contact(TypedDict, total=False):
    """One way to get in touch."""

    id: Required[Uuid]
    service_id: Uuid
    name: str
    email: Email
    channel: Annotated[str, Field(description="Our own: call, text, webchat, email, web, bsl or in-person.")]
    value: Annotated[str, Field(description="Our own: the number, address or web address.")]
    hours: Hours
    note: str
    cost: Annotated[str, Field(description="Our own: free (from mobiles too) or plan.")]
    shows_on_bill: Annotated[str, Field(description="Our own: whether it shows on the phone bill, yes or no.")]
    languages: list[Language]


class Url(TypedDict, total=False):
    """A page where somebody answers."""

    id: Required[Uuid]
    url: Required[Uri]
    service_id: Uuid
    contact_id: Uuid
    label: str


class ServiceArea(TypedDict, total=False):
    """An area that a service serves."""

    id: Required[Uuid]
    service_id: Uuid
    name: str
    service_area: str
    code: Annotated[str, Field(description="Our own: the code of the Office for National Statistics.")]
    uri: Uri


class CostOption(TypedDict, total=False):
    """A price."""

    id: Required[Uuid]
    service_id: Uuid
    valid_from: Date
    valid_to: Date
    option: str
    currency: str
    amount: float
    amount_description: str


class Address(TypedDict, total=False):
    """Where a location is."""

    id: Required[Uuid]
    address_1: Required[str]
    city: Required[str]
    state_province: Required[str]
    postal_code: Required[str]
    country: Required[str]
    address_type: Required[str]
    location_id: Uuid
    address_2: str
    region: str


class Accessibility(TypedDict, total=False):
    """What makes a location easier to use."""

    id: Required[Uuid]
    location_id: Uuid
    description: str
    feature: Annotated[str, Field(description="Our own: a code for the description.")]
    details: str


class Location(TypedDict, total=False):
    """A place. One that is kept secret, such as a refuge, has a name and no address."""

    id: Required[Uuid]
    location_type: Required[str]
    code: str
    name: str
    description: str
    latitude: float
    longitude: float
    transportation: str
    addresses: list[Address]
    accessibility: list[Accessibility]
    sensitive: Annotated[bool, Field(description="Our own: where it is must be kept secret.")]
