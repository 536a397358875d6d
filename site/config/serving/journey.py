"""Serving the site, from an empty folder to a clean stop."""

import os
from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from config.demonstration.load import is_loaded, is_unfinished
from config.serving import address, answering, assets, catalogues, data_folder, database, lock, programs, welcome
from config.serving.children import Children
from config.serving.stopping import Stopping

Say = Callable[[str], None]


def serve(say: Say, stopping: Stopping) -> None:
    """Prepare what is not ready, serve until asked to stop, then stop everything.

    What is quick and may fail comes first. Each step is skipped when there is nothing to do, so a
    second start goes straight to the server. Raises CannotServe, or Stop when asked to stop early.
    """
    # Database, uploads, mail and keys are for this user's eyes alone; the children inherit this.
    os.umask(0o077)
    place = address.chosen()
    data_folder.prepare(settings.DATA_DIR)
    with lock.only_server(settings.DATA_DIR, place.url):
        address.check_free(place)
        _catalogues(say)
        with assets.collected_meanwhile(programs.environment(), say):
            for step in (_database, _demonstration):
                stopping.check()
                step(say)
        stopping.check()
        # Children open connections of their own; none is left half used in this process.
        connections.close_all()
        _run(place, say, stopping)


def _database(say: Say) -> None:
    if database.pending():
        say("Preparing the database (a few minutes the first time) …")
        database.migrate()


def _catalogues(say: Say) -> None:
    count = catalogues.compile_stale()
    if count:
        say(f"Compiled {count} interface catalogues.")


def _demonstration(say: Say) -> None:
    if settings.DEMONSTRATION and not is_loaded():
        say("Loading the demonstration site …")
        call_command("load_demonstration")
    elif settings.DEMONSTRATION and is_unfinished():
        say("Finishing the demonstration site …")
        call_command("load_demonstration")


def _run(place: address.Address, say: Say, stopping: Stopping) -> None:
    stopping.quietly = True
    children = Children(settings.BASE_DIR, programs.environment())
    try:
        children.start("The web server", programs.web_server(place))
        answering.wait(place, children, stopping)
        if not stopping.asked:
            # After the web server answers, so that they do not compete for the processor while readers wait.
            children.start("The task worker", programs.task_worker())
            say("\n".join(welcome.lines(place)))
        children.wait(stopping)
        say("Stopping …")
    finally:
        children.stop(stopping)
