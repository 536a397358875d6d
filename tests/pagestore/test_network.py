"""A content delivery network that keeps pages is told what to throw away, and never keeps one beyond its moment."""

import time
from pathlib import Path
from typing import Any

import pytest
from wagtail.contrib.frontend_cache.backends.base import BaseBackend

from pagestore.assembling import purge_network
from pagestore.layer import PageStore
from tests.pagestore.store import Machine, watched

pytestmark = pytest.mark.django_db
PURGED: list[str] = []


class Network(BaseBackend):
    """Remembers what it is asked to throw away."""

    def purge(self, url: str) -> None:
        """Remember."""
        PURGED.append(url)


def test_a_network_is_purged_with_the_store(tmp_path: Path, settings: Any) -> None:
    settings.WAGTAILFRONTENDCACHE = {"network": {"BACKEND": "tests.pagestore.test_network.Network"}}
    machine: Any = Machine(tmp_path)
    machine.shelf.tell = purge_network
    store = PageStore(machine.django, machine.shelf, machine.store.rules, 10, network_seconds=60)
    with watched():
        assert machine.get("/en/topics/", store=store)[1]["cdn-cache-control"] == "max-age=60"
        entry = store.memory["/en/topics/"]
        entry.expires = time.time() + 0.9
        assert machine.get("/en/topics/", store=store)[1]["cdn-cache-control"] == "max-age=0"
        assert machine.get("/en/about/")[1].get("cdn-cache-control") is None
        machine.shelf.purge({"pages_navigation"})
    assert sorted(PURGED) == [f"{settings.PUBLIC_URL}/en/{place}/" for place in ("about", "topics")]
