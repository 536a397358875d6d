"""Ctrl-C and SIGTERM: whenever they come, everything ends within seconds and with exit code 0."""

import http.client
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.ground.conftest import FirstStart
from tests.ground.running import READY, Server, nobody_left_on, processes_on

pytestmark = pytest.mark.process

either_signal = pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "sigterm"])


@either_signal
def test_a_serving_site_stops(prepared: Path, number: signal.Signals) -> None:
    server = Server(prepared).until(READY)
    assert server.signal(number).ends() == 0
    assert server.said.rstrip().endswith("Stopping …\nStopped.")
    assert nobody_left_on(prepared, within=1)


def test_readers_who_keep_their_connection_do_not_hold_it_up(prepared: Path) -> None:
    server = Server(prepared).until(READY)
    reader = http.client.HTTPConnection("127.0.0.1", server.port)
    reader.request("GET", "/health/live", headers={"Host": "localhost"})
    reader.getresponse().read()
    assert server.signal(signal.SIGTERM).ends() == 0
    reader.close()


@either_signal
def test_it_stops_while_the_database_is_being_prepared(tmp_path: Path, number: signal.Signals) -> None:
    server = Server(tmp_path / "data").until("Preparing the database")
    time.sleep(2)
    assert server.signal(number).ends() == 0
    assert "the next start goes on from here" in server.said
    assert "Traceback" not in server.said


def test_it_stops_while_the_demonstration_is_being_loaded(first_start: FirstStart) -> None:
    assert first_start.half_way_code == 0
    assert "the next start goes on from here" in first_start.half_way_said
    assert "Traceback" not in first_start.half_way_said
    assert first_start.code == 0


@either_signal
def test_it_stops_in_its_very_first_moment(prepared: Path, number: signal.Signals) -> None:
    server = Server(prepared)
    time.sleep(0.4)
    assert server.signal(number).ends() == 0
    assert "Traceback" not in server.said


@either_signal
def test_it_stops_while_the_server_is_coming_up(prepared: Path, number: signal.Signals) -> None:
    server = Server(prepared)
    deadline = time.monotonic() + 30
    while len(processes_on(prepared)) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.signal(number).ends() == 0
    assert nobody_left_on(prepared, within=1)


def test_ctrl_c_at_a_terminal_stops_it_once_and_quietly(prepared: Path) -> None:
    """A terminal sends Ctrl-C to every process at once, make's and ours."""
    server = Server(prepared, command=["setsid", sys.executable, "manage.py", "serve"]).until(READY)
    os.killpg(server.process.pid, signal.SIGINT)
    assert server.ends() == 0
    assert server.said.rstrip().endswith("Stopping …\nStopped.")


def test_nothing_survives_a_supervisor_that_is_killed(prepared: Path) -> None:
    Server(prepared).until(READY).signal(signal.SIGKILL).ends()
    assert nobody_left_on(prepared)


def test_a_web_server_that_dies_is_reported_and_not_started_again(prepared: Path) -> None:
    server = Server(prepared).until(READY)
    granian = _children(server.process.pid)[0]
    os.kill(granian, signal.SIGKILL)
    assert server.ends() == 1
    assert "The web server stopped by itself with signal SIGKILL" in server.said
    assert nobody_left_on(prepared, within=1)


def test_a_closed_terminal_does_not_stop_what_was_started_with_nohup(prepared: Path) -> None:
    server = Server(prepared, command=["nohup", sys.executable, "manage.py", "serve"]).until(READY)
    server.signal(signal.SIGHUP)
    time.sleep(0.5)
    assert server.get("/health/live")[0] == 200
    assert server.signal(signal.SIGTERM).ends() == 0


def _children(parent: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=True)
    return sorted(int(number) for number in listed.stdout.split())
