"""Accounts and the invitations that lead to them."""

from people.models.account import EmailUserManager, User
from people.models.invitation import Invitation

__all__ = ["EmailUserManager", "Invitation", "User"]
