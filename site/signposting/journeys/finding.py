"""Finding services."""

from dataclasses import dataclass

from config.languages import SOURCE
from pages.library import Library, Named
from signposting.models import Service, TaxonomyTerm
from signposting.shown import ShownService, services_in

URGENT = "in-danger"


@dataclass(frozen=True)
class Help:
    """Who can help with one need; the other needs lead to pages of their own."""

    need: Named | None
    services: list[ShownService]
    needs: list[Named]


def find_help(language: str, need: str, library: Library) -> Help:
    """Active services for a need, in the order of the directory; for no need or an unknown one, the urgent ones."""
    needs = library.terms(TaxonomyTerm.Taxonomy.NEED)
    chosen = next((term for term in needs if term.code == need), None)
    services = Service.objects.filter(
        terms__taxonomy=TaxonomyTerm.Taxonomy.NEED,
        terms__code=chosen.code if chosen else URGENT,
        locale__language_code=SOURCE,
    )
    found = services_in(language, services)
    return Help(chosen, [found[key] for key in sorted(found)], [term for term in needs if term.code != URGENT])
