"""Ways to get in touch: contacts, with their phones, pages and hours."""

from collections.abc import Iterable

from signposting.models import Contact
from signposting.openreferral.schedules import schedule_records
from signposting.openreferral.values import Record, address, compact, in_source, language_records, made_id

Channel = Contact.Channel

PHONES = {Channel.CALL: "voice", Channel.TEXT: "text"}
"""Channels that are a number, by HSDS 3.0's `type` of a phone."""

PAGES = (Channel.WEB, Channel.WEBCHAT, Channel.BSL)
"""Channels that are a web address."""


def public(contacts: Iterable[Contact]) -> list[Contact]:
    """Contacts without those that are for staff alone."""
    return [contact for contact in contacts if not contact.private]


def contact_record(contact: Contact, service_id: str) -> Record:
    """HSDS 3.0 `contact`, one for each channel, with fields of our own for what HSDS keeps apart or not at all.

    `channel`, `value`, `hours` (as typed), `cost` and `shows_on_bill` are enough to make the contact again.
    """
    key = str(contact.translation_key)
    return compact(
        {
            "id": key,
            "service_id": service_id,
            "name": contact.label,
            "email": contact.value if contact.channel == Channel.EMAIL else "",
            "channel": contact.channel,
            "value": contact.value,
            "hours": contact.hours,
            "note": contact.note,
            "cost": contact.cost,
            "shows_on_bill": contact.shows_on_bill,
            "languages": language_records(contact.languages, "contact_id", key),
        }
    )


def phone_records(contacts: list[Contact], service_id: str) -> list[Record]:
    """The numbers of a service as HSDS 3.0 `phones`, each with the contact that it belongs to."""
    return [
        compact(
            {
                "id": (key := made_id(contact.translation_key, "phone")),
                "service_id": service_id,
                "contact_id": str(contact.translation_key),
                "number": contact.value,
                "type": PHONES[Channel(contact.channel)],
                "description": contact.label or contact.note,
                "languages": language_records(contact.languages, "phone_id", key),
            }
        )
        for contact in contacts
        if contact.channel in PHONES
    ]


def page_records(contacts: list[Contact], service_id: str) -> list[Record]:
    """The pages where somebody answers, as HSDS 3.0 `additional_urls`."""
    return [
        {
            "id": made_id(contact.translation_key, "url"),
            "service_id": service_id,
            "contact_id": str(contact.translation_key),
            "label": contact.label or in_source(Channel(contact.channel).label),
            "url": address(contact.value),
        }
        for contact in contacts
        if contact.channel in PAGES
    ]


def email_of(contacts: list[Contact]) -> str:
    """The first e-mail address of a service, for tools that know only one."""
    return next((contact.value for contact in contacts if contact.channel == Channel.EMAIL), "")


def contact_schedules(contacts: list[Contact], service_id: str) -> list[Record]:
    """When each channel answers."""
    return [
        schedule
        for contact in contacts
        for schedule in schedule_records(contact.hours, service_id=service_id, contact_id=str(contact.translation_key))
    ]
