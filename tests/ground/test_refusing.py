"""What keeps the site from starting is said in one line, with what to do, and with exit code 1."""

import os
import shutil
import socket
import sqlite3
import sys
import time
from pathlib import Path

import pytest

from tests.ground.running import Server, free_port

pytestmark = pytest.mark.process


def refusal(server: Server) -> str:
    """The one line that a server says before it gives up."""
    assert server.ends(within=20) == 1, server.said
    assert len(server.lines) == 1, server.said
    return server.said


def test_a_busy_port_is_noticed_before_anything_slow(tmp_path: Path) -> None:
    port = free_port()
    with socket.create_server(("127.0.0.1", port)):
        started = time.monotonic()
        said = refusal(Server(tmp_path / "data", port=port))
    assert f"port {port} on 127.0.0.1 is in use by another program" in said
    assert "PORT=8001 make serve" in said
    assert not (tmp_path / "data" / "lantern.sqlite3").exists()
    assert time.monotonic() - started < 15


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_a_port_that_is_none_is_named(tmp_path: Path, port: str) -> None:
    said = refusal(Server(tmp_path / "data", PORT=port))
    assert f"PORT='{port}' is not right" in said
    assert "a whole number from 1 to 65535" in said


def test_a_host_that_nobody_knows_is_named(tmp_path: Path) -> None:
    assert "HOST=no-such-host.invalid is not" in refusal(Server(tmp_path / "data", HOST="no-such-host.invalid"))


def test_an_address_of_another_machine_is_named(tmp_path: Path) -> None:
    said = refusal(Server(tmp_path / "data", HOST="192.0.2.1"))
    assert "HOST=192.0.2.1 is not an address of this machine" in said


def test_a_file_where_the_data_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("I was here first")
    said = refusal(Server(tmp_path / "file" / "data"))
    assert str(tmp_path / "file" / "data") in said
    assert "Set DATA_DIR to a folder that this user can write to" in said


def without_roots_power() -> list[str]:
    """Root may write everywhere; a process started like this is bound by permissions like anybody."""
    if os.geteuid() != 0:
        return []
    powers = "-dac_override,-dac_read_search"
    return [str(shutil.which("setpriv")), f"--inh-caps={powers}", f"--bounding-set={powers}"]


@pytest.mark.parametrize("has_keys", [False, True], ids=["new", "with keys"])
def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path, has_keys: bool) -> None:
    data = tmp_path / "data"
    (data / "keys").mkdir(parents=True)
    if has_keys:
        (data / "keys" / "django").write_text("k" * 60)
    for folder in (data / "keys", data):
        folder.chmod(0o500)
    said = refusal(Server(data, command=[*without_roots_power(), sys.executable, "manage.py", "serve"]))
    data.chmod(0o700)
    assert str(data) in said
    assert "Permission denied" in said
    assert "Set DATA_DIR to a folder that this user can write to" in said


def test_a_database_from_a_newer_version_is_left_alone(prepared: Path) -> None:
    path = prepared / "lantern.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('pages', '9999_from_the_future', '2031-01-01')"
        )
    database.close()
    before = path.read_bytes()
    said = refusal(Server(prepared))
    assert (
        "a newer version of Lantern has written the database (pages.9999_from_the_future is not in this code)" in said
    )
    assert "Nothing was changed" in said
    assert path.read_bytes() == before


def test_a_database_that_is_none_is_named(prepared: Path) -> None:
    (prepared / "lantern.sqlite3").write_bytes(b"not a database at all" * 500)
    assert "the database cannot be opened: file is not a database" in refusal(Server(prepared))
