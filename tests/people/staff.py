"""Who of the cast works here, and in which roles."""

from django.test import Client

from people.models import User
from tests.support.cast import signed_in

CAST = ("manager", "publisher", "editor", "translator", "desk", "head", "board", "auditor", "lead")
# The safeguarding desk: officers and their managers.
OFFICERS = {"desk", "head"}
CONTENT = {"manager", "publisher", "editor"}
ABOVE = {"manager", "publisher"}
STAFF = {*CONTENT, "translator", *OFFICERS, "board", "lead"}
READING = {*CONTENT, "translator"}
NOBODY: set[str] = set()


def client_of(name: str) -> Client:
    """The browser of one of the cast."""
    return signed_in(User.objects.get(email=f"{name}@lantern.example")).client
