"""Measures what pages cost, on a demonstration site of its own."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.test import Client

from config.benchmarks import (
    concerns,
    desk,
    directory,
    feed,
    finder,
    items,
    lighthouse,
    measures,
    site,
    store,
    training,
    translating,
)
from config.benchmarks.served import served
from config.serving import catalogues
from training.listed import Listed
from translations.journeys.work import Item

FILLERS = 10_000
SERVICES = 100_000
REPORTS = 100_000
SEARCHED = 10_000
INSIDE = "LANTERN_BENCH_FOLDER"


class Command(BaseCommand):
    """`manage.py bench`: queries, weight, speed and Lighthouse, as counts and ratios."""

    help = "Print what pages cost, as counts and ratios. Takes some minutes; leaves your own site alone."

    def add_arguments(self, parser: CommandParser) -> None:
        """--without-lighthouse saves the minutes that need a browser; --desk is for the bench itself."""
        parser.add_argument("--without-lighthouse", action="store_true")
        parser.add_argument("--desk", action="store_true")
        parser.add_argument("--lighthouse", action="store_true", help="Run Lighthouse alone, on each kind of page.")
        parser.add_argument("--store", action="store_true", help="Measure the stored pages alone.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run again in a folder that is thrown away afterwards, and measure there."""
        if INSIDE not in os.environ:
            with tempfile.TemporaryDirectory(prefix="lantern-bench-") as folder:
                environment = {**os.environ, "DATA_DIR": folder, INSIDE: folder, "NOINDEX": "false", "DATABASE_URL": ""}
                sys.exit(subprocess.run([sys.executable, *sys.argv], env=environment, check=False).returncode)  # noqa: S603 - our own command
        if options["desk"]:
            for address, queries in desk.measured():
                self.stdout.write(f"{address} {queries}")
            return
        self.prepare()
        if options["lighthouse"]:
            self.lighthouse([code for code, _name in settings.LANGUAGES][:2])
            return
        self.store()
        if options["store"]:
            return
        languages = [code for code, _name in settings.LANGUAGES]
        client = Client(headers={"host": "localhost"})
        self.pages(client, languages)
        directory.plant(SERVICES)
        self.feed(client)
        self.finder()
        self.concerns()
        self.training()
        if not options["without_lighthouse"]:
            self.lighthouse(languages[:2])

    def store(self) -> None:
        """What stored pages bring; measured first, while nothing else is in the database."""
        if store.missing():
            self.stdout.write(f"Stored pages were not measured: that needs {' and '.join(store.missing())}.")
            return
        cost = store.measured(Path(os.environ[INSIDE]))
        self.stdout.write("Stored pages, against nginx with a static file of the same bytes in the same run:")
        self.line("a warm page, Granian alone", f"{cost.alone:.2f}")
        self.line("the same file served by nginx", f"{cost.behind_nginx:.2f}")
        self.line(
            "a change seen by all, two machines",
            f"{cost.p99:.2f} s at most",
            f"p99 of {len(cost.seen)}, with {store.STORED:,} stored pages",
        )
        self.line(
            "memory of a worker, then full", f"{cost.worker_mebibytes:.0f} MiB", f"{cost.worker_full_mebibytes:.0f} MiB"
        )

    def concerns(self) -> None:
        """What the concern form and the safeguarding desk cost."""
        self.stdout.write(f"Concerns, the inbox with {REPORTS:,} reports:")
        self.line("taken in per second, of bare", f"{concerns.accepted():.2f}", "Argon2id, sealing, one durable row")
        concerns.plant(REPORTS)
        cost = concerns.desk(SEARCHED)
        self.line("SQL queries of the inbox's page", str(cost.queries), f"{cost.page_seconds:.2f} s")
        self.line(
            f"searching {cost.searched:,} reports",
            f"{cost.search_seconds:.1f} s",
            f"{cost.search_mebibytes:.0f} MiB at most",
        )

    def training(self) -> None:
        """What a training lead's table, the board's summary, item analysis and a file cost."""
        learners, attempts = training.LEARNERS, training.ATTEMPTS
        self.stdout.write(
            f"Training: {learners:,} learners, {training.REQUIREMENTS} requirements, {attempts:,} attempts:"
        )
        training.plant()
        user = training.board_member()
        for what, cost in (
            ("an agency's table, of bare SQL", training.table()),
            ("the same, who is overdue", training.table(Listed.OVERDUE)),
            ("the board's summary, of bare SQL", training.board(user)),
        ):
            self.line(what, f"{cost.ratio:.2f} times", f"{cost.queries} queries")
        answers, cost = items.plant(learners), items.analysis(user)
        self.line(f"item analysis, {answers:,} answers", f"{cost.ratio:.2f} times", f"{cost.queries} queries")
        (few, _), (many, lines) = training.memory(1000), training.memory(learners)
        self.line(f"memory of a CSV of {lines:,} lines", f"{many / few:.2f} times", "that of 1,000")

    def prepare(self) -> None:
        """A demonstration site in the folder."""
        self.stdout.write("Preparing a demonstration site to measure …")
        catalogues.compile_stale()
        call_command("migrate", verbosity=0)
        call_command("load_demonstration", stdout=open(os.devnull, "w"))  # noqa: SIM115, PTH123
        call_command("collectstatic", interactive=False, verbosity=0)

    def pages(self, client: Client, languages: list[str]) -> None:
        """What pages and translations cost in a small site and in a large one; the small one is measured first."""
        addresses = site.addresses(languages)
        few = measures.queries(client, addresses)
        weight, heaviest = measures.weights(client, addresses)[0]
        ratio = measures.cold_against_constant(client, addresses)
        desk_before = desk.in_another_process()
        translating.plant_entries(translating.ENTRIES)
        parts = translating.plant()
        small = translating.submit(parts[0])
        site.grow(FILLERS)
        many = measures.queries(client, addresses)
        before = {address: number for number, address in few}
        changed = [address for number, address in many if before[address] != number]
        self.stdout.write(f"{len(addresses)} addresses of the demonstration, cold (nothing stored ahead of Django):")
        self.line("most SQL queries", f"{few[0][0]} of {measures.MOST_QUERIES}", few[0][1])
        self.line(f"the same with {FILLERS} more pages", f"{many[0][0]} of {measures.MOST_QUERIES}", many[0][1])
        self.line("addresses whose queries changed", str(len(changed)))
        self.line(
            "heaviest HTML and style sheet", f"{weight / measures.WINDOW:.2f} of {measures.WINDOW} bytes", heaviest
        )
        self.line("median page against a constant view", f"{ratio:.1f} times")
        self.desk(desk_before, desk.in_another_process())
        self.translating(parts, small)

    def desk(self, before: dict[str, str], after: dict[str, str]) -> None:
        """Queries of the team's screens."""
        self.stdout.write(f"SQL queries of the team's screens, 12 languages, before and with {FILLERS} more pages:")
        for address, queries in after.items():
            self.line(address, f"{before[address]} and {queries}")

    def translating(self, parts: list[list[Item]], small: translating.Cost) -> None:
        """Seconds a page and a language for submitting and publishing in the background."""
        large = translating.submit(parts[1])
        translating.plant_entries(9 * translating.ENTRIES)
        searched = translating.submit(parts[2])
        published, own = translating.publish(parts[2]), translating.publish_by_wagtail(parts[2])
        number = sum(len(part) for part in parts)
        self.stdout.write(f"{number} pages submitted to {len(translating.LANGUAGES)} languages, search and all:")
        for what, cost in (("submitting one to one language", searched), ("publishing one", published)):
            against = f"{cost.processor / own.processor:.2f} times Wagtail's publishing of the same page"
            self.line(what, f"{cost.seconds:.3f} s, {cost.queries:.0f} queries", against)
        self.line("Wagtail's own publishing", f"{own.seconds:.3f} s, {own.queries:.0f} queries")
        self.line(f"submitting with {FILLERS} more pages", f"{large.processor / small.processor:.2f} times")
        self.line("the same with 10 times the entries", f"{searched.processor / large.processor:.2f} times")

    def feed(self, client: Client) -> None:
        """Pages of the open feed over a large directory, the first against those in the middle and at the end."""
        self.stdout.write(f"Pages of the open feed with {SERVICES} services, middle and last against the first:")
        for cost in feed.measured(client):
            self.line(cost.address, f"{cost.middle:.1f} and {cost.last:.1f} times", f"{cost.queries} queries")

    def finder(self) -> None:
        """The finder's nearest services over the same directory."""
        cost = finder.measured()
        self.stdout.write(f"The finder with {SERVICES} services, against bare SQL for the nearest {finder.MOST}:")
        self.line("the nearest by age and language", f"{cost.nearest:.1f} times")
        self.line("the whole answer, words, hours and all", f"{cost.whole:.1f} times", f"{cost.queries} queries")

    def lighthouse(self, languages: list[str]) -> None:
        """Lighthouse's four scores, or a sentence that says why there are none."""
        command = lighthouse.tool()
        if command is None:
            self.stdout.write("Lighthouse was not run: it needs `make setup-dev` and Chromium.")
            return
        self.stdout.write("Lighthouse, simulated slow 4G phone (performance, accessibility, best practices, SEO):")
        with served() as origin:
            for language in languages:
                for address in lighthouse.one_of_each_kind(language):
                    scores = lighthouse.best(command, origin + address, Path(os.environ[INSIDE]))
                    self.line(address, " ".join(map(str, scores.by_category.values())), ", ".join(scores.lost))

    def line(self, what: str, figure: str, where: str = "") -> None:
        """One figure."""
        self.stdout.write(f"  {what:<38} {figure:<22} {where}".rstrip())
