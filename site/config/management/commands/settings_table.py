"""`manage.py settings_table`: the table of docs/settings.md, made from the code."""

from typing import Any

from django.core.management.base import BaseCommand

from config import env


class Command(BaseCommand):
    """Print every setting that is read from the environment, with what it takes and its default."""

    help = "Print the table of settings in docs/settings.md."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a setting, in the order in which the settings are read."""
        self.stdout.write("| Setting | Takes | Default | What it does |")
        self.stdout.write("|---|---|---|---|")
        for option in env.OPTIONS.values():
            default = f"`{option.default}`" if option.default else "empty"
            self.stdout.write(f"| `{option.name}` | {option.takes} | {default} | {option.description} |")
