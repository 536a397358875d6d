"""What deploy/ holds fits the site: the same image and commands everywhere, and only settings that exist.

No container is started here; the same parts are, without containers, in tests/topology.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from config import env
from config.serving import programs
from config.serving.address import Address
from tests.ground.running import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
CLUSTER = yaml.safe_load((DEPLOY / "kubernetes" / "lantern.yaml").read_text())["items"]
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
OTHERS = {"DJANGO_SETTINGS_MODULE", "PYTHONPATH", "PYTHONUNBUFFERED", "PATH"}


def ours() -> dict[str, Any]:
    """The containers of the compose file that run the site."""
    return {name: one for name, one in COMPOSE["services"].items() if one["image"] == "lantern"}


def pods() -> Iterator[dict[str, Any]]:
    for one in CLUSTER:
        if one["kind"] in ("Deployment", "Job"):
            yield one["spec"]["template"]["spec"]


def named() -> Iterator[tuple[str, str]]:
    """Every setting that a file gives, with where."""
    for name, one in ours().items():
        yield from (("compose", setting) for setting in one["environment"])
        assert one["image"] == "lantern", name
    for pod in pods():
        yield from (("kubernetes", one["name"]) for one in pod["containers"][0]["env"])
    for unit in UNITS:
        for line in re.findall(r"^Environment=(.*)$", unit.read_text(), re.MULTILINE):
            yield from ((unit.name, word.partition("=")[0]) for word in line.split())
    yield from (("Dockerfile", name) for name in re.findall(r"^(?:ENV|   ) +([A-Z_]+)=", DOCKERFILE, re.MULTILINE))


def test_only_settings_that_exist_are_given() -> None:
    given = set(named())
    assert len({where for where, _name in given}) == 3 + len(UNITS)
    assert {(where, name) for where, name in given if name not in env.OPTIONS and name not in OTHERS} == set()


def test_every_part_runs_the_same_image_and_the_commands_that_make_serve_runs() -> None:
    web = " ".join(programs.web_server(Address("", "HOST", 1))[1:]).replace("--port 1 ", "--port PORT ")
    commands = {
        " ".join(yaml.safe_load(DOCKERFILE.rpartition("CMD ")[2])),
        *(" ".join(pod["containers"][0]["command"]) for pod in pods()),
        *(" ".join(one.get("command", [])) for one in ours().values()),
        *(re.findall(r"ExecStart=.*?python (.*)", unit.read_text())[0] for unit in UNITS),
    }
    plain = {
        re.sub(r"--port \S+", "--port PORT", re.sub(r"--host \S+", "--host HOST", command)).removeprefix("python ")
        for command in commands
    }
    assert {command for command in plain if "granian" in command} == {web}
    assert {command for command in plain if "task_worker" in command} == {"manage.py task_worker"}
    assert {pod["containers"][0]["image"] for pod in pods()} == {"lantern"}
    for command in re.findall(r"manage\.py (\w+)", " ".join(commands) + DOCKERFILE):
        known = [
            *ROOT.glob(f"*/management/commands/{command}.py"),
            *ROOT.glob(f"site/*/management/commands/{command}.py"),
        ]
        assert known or command == "migrate", command


def test_nothing_runs_as_root_or_gains_rights_and_nothing_keeps_an_access_log() -> None:
    for one in ours().values():
        assert one["read_only"]
        assert (one["cap_drop"], one["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    for pod in pods():
        assert pod["securityContext"]["runAsNonRoot"]
        assert not pod["containers"][0]["securityContext"]["allowPrivilegeEscalation"]
    for unit in UNITS:
        for line in ("User=lantern", "NoNewPrivileges=true", "ProtectSystem=strict", "LimitCORE=0"):
            assert f"\n{line}\n" in unit.read_text()
    assert "\nUSER lantern\n" in DOCKERFILE
    nginx = (DEPLOY / "nginx.conf").read_text()
    assert re.findall(r"^\s*(?:access|error)_log .*$", nginx, re.MULTILINE) == [
        "error_log /dev/null crit;",
        "    access_log off;",
    ]


def test_what_is_mounted_for_our_account_is_a_folder_of_its_own_in_the_image() -> None:
    # Docker makes a volume on a folder that the image lacks for root, and then nothing can be written there.
    made = re.findall(r"install --directory --owner=lantern --mode=0700 (.*)", DOCKERFILE)[0].split()
    mounted = {volume.split(":")[1] for one in ours().values() for volume in one["volumes"]}
    assert mounted == set(made)


def test_systemd_finds_nothing_wrong_in_the_units(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if not program:
        pytest.skip("No systemd here.")
    for place in (DEPLOY / "systemd").iterdir():
        # Programs and the account are those of the machine that it will run on.
        text = (
            place.read_text().replace("/opt/lantern/.venv/bin/python", sys.executable).replace("=lantern\n", "=root\n")
        )
        (tmp_path / place.name.replace("@.", "@8001.")).write_text(text)
    units = sorted(map(str, tmp_path.iterdir()))
    done = subprocess.run([program, "verify", *units], capture_output=True, text=True, check=False, env={**os.environ})
    said = [line for line in done.stderr.splitlines() if str(tmp_path) in line or "lantern-" in line]
    assert said == []


def test_the_image_takes_what_is_there_and_leaves_out_what_is_nobodys() -> None:
    assert re.findall(r"manage\.py prepare_image", DOCKERFILE)
    copied = [line.split()[-2] for line in DOCKERFILE.splitlines() if line.startswith("COPY ") and "--from" not in line]
    assert all((ROOT / name).exists() for name in copied)
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".git", "var", "tests"} <= {*ignored}
