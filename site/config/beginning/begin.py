"""A partnership's own site on its first day: national helplines, laws, words to sort by, and pages to go on from."""

from collections.abc import Callable
from typing import Any

from django.conf import settings

from config.beginning.everywhere import pages_everywhere, services_everywhere
from config.demonstration import records, tree
from config.demonstration.bodies import SCREENS, Records
from config.demonstration.load import index, made_at_once, source_locale, translate
from config.demonstration.reading import read, read_pages, read_services
from signposting.gazetteer.bundled import load_gazetteer

FOLDER = "site/config/beginning"
OWN = ("about", "training", "campaigns", "resources", "news")
# What readers need from the first day, and what leads to it. Everything else waits for an editor to read and publish it.
LIVE = ("for/young-people", "for/victims-and-witnesses", "for/worried-about-yourself", "about")
LIVE_ALONE = ("", "for", "training")
# The form stands at this address, whether or not a page does.
OURS = {**SCREENS, "report": "report/"}


def begin(say: Callable[[str], None]) -> None:
    """Make the site, all or nothing, and index it; `say` is told what was made."""
    with made_at_once():
        _begin(say)
    index()


def _begin(say: Callable[[str], None]) -> None:
    source = source_locale()
    terms = records.load_terms(source)
    load_gazetteer()
    services = records.load_services(services_everywhere(read_services()), source, terms)
    found = Records(services, records.load_facts(source), terms, screens=OURS)
    found.job_roles = records.load_job_roles(source)
    say(f"{len(services)} national services, {len(found.facts)} laws and figures, {len(terms)} terms.")
    pages = first_pages(services)
    drafts = {address for address in pages if not is_live(address)}
    found.pages = tree.plant(pages, source)
    records.link_terms(terms, found.pages)
    tree.fill(pages, found, drafts)
    tree.furnish_navigation(found, source, read(f"{FOLDER}/navigation.yaml"))
    say(f"{len(pages) - len(drafts)} pages are published, {len(drafts)} are drafts to read, change and publish.")
    translate(say, names=[settings.SITE_NAME])


def first_pages(services: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The pages by their addresses, parents first: those that hold everywhere, and a few that only begin."""
    written = {**read_pages(), **{address: read(f"{FOLDER}/pages/{address}.yaml") for address in OWN}}
    kept = pages_everywhere(written, services, {*OURS, *OWN}, settings.SITE_NAME)
    kept.update({address: written[address] for address in OWN})
    return dict(sorted(kept.items(), key=lambda item: item[0].count("/") + bool(item[0])))


def is_live(address: str) -> bool:
    """Whether a page is published from the first day."""
    return address in LIVE_ALONE or any(f"{address}/".startswith(f"{one}/") for one in LIVE)
