"""The kinds of work in the background that this app brings (background.journeys.jobs)."""

from datetime import timedelta

from background.journeys.clock import regularly
from background.journeys.jobs import provide_kind
from translations.journeys import indexing, publishing_many, submitting, syncing, work


def provide() -> None:
    """Submit, sync and publish; called when the app is ready."""
    for name, step in ((work.SUBMIT, submitting.step), (work.SYNC, syncing.step), (work.PUBLISH, publishing_many.step)):
        provide_kind(name, step, around=lambda job: indexing.indexing_later(), after=indexing.index_touched)
    regularly("index_stopped_translations", index_stopped, timedelta(minutes=1))


def index_stopped() -> None:
    """For the clock."""
    indexing.index_stopped(work.KINDS)
