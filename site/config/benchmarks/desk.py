"""How many queries the team's screens cost, with twelve languages, in a small site and in a large one.

More languages need other settings, so this runs in a process of its own (`manage.py bench --desk`).
"""

import os
import subprocess
import sys

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page

from config import languages
from config.languages import SOURCE
from people.models import User

# Where many pages or many languages would show.
SCREENS = ("/admin/", "/admin/translations/", "/admin/pages/{home}/", "/admin/pages/{large}/")


def in_another_process() -> dict[str, str]:
    """Queries of each screen, with every language that the site knows."""
    environment = {**os.environ, "LANGUAGES": ",".join(languages.KNOWN)}
    command = [sys.executable, sys.argv[0], "bench", "--desk"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    if done.returncode:
        raise RuntimeError(done.stderr)
    return dict(line.split(" ", 1) for line in done.stdout.splitlines() if line.startswith("/"))


def measured() -> list[tuple[str, str]]:
    """The second visit to each screen as a publisher: queries, or what it answered instead of a page."""
    for code in languages.KNOWN:
        Locale.objects.get_or_create(language_code=code)
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email="publisher@lantern.example"))
    found = []
    for name in SCREENS:
        address = name.format(home=_home(), large=_largest())
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        found.append((name, str(len(queries)) if answer.status_code == 200 else f"({answer.status_code})"))
    return found


def _home() -> int:
    return Page.objects.get(depth=2, locale__language_code=SOURCE).pk


def _largest() -> int:
    return (
        Page.objects.filter(locale__language_code=SOURCE, depth__gt=1)
        .order_by("-numchild")
        .values_list("pk", flat=True)[0]
    )
