"""Which of the services found are open now, and what the hours say of it."""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from signposting.finder.asked import Asked
from signposting.hours import open_at, parse_hours
from signposting.hours.being_open import LONDON
from signposting.models import Contact, Opening, Service, ServiceAtLocation


def maybe_open(services: "QuerySet[Service]", asked: Asked, now: datetime) -> "QuerySet[Service]":
    """Those whose week says that they are open, and those with dates of their own, which rows cannot tell."""
    rows = Opening.objects.filter(open_at(now), service=OuterRef("pk"))
    # The night of the last day of a year goes on in the next.
    today = now.astimezone(LONDON).date()
    years = {f"{day.year}-" for day in (today, today - timedelta(days=1))}
    dated = reduce(or_, (Q(hours__contains=year) for year in years))
    contacts = Contact.objects.filter(dated, service=OuterRef("pk"), private=False)
    if asked.channel:
        rows, contacts = rows.filter(contact__channel=asked.channel), contacts.filter(channel=asked.channel)
    places = ServiceAtLocation.objects.filter(dated, service=OuterRef("pk"))
    either = Exists(rows) | Exists(contacts)
    return services.filter(either if asked.channel else either | Exists(places))


def open_now(keys: list[int], asked: Asked, now: datetime) -> set[int]:
    """The services that are open beyond doubt, by the channel that was asked for if there is one; one query."""
    contacts = Contact.objects.filter(service__in=keys, private=False).exclude(hours="").order_by()
    if asked.channel:
        rows = contacts.filter(channel=asked.channel).values_list("service_id", "hours")
    else:
        places = ServiceAtLocation.objects.filter(service__in=keys).exclude(hours="").order_by()
        rows = contacts.values_list("service_id", "hours").union(places.values_list("service_id", "hours"))
    return {key for key, hours in rows if parse_hours(hours).state(now).is_open}
