"""Open Referral's objects (HSDS 3.0)."""

from signposting.models.contacts import Contact
from signposting.models.details import CostOption, ServiceArea
from signposting.models.finding import Opening, ServiceFacet
from signposting.models.locations import Accessibility, Location, ServiceAtLocation
from signposting.models.organizations import Organization
from signposting.models.services import Service
from signposting.models.taxonomy import TaxonomyTerm

__all__ = [
    "Accessibility",
    "Contact",
    "CostOption",
    "Location",
    "Opening",
    "Organization",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceFacet",
    "TaxonomyTerm",
]
