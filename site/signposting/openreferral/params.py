"""What may be asked of the feed: the parameters of Open Referral UK's OpenAPI, and some of the same kind."""

import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from signposting.openreferral.problems import ParameterError

DEFAULT_SIZE = 20
LARGEST_SIZE = 100
MINIMAL_SIZE = 10_000
"""Minimal services on one page, where no other number is asked for."""


class Day(StrEnum):
    """A day of the week, as in HSDS's `byday`."""

    MONDAY = "MO"
    TUESDAY = "TU"
    WEDNESDAY = "WE"
    THURSDAY = "TH"
    FRIDAY = "FR"
    SATURDAY = "SA"
    SUNDAY = "SU"


def read_day(value: Any) -> Any:
    """Names of days are taken too, in any case."""
    named = str(value).strip().upper()
    return Day[named].value if named in Day.__members__ else named


def read_moment(value: Any) -> Any:
    """A plus sign that nobody encoded arrives as a space."""
    return re.sub(r" (?=\d\d:?\d\d$)", "+", value) if isinstance(value, str) else value


def in_utc(moment: datetime) -> datetime:
    """In UTC, which is also what is meant where no zone is said."""
    try:
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except OverflowError as error:
        raise ParameterError("modified_after", "There is no such moment") from error


def read_clock(text: str) -> str:
    """A time of a day, or its end."""
    if not re.fullmatch(CLOCK, text):
        raise PydanticCustomError("clock", "Write a time as 09:30, from 00:00 to 24:00")
    return text


def read_text(text: str) -> str:
    """No database takes the one character that ends texts."""
    if "\0" in text:
        raise PydanticCustomError("text", "Leave out the null character")
    return text


CLOCK = r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"
Text = Annotated[
    str,
    Field(max_length=200, json_schema_extra={"pattern": r"^[^\x00]*$"}),
    AfterValidator(read_text),
]
Size = Annotated[int, Field(ge=1, le=LARGEST_SIZE)]
MinimalSize = Annotated[int, Field(ge=1, le=MINIMAL_SIZE)]
Age = Annotated[int, Field(ge=0, le=150)]
Clock = Annotated[str, Field(json_schema_extra={"pattern": CLOCK}), AfterValidator(read_clock)]
Moment = Annotated[datetime, BeforeValidator(read_moment), AfterValidator(in_utc)]


class Asked(BaseModel):
    """Parameters that are sent empty count as not sent."""

    @model_validator(mode="before")
    @classmethod
    def without_empty(cls, values: Any) -> Any:
        """Forms and tools send every parameter they know."""
        return {name: value for name, value in values.items() if value != ""} if isinstance(values, dict) else values


class Paged(Asked):
    """One page of a list."""

    page: int = Field(
        1, ge=1, le=1_000_000_000, description="Number of the page, from 1. A page past the end is empty."
    )
    per_page: Size | None = Field(None, description=f"Results on one page, {DEFAULT_SIZE} where nothing is said.")
    perPage: Size | None = Field(None, description="The same as per_page, which wins where both are sent.")  # noqa: N815 - the validator's word
    search: Text = Field("", description="Words that all occur in the name, the description or the organisation.")
    format: Literal["json"] = Field("json", description="The only format there is.")

    @property
    def size(self) -> int:
        """How many results one page has."""
        return self.per_page or self.perPage or DEFAULT_SIZE


class ServiceFilters(Paged):
    """Which services, whether by themselves or at places."""

    full: bool = Field(False, description="Everything that belongs to each record, as when it is asked for by its id.")
    taxonomy_term_id: UUID | None = Field(None, description="Services with this term.")
    taxonomy_id: UUID | None = Field(None, description="Services with any term of this taxonomy.")
    organization_id: UUID | None = Field(None, description="Services of this organisation.")
    modified_after: Moment | None = Field(
        None, description="Services changed at or after this moment; a date, or a date and time, in UTC unless it says."
    )
    age: Age | None = Field(None, description="Services for somebody of this age.")
    minimum_age: Age | None = Field(None, description="Services for somebody of this age or older.")
    maximum_age: Age | None = Field(None, description="Services for somebody of this age or younger.")
    day: Annotated[Day, BeforeValidator(read_day)] | None = Field(
        None, description="Services open on this day of the week, on some day if only times are given."
    )
    start_time: Clock | None = Field(None, description="Services open at this time or later, by the clock in London.")
    end_time: Clock | None = Field(None, description="Services open before this time, by the clock in London.")
    postcode: Text = Field(
        "",
        description="A postcode, or the first half of one. Services that serve the area it lies in, "
        "or say nothing of areas; with proximity, services at places near it instead.",
    )
    proximity: float | None = Field(
        None,
        gt=0,
        le=200_000,
        allow_inf_nan=False,
        description="Metres from the postcode, whose position is known here to about a kilometre. "
        "Places that are kept secret are near nothing.",
    )

    @model_validator(mode="after")
    def consistent(self) -> "ServiceFilters":
        """A distance is from somewhere, and a day does not end before it starts."""
        if self.proximity is not None and not self.postcode:
            raise ParameterError("proximity", "It needs a postcode to measure from")
        if self.start_time and self.end_time and self.end_time <= self.start_time:
            raise ParameterError("end_time", "It should be later than start_time")
        if self.minimum_age is not None and self.maximum_age is not None and self.maximum_age < self.minimum_age:
            raise ParameterError("maximum_age", "It should not be below minimum_age")
        return self


class ServicesAsked(ServiceFilters):
    """A list of services."""

    minimal: bool = Field(
        False,
        description="Only whether each service changed: id, name, status and when; "
        f"{MINIMAL_SIZE:,} on a page unless per_page says less.",
    )
    per_page: MinimalSize | None = Field(
        None,
        description=f"Results on one page, {DEFAULT_SIZE} where nothing is said; at most {LARGEST_SIZE}, "
        f"or {MINIMAL_SIZE:,} with minimal.",
    )
    perPage: MinimalSize | None = Field(None, description="The same as per_page, which wins where both are sent.")  # noqa: N815

    @model_validator(mode="after")
    def small_enough(self) -> "ServicesAsked":
        """Only minimal services are so small that many fit on a page."""
        for name in ("per_page", "perPage"):
            if not self.minimal and (getattr(self, name) or 0) > LARGEST_SIZE:
                raise ParameterError(name, f"It should be at most {LARGEST_SIZE}, unless minimal is true")
        return self

    @property
    def size(self) -> int:
        """A page of minimal services holds many."""
        return self.per_page or self.perPage or (MINIMAL_SIZE if self.minimal else DEFAULT_SIZE)


class OrganizationAsked(Asked):
    """One organisation."""

    full_service: bool = Field(False, description="With all of each of its services, not only their names.")


class OrganizationsAsked(Paged, OrganizationAsked):
    """A list of organisations."""

    full: bool = Field(False, description="With the names of its services.")


class TermsAsked(Paged):
    """A list of taxonomy terms."""

    taxonomy_id: UUID | None = Field(None, description="Terms of this taxonomy.")
    top_only: bool = Field(False, description="Terms without a parent: all of them, since none has one.")
    parent_id: UUID | None = Field(None, description="Terms below this one: none, since no term has a parent.")
