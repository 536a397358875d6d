"""Open Referral's objects (HSDS 3.0), as far as the site needs them so far."""

from signposting.models.contacts import Contact
from signposting.models.services import Organization, Service
from signposting.models.taxonomy import TaxonomyTerm

__all__ = ["Contact", "Organization", "Service", "TaxonomyTerm"]
