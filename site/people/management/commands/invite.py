"""Invites somebody from the operator's door: how the first manager, and a locked-out last one, come in."""

from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from people import roles
from people.journeys import inviting


class Command(BaseCommand):
    """`manage.py invite EMAIL --role "Site managers"`: prints the link, and sends nothing."""

    help = "Invite somebody by e-mail address and print the link, which works once, for seven days."

    def add_arguments(self, parser: CommandParser) -> None:
        """--role may be given more than once."""
        parser.add_argument("email")
        parser.add_argument("--role", action="append", required=True, help="; ".join(roles.names()))

    def handle(self, *args: Any, **options: Any) -> None:
        """Invite, or say why not."""
        unknown = set(options["role"]) - set(roles.names())
        if unknown:
            raise CommandError(f"There is no role {', '.join(sorted(unknown))}. Roles: {'; '.join(roles.names())}.")
        try:
            validate_email(options["email"])
            found = inviting.invite(options["email"], Group.objects.filter(name__in=options["role"]))
        except ValidationError as error:
            raise CommandError(f"{options['email']} is not an e-mail address.") from error
        except inviting.CannotInvite as problem:
            raise CommandError(
                f"{problem} If they cannot get in: manage.py reset_second_factor EMAIL, or manage.py changepassword EMAIL."
            ) from problem
        self.stdout.write(inviting.link(found))
