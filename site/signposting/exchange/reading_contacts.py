"""Ways to get in touch, as other feeds tell them.

A feed of ours says all of a contact. Others have `phones`, `additional_urls` and one `email`; their
`contacts` are people by name, and are left out.
"""

from typing import Any

from django.core.exceptions import ValidationError

from signposting import spoken
from signposting.exchange.values import Reader, UnusableError, key_of
from signposting.hours import HoursError, hours_from, parse_hours
from signposting.models import Contact
from signposting.openreferral.schedules import schedule_records
from signposting.openreferral.values import Record, made_id

Channel = Contact.Channel
TYPES = {"voice": Channel.CALL, "": Channel.CALL, "text": Channel.TEXT, "sms": Channel.TEXT, "cell": Channel.CALL}
CODES = {name.casefold(): code for code, name in spoken.SPOKEN.items()}


def contacts_read(reader: Reader, service_id: str) -> list[Record]:
    """The public ways to get in touch, each as our record has it."""
    found: list[Record] = []
    people = 0
    for row in reader.records("contacts"):
        if "channel" not in row or "value" not in row:
            people += 1
            continue
        add(found, own_contact(Reader(row, reader.notes, "contact: "), service_id), reader)
    if people:
        said = "1 of them is a person, not a channel" if people == 1 else f"{people} of them are people, not channels"
        reader.left_out("contacts", said)
    values = {row["value"].replace(" ", "") for row in found}
    for phone in reader.records("phones"):
        if str(phone.get("number", "")).replace(" ", "") not in values:
            add(found, phone_contact(Reader(phone, reader.notes, "phone: "), service_id), reader)
    for page in reader.records("additional_urls"):
        told = Reader(page, reader.notes, "additional_urls: ")
        if told.text("url") and not any(same_page(told.text("url"), row["value"]) for row in found):
            add(found, made(told, service_id, Channel.WEB, told.address("url"), label=told.text("label", 80)), reader)
    email = reader.email("email")
    if email and email not in values:
        add(found, made(reader, service_id, Channel.EMAIL, email), reader)
    return found


def same_page(url: str, value: str) -> bool:
    """Whether two web addresses differ in their letters' writing alone."""
    from signposting.openreferral.values import address

    return address(value) == url or value == url


def own_contact(reader: Reader, service_id: str) -> Record:
    """A contact as our own feed tells it."""
    return {
        "id": key_or_made(reader, service_id, "contact"),
        "channel": reader.choice("channel", Channel.values),
        "value": reader.text("value", 200),
        "label": reader.text("name", 80),
        "hours": hours_read(reader, "hours"),
        "note": reader.text("note", 200),
        "cost": reader.choice("cost", Contact.Cost.values),
        "shows_on_bill": reader.choice("shows_on_bill", Contact.Bill.values),
        "languages": languages_read(reader),
    }


def phone_contact(reader: Reader, service_id: str) -> Record | None:
    """A number, unless it is a fax machine."""
    channel = TYPES.get(reader.text("type", 20).lower())
    if channel is None:
        reader.left_out("number", f"its type is “{reader.text('type', 20)}”")
        return None
    number = "".join(letter for letter in reader.text("number", 60) if letter not in "()-.\u00a0").strip()
    if extension := reader.text("extension", 20):
        reader.left_out("extension", f"type it by hand: {extension}")
    return {
        **made(reader, service_id, channel, number, label=reader.text("description", 80)),
        "languages": languages_read(reader),
    }


def made(reader: Reader, service_id: str, channel: str, value: str, label: str = "") -> Record:
    """A contact of which a feed says no more than where it leads."""
    return {
        "id": made_id(service_id, "contact", channel, value),
        "channel": str(channel),
        "value": value,
        "label": label,
        "hours": "",
        "note": "",
        "cost": "",
        "shows_on_bill": "",
        "languages": [],
    }


def add(found: list[Record], contact: Record | None, reader: Reader) -> None:
    """Keep a contact that can be used, and each one once."""
    if not contact or not contact["channel"] or not contact["value"]:
        return
    try:
        Contact(channel=contact["channel"], value=contact["value"]).clean()
    except ValidationError as error:
        reader.left_out(f"{contact['channel']} {contact['value']}", " ".join(error.messages))
        return
    if any(row["id"] == contact["id"] for row in found):
        contact["id"] = made_id(contact["id"], len(found))
    found.append(contact)


def key_or_made(reader: Reader, *parts: Any) -> str:
    """The id of what belongs to a record, or one made from what it says."""
    try:
        return key_of(reader.record)
    except UnusableError:
        return made_id(*parts, sorted((name, str(value)) for name, value in reader.record.items()))


def hours_read(reader: Reader, name: str) -> str:
    """Hours in the fixed form."""
    words = reader.text(name, 300)
    try:
        parse_hours(words)
    except HoursError:
        reader.left_out(name, f"“{words}” cannot be read as hours")
        return ""
    return words


def languages_read(reader: Reader) -> list[str]:
    """The codes of languages, by code or by English name."""
    found: list[str] = []
    for row in reader.records("languages"):
        told = Reader(row, reader.notes, reader.what)
        code = told.text("code", 20).lower() or CODES.get(
            (told.text("name", 80) or told.text("language", 80)).casefold(), ""
        )
        code = code.partition("-")[0]
        if not (2 <= len(code) <= 3 and code.isascii() and code.isalpha()):
            told.left_out("a language", f"“{code or told.text('name', 80)}” is not known")
        elif code not in found:
            found.append(code)
    return found


def hours_of_schedules(schedules: list[Record]) -> tuple[str, list[Record]]:
    """Hours from schedules, and those that our form cannot say; nothing where the hours are too long to keep."""
    text, rest = hours_from(schedules)
    return (text, rest) if len(text) <= 300 else ("", schedules)


def derived_ids(service_id: str, contacts: list[Record], places: list[Record]) -> set[str]:
    """The ids of the schedules that our own feed makes from hours, so that they are not taken for others."""
    owned = [("contact_id", row) for row in contacts] + [("service_at_location_id", row) for row in places]
    return {
        schedule["id"]
        for link, row in owned
        for schedule in schedule_records(row["hours"], **{"service_id": service_id, link: row["id"]})
    }
