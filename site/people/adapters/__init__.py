"""Where Lantern bends django-allauth."""

from people.adapters.account import AccountAdapter
from people.adapters.agency import AgencyAdapter
from people.adapters.second_factor import SecondFactorAdapter

__all__ = ["AccountAdapter", "AgencyAdapter", "SecondFactorAdapter"]
