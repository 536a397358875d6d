"""Starting the site: the first time, again, and twice at once."""

import contextlib
import shutil
import signal
import sqlite3
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ground.conftest import FirstStart
from tests.ground.running import READY, ROOT, Server, nobody_left_on, processes_on
from tests.support.database import Demonstration

pytestmark = pytest.mark.process


@pytest.fixture
def server(prepared: Path) -> Iterator[Server]:
    """A server that answers."""
    server = Server(prepared).until(READY)
    yield server
    server.kill()


def test_a_first_start_says_what_it_does(first_start: FirstStart) -> None:
    said = first_start.half_way_said
    assert "Preparing the database" in said
    assert "Collecting style sheets" in said
    assert "Loading the demonstration" in said


def test_a_start_that_was_broken_off_goes_on_and_serves(first_start: FirstStart) -> None:
    assert "Preparing the database" not in first_start.said
    assert READY in first_start.said


def test_a_start_that_was_killed_between_pages_and_learners_leaves_nothing_out(
    first_start: FirstStart, demonstration: Demonstration
) -> None:
    assert "Preparing the database" not in first_start.without_learners_said
    assert "Translations…" in first_start.without_learners_said
    assert "Finishing the demonstration" in first_start.said
    assert "Translations…" not in first_start.said
    assert counted(first_start.data) == counted(demonstration.folder)
    assert (first_start.data / "recovery-sheet.txt").exists()


def counted(folder: Path) -> list[int]:
    """How much of everything is in a database, and of Wagtail's own group, which is no role here."""
    tables = ("wagtailcore_page", "training_agency", "training_learner", "training_event", "reporting_report")
    keys = ("reporting_inboxkey", "auth_group WHERE name = 'Moderators'")
    with contextlib.closing(sqlite3.connect(folder / "lantern.sqlite3")) as database:
        return [database.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in (*tables, *keys)]


def test_the_address_of_every_language_is_printed_and_answers(server: Server) -> None:
    for code in ("en", "ur", "pa", "pl"):
        assert f"http://localhost:{server.port}/{code}/" in server.said
        assert server.get(f"/{code}/")[0] == 200
    assert "اردو" in server.said
    assert f"http://localhost:{server.port}/admin/" in server.said


def test_the_demonstration_sign_ins_are_printed(server: Server) -> None:
    from config.settings_demonstration import DEMONSTRATION_ACCOUNTS

    for role, _name, email, password in DEMONSTRATION_ACCOUNTS:
        assert role in server.said
        assert email in server.said
        assert password in server.said


def test_no_reader_is_written_to_the_log(server: Server) -> None:
    before = len(server.said)
    assert server.get("/en/?q=somebody-searched-for-this")[0] == 200
    assert server.get("/en/no-such-page/?q=somebody-searched-for-this")[0] == 404
    assert server.get("/en/", host="someone-elses.example")[0] == 400
    time.sleep(0.5)
    logged = server.said[before:]
    assert "127.0.0.1" not in logged
    assert "somebody-searched" not in logged


def test_a_second_start_does_nothing_again(prepared: Path) -> None:
    server = Server(prepared).until(READY)
    server.signal(signal.SIGTERM).ends()
    assert "…" not in server.said.split("is being served")[0]


def test_a_second_server_on_the_same_folder_is_told_where_the_first_is(server: Server, prepared: Path) -> None:
    second = Server(prepared)
    assert second.ends(within=20) == 1
    assert (
        f"already being served from {prepared}: http://localhost:{server.port}/ (process {server.process.pid})"
        in second.said
    )
    assert server.get("/health/live")[0] == 200


def test_a_lock_left_by_a_killed_server_is_no_obstacle(server: Server, prepared: Path) -> None:
    server.signal(signal.SIGKILL).ends()
    assert nobody_left_on(prepared)
    again = Server(prepared).until(READY)
    assert again.signal(signal.SIGTERM).ends() == 0


def test_keys_are_made_under_the_data_folder_for_its_owner_alone(first_start: FirstStart) -> None:
    keys = [path for path in (first_start.data / "keys").iterdir() if path.is_file()]
    assert keys
    assert {stat.S_IMODE(path.stat().st_mode) for path in keys} == {0o600}
    assert stat.S_IMODE(first_start.data.stat().st_mode) == 0o700


def test_make_serve_hands_sigterm_on_and_leaves_nobody_behind(prepared: Path) -> None:
    server = Server(prepared, command=["make", "serve"]).until(READY)
    assert len(processes_on(prepared)) >= 4
    # Make itself always ends by the signal it got; what it ran has stopped tidily before.
    assert server.signal(signal.SIGTERM).ends() == -signal.SIGTERM
    assert server.said.rstrip().endswith("Stopped.")
    assert nobody_left_on(prepared, within=2)


def test_make_serve_works_without_git_in_a_folder_with_spaces_and_a_colon(prepared: Path, tmp_path: Path) -> None:
    checkout = tmp_path / "a folder: with spaces"
    left_out = shutil.ignore_patterns(".git", ".venv", "node_modules", "var", "tests", "__pycache__", ".*_cache")
    shutil.copytree(ROOT, checkout, ignore=left_out)
    server = Server(prepared, command=["make", "serve"], folder=checkout, VENV=sys.prefix).until(READY)
    assert server.get("/en/")[0] == 200
    server.signal(signal.SIGTERM).ends()
    assert server.said.rstrip().endswith("Stopped.")
