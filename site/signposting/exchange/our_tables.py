"""The three tables: organisations, places, services."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from wagtail.models import Locale

from config.languages import SOURCE
from signposting.exchange import cells
from signposting.exchange.cells import Cell
from signposting.exchange.current import LOCATION, ORGANIZATION, SERVICE, location_now, organization_now, service_now
from signposting.exchange.filling import fill_location, fill_organization, fill_service
from signposting.exchange.reading_places import without_address
from signposting.exchange.tables import TEXT, RecordsTable, column
from signposting.models import Location, Organization, Service, TaxonomyTerm
from signposting.openreferral.queries import with_belongings

CODE = column("code", "Says which record a row is. A code that is not known makes a new one.", required=True)
ID = column("id", "The id in feeds. Leave it as it was exported; empty for a new record.")
OTHER = column("unmapped", "What another feed said besides. Leave it as it was exported.")
HELP = (
    "A column that is left out stays as it is. A cell that is left empty empties the field.",
    "What is not in the file stays as it is; nothing is deleted.",
    "A change waits as a draft for a publisher, unless you publish such records yourself. Translations are not touched.",
    "For more rows, whoever looks after the site has a command: manage.py import_table.",
)
JSON = Cell(cells.as_json, cells.other)
YES_NO = Cell(lambda value: "yes" if value else "no", cells.yes)
NUMBER, DEGREES = Cell(TEXT.write, cells.number), Cell(TEXT.write, cells.degrees)
DAY, LIST = Cell(TEXT.write, cells.day), Cell(", ".join, cells.names)


def tables() -> "dict[str, RecordsTable]":
    """All three by their codes, in the order in which they are imported."""
    return {table.code: table for table in (OrganizationsTable(), LocationsTable(), ServicesTable())}


class OrganizationsTable(RecordsTable):
    """Who runs services."""

    code, title, what, model = "organizations", "organisations", "organisation", Organization
    columns = (CODE, ID, *(column(name) for name in ORGANIZATION if name != "unmapped"), OTHER)
    help_text = HELP
    cells = {"unmapped": JSON}
    plain = ORGANIZATION

    def found(self) -> Any:
        """All of them."""
        return Organization.objects.all()

    def now(self, record: Any) -> dict[str, Any]:
        """As a feed's values."""
        return organization_now(record)

    def fill(self, record: Any, values: dict[str, Any]) -> None:
        """Each into its field."""
        fill_organization(record, values)

    def blank(self, key: UUID, here: Any) -> Any:
        """A new one."""
        return Organization(uuid=key)


