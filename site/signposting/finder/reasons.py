"""Why a service is among the results, in the reader's words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from signposting import spoken
from signposting.finder.asked import KM_IN_A_MILE, Asked
from signposting.finder.ranking import Ranked
from signposting.models import ServiceArea
from signposting.shown import ShownService


def areas_of(rows: Iterable[Ranked]) -> dict[int, list[str]]:
    """The codes of the areas that services serve; one query for any number of them."""
    found: dict[int, list[str]] = defaultdict(list)
    areas = ServiceArea.objects.filter(service__in=[row.pk for row in rows]).order_by("service", "sort_order")
    for service, code in areas.values_list("service_id", "code"):
        found[service].append(code)
    return found


def reasons(service: ShownService, row: Ranked, asked: Asked, areas: Iterable[str]) -> Iterator[str]:
    """The reasons that one result has, those first that tell it from others. What every result shares is not said.

    `areas` are those that the service serves, or the one of them that the reader is in.
    """
    if row.distance is not None:
        yield away(row.distance)
    elif names := [str(ServiceArea.Area(code).label) for code in areas]:
        yield _("For people in %(area)s") % {"area": ", ".join(names)}
    if row.speaks:
        yield _("Speaks your language: %(language)s") % {"language": spoken.name(asked.language)}
    elif asked.language:
        yield _("You can ask for an interpreter")
    if ages := for_ages(service.minimum_age, service.maximum_age):
        yield ages


def away(distance: float) -> str:
    """How far away, in whole miles and rounded up: where the reader is, is known no better than that."""
    miles = ceil(distance / KM_IN_A_MILE)
    if miles <= 1:
        return _("Less than a mile away")
    return ngettext("About %(miles)d mile away", "About %(miles)d miles away", miles) % {"miles": miles}


def for_ages(youngest: int | None, oldest: int | None) -> str:
    """For whom, by age; empty where every age is welcome."""
    if youngest and oldest:
        return _("For people aged %(youngest)d to %(oldest)d") % {"youngest": youngest, "oldest": oldest}
    if youngest:
        return _("For people aged %(youngest)d and over") % {"youngest": youngest}
    if oldest is not None:
        return _("For people aged %(oldest)d and under") % {"oldest": oldest}
    return ""
