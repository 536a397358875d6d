"""Run by a test on an empty database: a partnership begins, somebody reads all that can be reached, an editor looks.

Prints JSON: what each address answered, and what stood wrong on it.
"""

import io
import json
import sys

import django

LOCAL = ("Bradford", "Keighley", "West Yorkshire", 'href=""')


def main() -> None:
    """Begin, then read."""
    django.setup()
    from bs4 import BeautifulSoup
    from django.core.management import CommandError, call_command
    from django.test import Client
    from wagtail.models import Page

    call_command("migrate", verbosity=0)
    said = io.StringIO()
    call_command("begin_site", stdout=said)
    before = Page.objects.count()
    try:
        call_command("begin_site", stdout=said)
        again = "begun twice"
    except CommandError as problem:
        again = str(problem)
    client, answers, wrong, to_read = Client(headers={"host": "localhost"}), {}, [], ["/en/", "/ur/", "/pa/", "/pl/"]
    while to_read:
        address = to_read.pop()
        answer = client.get(address)
        answers[address] = answer.status_code
        page = answer.content.decode() if not answer.streaming else ""
        wrong += [f"{address}: {word}" for word in LOCAL if word in page]
        soup = BeautifulSoup(page, "html.parser")
        wrong += [f"{address}: {h.text}" for h in soup.select("main section > h2:only-child")]
        links = {str(link["href"]).partition("#")[0].partition("?")[0] for link in soup.select("a[href^='/']")}
        to_read += [one for one in sorted(links) if one not in answers and one not in to_read]
    drafts = [page.url_path for page in Page.objects.filter(live=False)]
    found = {
        "answers": answers,
        "wrong": wrong,
        "drafts": drafts,
        "again": again,
        "same": Page.objects.count() == before,
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