class LocationsTable(RecordsTable):
    """Places."""

    code, title, what, model = "locations", "places", "place", Location
    columns = (
        CODE,
        ID,
        column("name"),
        column(
            "sensitive", "yes for a refuge and the like: its address is not kept, and never comes back from a table."
        ),
        *(column(name) for name in LOCATION if name not in ("name", "sensitive", "unmapped")),
        column("accessibility", "One on each line: step-free | details=Ramp at the back"),
        OTHER,
    )
    help_text = HELP
    cells = {
        "unmapped": JSON,
        "sensitive": Cell(YES_NO.write, cells.yes_or_no),
        "latitude": DEGREES,
        "longitude": DEGREES,
        "accessibility": cells.ACCESSIBILITY,
    }
    plain = LOCATION

    def found(self) -> Any:
        """All of them."""
        return Location.objects.prefetch_related("accessibility")

    def now(self, record: Any) -> dict[str, Any]:
        """As a feed's values; of a secret place only what the feed says of it."""
        now = location_now(record)
        return without_address(now) | {"name": record.name} if record.sensitive else now

    def settled(self, values: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
        """What is secret, or becomes so, gets no address from a table."""
        if not values.get("sensitive", now.get("sensitive", False)):
            return values
        secret = without_address({"name": "", "address_1": None, "accessibility": [], **values})
        return {name: secret[name] for name in values} | ({"name": values["name"]} if "name" in values else {})

    def fill(self, record: Any, values: dict[str, Any]) -> None:
        """Each into its field."""
        fill_location(record, values)

    def blank(self, key: UUID, here: Any) -> Any:
        """A new one."""
        return Location(uuid=key)


class ServicesTable(RecordsTable):
    """Services, by the codes of their organisations and places."""

    code, title, what, model = "services", "services", "service", Service
    columns = (
        CODE,
        ID,
        column("organization", "The code of the organisation, which must be here already."),
        *(column(name) for name in SERVICE if name not in ("unmapped", "languages", "interpreter")),
        column("interpreter", "yes or no."),
        column("languages", "Codes, with commas: en, ur, bfi."),
        column("contacts", "One on each line: call | 01632 960111 | hours=Mon-Fri 09:00-17:00 | cost=free | bill=no"),
        column("places", "The codes of places, one on each line: mill-street | hours=Mon 10:00-12:00"),
        column("areas", "Codes of areas, one on each line: E08000032 is Bradford."),
        column("prices", "One on each line: 3.50 | option=Adults | per=per session"),
        column("terms", "Topics, audiences and needs: topic/online, need/talk."),
        column("assurer_email", "Whom we ask to confirm the details. Readers never see it."),
        column("checked_on", "As 2027-03-31 or 31/03/2027."),
        column("review_due", "The same."),
        OTHER,
    )
    help_text = (
        *HELP,
        "Organisations and places come first: they have tables of their own.",
        "Contacts for our own staff are not in the table, and stay as they are.",
    )
    cells = {
        "unmapped": JSON,
        "interpreter": YES_NO,
        "minimum_age": NUMBER,
        "maximum_age": NUMBER,
        "review_interval": NUMBER,
        "languages": Cell(", ".join, cells.languages),
        "contacts": cells.CONTACTS,
        "places": cells.PLACES,
        "areas": cells.AREAS,
        "prices": cells.PRICES,
        "terms": Cell(", ".join, lambda cell: sorted(cells.names(cell))),
        "checked_on": DAY,
        "review_due": DAY,
    }
    plain = (*SERVICE, "assurer_email", "checked_on", "review_due")

    def found(self) -> Any:
        """Those in the source language."""
        return with_belongings(Service.objects.filter(locale__language_code=SOURCE)).select_related(
            "locale", "organization"
        )

    def key(self, record: Any) -> str:
        """The same in every language."""
        return str(record.translation_key)

    def now(self, record: Any) -> dict[str, Any]:
        """As a feed's values, with codes in the place of ids."""
        links = {str(link.location.uuid): link.location.code for link in record.service_at_locations.all()}
        now = service_now(record)
        now["places"] = [{**row, "location": links[row["location"]]} for row in now["places"]]
        return {**now, "organization": record.organization.code, "assurer_email": record.assurer_email}

    def look_up(self) -> Any:
        """Codes of what services refer to, with the ids."""
        return {
            "locale": Locale.objects.get_for_language(SOURCE),
            "organization": dict(Organization.objects.values_list("code", "uuid")),
            "location": dict(Location.objects.values_list("code", "uuid")),
            "terms": {
                f"{taxonomy}/{code}"
                for taxonomy, code in TaxonomyTerm.objects.filter(locale__language_code=SOURCE).values_list(
                    "taxonomy", "code"
                )
            },
        }

    def references(self, values: dict[str, Any], here: Any, *, new: bool) -> Iterable[tuple[str, str]]:
        """Organisations, places and terms that are not here."""
        runs = values.get("organization", "" if new else None)
        if runs is not None and runs not in here["organization"]:
            yield "organization", f"There is no organisation with the code “{runs}”. Import organisations first."
        for row in values.get("places", ()):
            if row["location"] not in here["location"]:
                yield "places", f"There is no place with the code “{row['location']}”. Import places first."
        for term in values.get("terms", ()):
            if term not in here["terms"]:
                yield "terms", f"There is no “{term}”. Write the taxonomy and the code, such as topic/online."

    def fill(self, record: Any, values: dict[str, Any]) -> None:
        """Each into its field; codes become records."""
        told = dict(values)
        if "organization" in told:
            told["organization"] = str(
                Organization.objects.values_list("uuid", flat=True).get(code=told["organization"])
            )
        if "places" in told:
            codes = [row["location"] for row in told["places"]]
            uuids = dict(Location.objects.filter(code__in=codes).values_list("code", "uuid"))
            told["places"] = [{**row, "location": str(uuids[row["location"]])} for row in told["places"]]
        fill_service(record, told)

    def blank(self, key: UUID, here: Any) -> Any:
        """A new one in the source language."""
        return Service(translation_key=key, locale=here["locale"])
