"""The whole demonstration, in order."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Locale, Page

from config.demonstration import files, records, translations, tree
from config.demonstration.accounts import load_accounts
from config.demonstration.bodies import Records
from config.demonstration.desk import load_desk
from config.demonstration.learners import load_learners
from config.demonstration.modules import load_banks
from config.demonstration.packages import load_package
from config.demonstration.reading import read_pages, read_services
from config.demonstration.sessions import load_sessions
from config.languages import SOURCE
from pages.models import Alert, Answer, Fact, HomePage, Navigation
from signposting.gazetteer.bundled import load_gazetteer
from signposting.models import Service, TaxonomyTerm
from training.models import JobRole, QuestionBank
from translations.journeys.indexing import indexing_later


def is_loaded() -> bool:
    """Whether there already is a site, the demonstration's or anybody's."""
    return HomePage.objects.exists()


def load(say: Callable[[str], None]) -> None:
    """Load everything, all or nothing, and index it; `say` is told what is being done."""
    # Indexing is left for later until the transaction has ended: only then does wagtail-localize publish
    # translations, and each of them would leave a task for a worker.
    with indexing_later(), transaction.atomic():
        _load(say)
    load_desk()
    say("Learners and their history…")
    load_learners()
    say("Search…")
    # Both can be run again by hand, should they be interrupted.
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
    # wagtail-localize publishes translations from copies that know of no child pages.
    Page.fix_tree()


def _load(say: Callable[[str], None]) -> None:
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES}
    source = locales[SOURCE]
    pages = read_pages()
    say("Services, laws and figures…")
    terms = records.load_terms(source)
    load_gazetteer()
    services = records.load_services(read_services(), source, terms)
    found = Records(services, records.load_facts(source), terms)
    say("Posters, cards and guides…")
    found.documents = {**files.load_media(), **files.typeset_resources(pages)}
    say(f"{len(pages)} pages…")
    found.pages = tree.plant(pages, source)
    found.job_roles = records.load_job_roles(source)
    found.banks = load_banks(found, source)
    records.link_terms(terms, found.pages)
    tree.fill(pages, found)
    tree.furnish(found, source)
    records.load_awareness_days()
    load_accounts()
    load_package()
    load_sessions()
    say("Translations…")
    others = [code for code, _name in settings.LANGUAGES if code != SOURCE]
    counts = translations.translate_all(translatable(), others)
    say("Translated: " + ", ".join(f"{number} into {code}" for code, number in counts.items()))


def translatable() -> list[Any]:
    """Every record in the source language that can be translated, small records first, parents before children."""
    kinds: list[Any] = [TaxonomyTerm, JobRole, QuestionBank, Service, Fact, Navigation, Alert, Answer]
    small = [record for kind in kinds for record in kind.objects.filter(locale__language_code=SOURCE)]
    pages = Page.objects.filter(locale__language_code=SOURCE, depth__gt=1, live=True).order_by("path").specific()
    return [*small, *pages]
