"""House rules, as Django system checks: what a production site must not be like."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError


@register(deploy=True)
def demonstration_is_over(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """`check --deploy` names everything that is still demonstration."""
    found: list[CheckMessage] = []
    if settings.DEMONSTRATION:
        found.append(Error("The site is in demonstration mode.", hint="Set DEMONSTRATION=false.", id="lantern.E001"))
    if getattr(settings, "DEMONSTRATION_ACCOUNTS", None):
        found.append(
            Error(
                "The demonstration's settings, with its published passwords, are in use.",
                hint="Set DJANGO_SETTINGS_MODULE=config.settings.",
                id="lantern.E002",
            )
        )
    if not settings.DEMONSTRATION and settings.NOINDEX:
        found.append(checks.Warning("Search engines are asked to stay away.", hint="Unset NOINDEX.", id="lantern.W001"))
    if not settings.PUBLIC_URL.startswith("https://"):
        found.append(Error("PUBLIC_URL is not an https address.", hint="Set PUBLIC_URL.", id="lantern.E003"))
    if not settings.DATABASE_URL:
        found.append(
            checks.Warning(
                "The database is SQLite on this machine.",
                hint="Set DATABASE_URL to a PostgreSQL database.",
                id="lantern.W002",
            )
        )
    return found


@register(deploy=True)
def mail_leaves_the_machine(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Sign-in codes and new passwords are sent by mail."""
    if settings.EMAIL_URL:
        return []
    return [checks.Warning("E-mails are only written to a folder.", hint="Set EMAIL_URL.", id="lantern.W003")]


@register(deploy=True)
def published_passwords_are_gone(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Accounts of the demonstration outlive its settings in a database that it was loaded into."""
    from people.models import User

    try:
        accounts = list(User.objects.filter(is_active=True, email__endswith="@lantern.example"))
    except DatabaseError:
        return []
    return [
        Error(f"{user.email} has a published password.", hint="Delete or deactivate the account.", id="lantern.E005")
        for user in accounts
    ]


@register()
def languages_have_catalogues(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without a catalogue its readers would get English buttons and notices, marked as their own language."""
    catalogues = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return [
        checks.Warning(f"The language {code} has no catalogue in locale/.", id="lantern.W004")
        for code in catalogues
        if not any((Path(folder) / code / "LC_MESSAGES" / "django.po").exists() for folder in settings.LOCALE_PATHS)
    ]


@register()
def right_to_left_languages_are_known(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every configured language has a direction and an endonym (config.languages)."""
    from config import languages

    return [
        Error(f"The language {code} is not in config.languages.", id="lantern.E004")
        for code, _name in settings.LANGUAGES
        if code not in languages.KNOWN
    ]
