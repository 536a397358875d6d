"""Checks a badge file that somebody sent, without asking any other machine."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from credentials.checking import faults
from training.certificate_addresses import issuer_url, status_url
from training.errors import NotThereError
from training.journeys.badges import status_list
from training.journeys.signing import published_keys


class Command(BaseCommand):
    """Says of an Open Badge whether this site issued it and whether it holds; ends with 1 if it does not."""

    help = "Check an Open Badge of this site."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file."""
        parser.add_argument("file", help="The badge as JSON; - reads it from standard input.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each fault as a sentence."""
        try:
            text = sys.stdin.read() if options["file"] == "-" else Path(options["file"]).read_text()
            badge = json.loads(text)
        except (OSError, ValueError) as error:
            raise CommandError(f"This is no JSON file that can be read: {error}") from error
        ours = issuer_url(), set(published_keys())
        if (named := _issuer(badge)) and named != ours[0]:
            self.stdout.write(
                f"It names the issuer {named}. This site is {ours[0]}: is PUBLIC_URL set as it is for the server?"
            )
        found = faults(badge, timezone.now(), lambda issuer, key: issuer == ours[0] and key in ours[1], _listed)
        for fault in found:
            self.stdout.write(fault.value)
        if found:
            sys.exit(1)
        self.stdout.write("This badge was issued here and holds.")


def _issuer(badge: Any) -> str:
    issuer = badge.get("issuer") if isinstance(badge, dict) else None
    named = issuer.get("id") if isinstance(issuer, dict) else issuer
    return named if isinstance(named, str) else ""


def _listed(address: str) -> dict[str, Any] | None:
    number = address.rpartition("/")[2]
    if not number.isdecimal() or address != status_url(int(number)):
        return None
    try:
        return status_list(int(number))
    except NotThereError:
        return None
