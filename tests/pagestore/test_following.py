"""Changes reach other processes and machines through the log, whatever order transactions end in."""

from pathlib import Path

import pytest

from pagestore.following import Follower
from pagestore.forgetting import forget_old_purges
from pagestore.models import Purge
from tests.pages.helpers import the_page
from tests.pagestore.store import Machine, watched

pytestmark = pytest.mark.django_db
PAGE, OTHER = "/en/topics/cuckooing/", "/en/about/privacy/"


def test_every_machine_follows_what_changed(tmp_path: Path) -> None:
    """Two machines, the log between them; one that was away takes up where it stopped, or starts with nothing."""
    here, there = Machine(tmp_path / "here"), Machine(tmp_path / "there")
    with watched():
        followers = [Follower(machine.shelf) for machine in (here, there)]
        for follower in followers:
            follower.turn()
        for machine in (here, there):
            for address in (PAGE, OTHER):
                machine.get(address)
        page = the_page("topics/cuckooing/")
        page.title = "Taken over"
        page.save_revision().publish()
        assert there.shelf.keys() == sorted([OTHER, PAGE])
        for follower in followers:
            follower.turn()
        assert here.shelf.keys() == there.shelf.keys() == [OTHER]
        # Asked again after it was done, a line throws nothing away a second time.
        assert b"Taken over" in there.get(PAGE)[2]
        epoch = there.shelf.epoch
        Follower(there.shelf).turn()
        assert (there.shelf.epoch, there.get(PAGE)[3]) == (epoch, False)
        # A transaction that took its number early and ended late.
        last = Purge.objects.latest("pk")
        Purge.objects.create(pk=last.pk + 5, tags="pages_fact.id=-1", made_at=last.made_at)
        followers[1].turn()
        Purge.objects.create(pk=last.pk + 3, tags=f"wagtailcore_page.id={page.pk}", made_at=last.made_at)
        followers[1].turn()
        assert there.shelf.keys() == [OTHER]
        # The log was cut while a machine was away.
        Purge.objects.create(pk=last.pk + 20, tags="pages_fact.id=-2", made_at=last.made_at)
        Purge.objects.exclude(pk=last.pk + 20).delete()
        Follower(there.shelf).turn()
        assert there.shelf.keys() == []
        assert forget_old_purges() == 0
