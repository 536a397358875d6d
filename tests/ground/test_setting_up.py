"""deploy/bootstrap.sh: what is missing is asked for by name, and what is there is not installed again."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.ground.running import ROOT


def set_up(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the script as make does."""
    return subprocess.run(
        ["deploy/bootstrap.sh", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def pretended_python(place: Path, script: str) -> str:
    """A python3 that answers as another machine's would."""
    path = place / "python3"
    path.write_text(f"#!/bin/sh\n{script}\nexec '{sys.executable}' \"$@\"\n")
    path.chmod(0o755)
    return str(path)


def test_a_missing_python_is_asked_for(tmp_path: Path) -> None:
    done = set_up(VENV=str(tmp_path / "venv"), PYTHON="python-that-is-not-there")
    assert done.returncode == 1
    assert (
        done.stderr
        == "lantern: Python 3.11 or newer is missing. On Debian or Ubuntu: apt install python3 python3-venv\n"
    )


def test_a_python_that_is_too_old_is_named_with_its_version(tmp_path: Path) -> None:
    old = 'case "$2" in *"%d.%d"*) echo 3.9; exit;; *"< (3, 11)"*) exit 1;; esac'
    done = set_up(VENV=str(tmp_path / "venv"), PYTHON=pretended_python(tmp_path, old))
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr
    assert "is 3.9" in done.stderr


def test_a_missing_venv_module_is_asked_for_by_the_name_of_its_package(tmp_path: Path) -> None:
    bare = 'case "$2" in *ensurepip*) exit 1;; esac'
    done = set_up(VENV=str(tmp_path / "venv"), PYTHON=pretended_python(tmp_path, bare))
    assert done.returncode == 1
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert done.stderr == (
        f"lantern: Python's venv module is missing. On Debian or Ubuntu: apt install python{version}-venv\n"
    )


def test_a_folder_that_is_no_environment_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear diary")
    done = set_up(VENV=str(tmp_path))
    assert done.returncode == 1
    assert "is not a virtual environment" in done.stderr
    assert (tmp_path / "letters.txt").read_text() == "dear diary"


def test_a_second_time_takes_well_under_a_second() -> None:
    set_up("dev", VENV=sys.prefix)
    started = time.monotonic()
    done = set_up("dev", VENV=sys.prefix)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_locked_with_hashes_and_without_an_address(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", text)
    packages = [entry for entry in entries if not entry.startswith("#")]
    assert len(packages) > 20
    assert [entry for entry in packages if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_the_node_packages_are_locked_without_an_address() -> None:
    text = (ROOT / "package-lock.json").read_text()
    assert '"integrity"' in text
    assert '"resolved"' not in text
