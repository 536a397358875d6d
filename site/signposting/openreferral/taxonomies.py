"""Taxonomies and their terms."""

from collections.abc import Iterable

from django.conf import settings

from signposting.models import TaxonomyTerm
from signposting.openreferral.values import PATH, Record, compact, made_id

DESCRIPTIONS = {
    TaxonomyTerm.Taxonomy.TOPIC: "What a service helps with.",
    TaxonomyTerm.Taxonomy.AUDIENCE: "Whom a service is for.",
    TaxonomyTerm.Taxonomy.NEED: "What somebody who looks for a service wants to do.",
}


def taxonomy_id(taxonomy: str) -> str:
    """The id of a taxonomy, the same on every site."""
    return made_id("taxonomy", taxonomy)


TAXONOMIES = {taxonomy_id(value): value for value in TaxonomyTerm.Taxonomy.values}
"""Our names of the taxonomies by their ids."""


def taxonomy_record(taxonomy: str, terms: Iterable[TaxonomyTerm] = ()) -> Record:
    """HSDS 3.0 `taxonomy`, with those of its terms that are given."""
    kind = TaxonomyTerm.Taxonomy(taxonomy)
    return compact(
        {
            "id": taxonomy_id(taxonomy),
            "name": str(kind.label),
            "description": DESCRIPTIONS[kind],
            "code": taxonomy,
            "taxonomy_terms": [taxonomy_term_record(term) for term in terms],
        }
    )


def taxonomy_term_record(term: TaxonomyTerm) -> Record:
    """HSDS 3.0 `taxonomy_term` in the source language; its name stands as the description that the schema requires."""
    key = str(term.translation_key)
    return {
        "id": key,
        "code": term.code,
        "name": term.name,
        "description": term.name,
        "term": term.name,
        "taxonomy": term.taxonomy,
        "taxonomy_id": taxonomy_id(term.taxonomy),
        "term_uri": f"{settings.PUBLIC_URL}{PATH}/taxonomy_terms/{key}",
        "sort_order": term.sort_order,
    }


def attribute_records(terms: Iterable[TaxonomyTerm], service_id: str) -> list[Record]:
    """The terms of a service as HSDS 3.0 `attributes`; `link_type` says what each one is about."""
    return [
        {
            "id": made_id(service_id, "attribute", term.translation_key),
            "link_id": service_id,
            "link_entity": "service",
            "link_type": term.taxonomy,
            "taxonomy_term_id": str(term.translation_key),
            "taxonomy_term": taxonomy_term_record(term),
        }
        for term in terms
    ]
