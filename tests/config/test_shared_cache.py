"""The shared cache, a real Redis, goes away and comes back: nothing fails, and guesses are counted all the time."""

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from config import shared_cache
from config.shared_cache import SharedCache
from tests.ground.running import free_port

pytestmark = pytest.mark.process


def redis(port: int, folder: Path) -> "subprocess.Popen[bytes]":
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    assert program, "Install redis-server or valkey-server."
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def test_while_redis_is_away_each_process_counts_for_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_cache, "SECONDS_BETWEEN_TRIES", 0.05)
    port = free_port()
    one, other = (SharedCache(f"redis://127.0.0.1:{port}/0", {}) for _ in range(2))
    assert one.get("guesses") is None
    one.set("guesses", 1)
    assert one.incr("guesses") == 2
    assert one.get_many(["guesses", "none"]) == {"guesses": 2}
    server = redis(port, tmp_path)
    try:
        deadline = time.monotonic() + 20
        while other.get("guesses") != 7 and time.monotonic() < deadline:
            time.sleep(0.05)
            one.set("guesses", 7)
        assert other.incr("guesses") == 8
        assert "guesses" in one
        server.kill()
        server.wait()
        assert other.get("guesses", "unknown") == "unknown"
        other.delete("guesses")
        assert other.add("guesses", 1)
        assert one.incr("guesses") == 2
    finally:
        server.kill()
        server.wait()
