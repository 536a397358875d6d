"""Finding services."""

from typing import Any

from config.languages import SOURCE
from signposting.models import Service, TaxonomyTerm
from signposting.shown import services_in


def by_need(language: str, needs: list[Any]) -> list[dict[str, Any]]:
    """Active services under each need they answer, in the order of the needs; needs nobody answers are left out."""
    services = services_in(language, Service.objects.all())
    links = Service.terms.through.objects.filter(
        taxonomyterm__taxonomy=TaxonomyTerm.Taxonomy.NEED, service__locale__language_code=SOURCE
    ).values_list("taxonomyterm__code", "service_id")
    keys: dict[str, set[int]] = {}
    for code, key in links:
        keys.setdefault(code, set()).add(key)
    groups = [
        {"code": need.code, "title": need, "services": [shown for key, shown in services.items() if key in keys.get(need.code, ())]} for need in needs
    ]
    return [group for group in groups if group["services"]]
