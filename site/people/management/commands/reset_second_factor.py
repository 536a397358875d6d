"""Lets somebody back in who has lost every second factor."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.journeys import membership
from people.models import User


class Command(BaseCommand):
    """`manage.py reset_second_factor EMAIL`."""

    help = "Forget the passkeys, authenticator app and recovery codes of somebody, and sign them out everywhere."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Forget them; the next sign-in enrols a new one."""
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"There is no account with the address {options['email']}.")
        membership.reset_second_factor(user)
        self.stdout.write(f"{user.email} chooses a new second factor at the next sign-in.")
