"""Imports a table of services, organisations or places that is too large for a browser to wait for."""

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from pages.journeys.bulk import STATES, counted
from signposting.exchange.our_tables import tables
from spreadsheets.reading import Problem, read_table

MOST_LINES = 100


class Command(BaseCommand):
    """`manage.py import_table services FILE --by EMAIL`: a dry run; with `--agree`, all of it or nothing."""

    help = "Say what a CSV file of services, organizations or locations would change; with --agree, change it."

    def add_arguments(self, parser: CommandParser) -> None:
        """The person's rights hold, and the history has their name."""
        parser.add_argument("kind", choices=list(tables()))
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="The e-mail address of the person whose import it is.")
        parser.add_argument("--agree", action="store_true", help="Make the changes.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, say, and write if that was asked."""
        kind = tables()[options["kind"]]
        user = get_user_model().objects.filter(email__iexact=options["by"], is_active=True).first()
        if user is None or not kind.may_import(user):
            raise CommandError(f"{options['by']} may not import {kind.title}.")
        try:
            table = read_table(options["file"].read_bytes(), kind.columns)
        except OSError as error:
            raise CommandError(str(error)) from error
        self._refuse(table.problems)
        if table.notice:
            self.stdout.write(table.notice)
        with transaction.atomic():
            steps = kind.steps(table.rows, user, lock=True)
            self._refuse([problem for step in steps for problem in step.line.problems])
            counts = counted(step.line for step in steps)
            said = ", ".join(f"{counts[state]:,} {label.lower()}" for state, label in STATES.items() if counts[state])
            if options["agree"]:
                for step in steps:
                    if step.save:
                        step.save()
        self.stdout.write(f"Done: {said}." if options["agree"] else f"{said}. Nothing was written: add --agree.")

    def _refuse(self, problems: list[Problem]) -> None:
        """Nothing is written while anything is wrong."""
        for problem in problems[:MOST_LINES]:
            self.stdout.write(f"Row {problem.row}, {problem.column}: {problem.says}")
        if problems:
            raise CommandError(f"{len(problems):,} problems. Nothing was written.")
