"""Services as a reader meets them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet, Subquery
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from config import languages
from config.languages import SOURCE
from pagestore.collecting import Seen, narrowed
from signposting import spoken
from signposting.hours import parse_hours, show_hours, show_state
from signposting.models import Contact, Service

BSL = "bfi"


@dataclass(frozen=True)
class ShownContact:
    """One channel: what it is called, what to type or press, when it answers.

    `cost` says whether it shows on the phone bill, and where there is room also what it costs. `languages` are those
    spoken here, where they are not those of the service and there is room.
    """

    channel: str
    channel_label: str
    value: str
    href: str
    label: str
    hours: str
    note: str
    cost: str = ""
    languages: str = ""
    state: str = ""


@dataclass(frozen=True)
class ShownService:
    """A service in the reader's language; `lang` says which language its words are really in.

    It is `free` if a way to get in touch is and none is known to cost something.
    """

    code: str
    name: str
    summary: str
    description: str
    lang: str
    direction: str
    url: str
    free: bool
    contacts: tuple[ShownContact, ...]
    checked_on: date
    overdue: bool
    source_url: str
    minimum_age: int | None = None
    maximum_age: int | None = None
    interpreter: bool = False


def services_with(language: str, keys: set[int]) -> dict[int, ShownService]:
    """The same for records whose keys are known; a stored page is tied to these and to no other."""
    with narrowed("signposting_service", "signposting_contact") as seen:
        found = services_in(language, Service.objects.filter(pk__in=keys), seen=seen)
        seen.rows("signposting_service", "id", keys)
        seen.rows("signposting_contact", "service_id", keys)
    return found


def services_in(
    language: str, services: "QuerySet[Service]", now: datetime | None = None, seen: Seen | None = None
) -> dict[int, ShownService]:
    """Active and published services, given by their source records, by key; one query for any number of them.

    The query goes from the contacts to their services, since a service without a way to get in
    touch is nothing to show. With `now` each contact says whether somebody answers at that moment, which no page
    may say that is kept for longer than a minute.
    """
    sources = services.filter(locale__language_code=SOURCE, status=Service.Status.ACTIVE, live=True)
    contacts = Contact.objects.filter(
        service__translation_key__in=Subquery(sources.values("translation_key")),
        service__locale__language_code__in=[language, SOURCE],
        service__live=True,
        private=False,
    )
    found: dict[Service, list[Contact]] = {}
    for contact in contacts.select_related("service__locale").order_by("service__name", "sort_order", "pk"):
        found.setdefault(contact.service, []).append(contact)
    if seen is not None:
        seen.rows("signposting_service", "translation_key", {service.translation_key for service in found})
        contacts_of_all = [contact for own in found.values() for contact in own]
        seen.rows("signposting_contact", "translation_key", {contact.translation_key for contact in contacts_of_all})
    sources_by_key = {service.translation_key: service for service in found if service.locale.language_code == SOURCE}
    words = {
        service.translation_key: service
        for service in found
        if service.locale.language_code == language
        and (source := sources_by_key.get(service.translation_key))
        and service.translates(source)
    }
    # Channels and hours are put into words here, for the reader, whatever language surrounds them.
    with translation.override(language):
        return {
            source.pk: shown(source, own, *translated(words, source, found), now)
            for source, own in found.items()
            if source.locale.language_code == SOURCE
        }


def translated(
    words: dict[Any, Service], source: Service, found: dict[Service, list[Contact]]
) -> tuple[Service, list[Contact]]:
    """The record that has the words for the reader, with its contacts."""
    service = words.get(source.translation_key, source)
    return service, found[service]


def shown(
    source: Service,
    contacts: list[Contact],
    words: Service,
    spoken_contacts: list[Contact],
    now: datetime | None = None,
) -> ShownService:
    """The words of one record with the numbers of the other: a number always follows the source."""
    told_in = languages.get(words.locale.language_code)
    by_key = {contact.translation_key: contact for contact in spoken_contacts}
    return ShownService(
        code=source.code,
        name=words.name,
        summary=words.summary,
        description=words.description,
        lang=told_in.code,
        direction=told_in.direction,
        url=source.url,
        free={contact.cost for contact in contacts} - {Contact.Cost.UNKNOWN} == {Contact.Cost.FREE},
        contacts=tuple(
            shown_contact(contact, by_key.get(contact.translation_key, contact), now) for contact in contacts
        ),
        checked_on=source.checked_on,
        overdue=source.overdue,
        source_url=source.source_url,
        minimum_age=source.minimum_age,
        maximum_age=source.maximum_age,
        interpreter=source.interpreter,
    )


def shown_contact(source: Contact, words: Contact, now: datetime | None = None) -> ShownContact:
    """One channel; its hours, its cost and its languages are put into words here, so they need no translation.

    With `now` there is room for all of it: in the finder and on the service's own page.
    """
    in_full = now is not None
    return ShownContact(
        channel=source.channel,
        channel_label=str(source.get_channel_display()),
        value=source.value,
        href=source.href,
        label=words.label,
        hours=show_hours(source.hours),
        note=words.note,
        # Whoever shares a phone, or does not pay its bill, must know before they call.
        cost=pgettext("between sentences", ". ").join(str(choice.label) for choice in prices(source, in_full=in_full)),
        languages=languages_of(source) if in_full else "",
        state=show_state(parse_hours(source.hours).state(now), now) if now else "",
    )


def languages_of(contact: Contact) -> str:
    """The languages of a channel of its own; empty where they are the service's, or named by the channel itself."""
    if not contact.languages or (contact.channel == Contact.Channel.BSL and contact.languages == [BSL]):
        return ""
    return _("Languages here: %(languages)s") % {"languages": ", ".join(sorted(map(spoken.name, contact.languages)))}


def prices(contact: Contact, *, in_full: bool) -> list[Any]:
    """What is known of the phone bill and, `in_full`, of the cost of one channel.

    Pages about something else have too little room for both (design promise 6); whether a call can be seen goes first.
    """
    told = [Contact.Cost(contact.cost)] if in_full else []
    return [choice for choice in (*told, Contact.Bill(contact.shows_on_bill)) if choice]
