"""Open Referral's objects (HSDS 3.0), as far as the site needs them so far, and the gazetteer."""

from signposting.models.contacts import Contact
from signposting.models.places import Cell, District, Outcode, Place, PlaceName, Postcode, PostcodeFile
from signposting.models.services import Organization, Service
from signposting.models.taxonomy import TaxonomyTerm

__all__ = [
    "Cell",
    "Contact",
    "District",
    "Organization",
    "Outcode",
    "Place",
    "PlaceName",
    "Postcode",
    "PostcodeFile",
    "Service",
    "TaxonomyTerm",
]
