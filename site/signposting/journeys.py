"""Finding services."""

from typing import Any

from config.languages import SOURCE
from signposting.models import Service, TaxonomyTerm
from signposting.shown import services_in


def by_need(language: str, needs: list[Any]) -> list[dict[str, Any]]:
    """Active services under each need they answer, in the order of the needs; needs nobody answers are left out.

    A service that answers several needs is shown whole once, as `services` of the first, and only named,
    as `also`, under the others.
    """
    services = services_in(language, Service.objects.all())
    links = Service.terms.through.objects.filter(
        taxonomyterm__taxonomy=TaxonomyTerm.Taxonomy.NEED, service__locale__language_code=SOURCE
    ).values_list("taxonomyterm__code", "service_id")
    keys: dict[str, set[int]] = {}
    for code, key in links:
        keys.setdefault(code, set()).add(key)
    seen: set[int] = set()
    groups = []
    for need in needs:
        answering = [key for key in sorted(services) if key in keys.get(need.code, ())]
        fresh = [services[key] for key in answering if key not in seen]
        again = [services[key] for key in answering if key in seen]
        seen.update(answering)
        groups.append({"code": need.code, "title": need, "services": fresh, "also": again})
    return [group for group in groups if group["services"] or group["also"]]
