"""Open Referral's objects (HSDS 3.0), and the gazetteer."""

from signposting.models.checks import CheckRequest
from signposting.models.contacts import Contact
from signposting.models.details import CostOption, ServiceArea
from signposting.models.finding import Opening, ServiceFacet
from signposting.models.gaps import SearchGap
from signposting.models.imports import FeedImport, FeedLine, ImportedRecord
from signposting.models.locations import Accessibility, Location, ServiceAtLocation
from signposting.models.organizations import Organization
from signposting.models.places import Cell, District, Outcode, Place, PlaceName, Postcode, PostcodeFile
from signposting.models.services import Service
from signposting.models.suggestions import SuggestedChange, Suggestion
from signposting.models.taxonomy import TaxonomyTerm

__all__ = [
    "Accessibility",
    "Cell",
    "CheckRequest",
    "Contact",
    "CostOption",
    "District",
    "FeedImport",
    "FeedLine",
    "ImportedRecord",
    "Location",
    "Opening",
    "Organization",
    "Outcode",
    "Place",
    "PlaceName",
    "Postcode",
    "PostcodeFile",
    "SearchGap",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceFacet",
    "SuggestedChange",
    "Suggestion",
    "TaxonomyTerm",
]
