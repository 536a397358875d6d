"""Every part of a site on many machines, as real processes on this one."""

import contextlib
import logging
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import boto3
import requests
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from moto.server import ThreadedMotoServer

from config import bucket
from config.backups import database
from config.backups import programs as postgresql
from config.serving import programs
from config.serving.address import Address
from tests.ground.running import ROOT, free_port
from tests.support.database import Demonstration
from tests.support.postgresql import Cluster, as_postgres

HOST = "safeguarding.example"
BUCKET = "lantern"


def until(true: Callable[[], bool], what: str, within: float = 60) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + within
    while not true():
        assert time.monotonic() < deadline, f"not within {within:.0f} seconds: {what}"
        time.sleep(0.05)


class Browser:
    """Somebody who asks one place, by the site's name, and keeps the cookies that they get."""

    def __init__(self, port: int, **cookies: str) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.cookies = dict(cookies)
        self.link = requests.Session()
        self.link.trust_env = False

    def ask(self, method: str, path: str, **options: Any) -> requests.Response:
        headers = {"Host": HOST, **options.pop("headers", {})}
        if self.cookies:
            # By hand: they are for https alone, and nginx is where that ends.
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self.link.request(
            method, self.origin + path, headers=headers, timeout=30, allow_redirects=False, **options
        )
        self.cookies.update({cookie.name: str(cookie.value) for cookie in self.link.cookies})
        self.link.cookies.clear()
        return answer

    def get(self, path: str, **headers: str) -> requests.Response:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, data: dict[str, Any]) -> requests.Response:
        headers = {"Content-Type": MULTIPART_CONTENT, "Sec-Fetch-Site": "same-origin", "Origin": f"https://{HOST}"}
        return self.ask("POST", path, data=encode_multipart(BOUNDARY, data), headers=headers)


class Part:
    """A program that is started, killed and started again."""

    def __init__(self, name: str, command: list[str], folder: Path, environment: dict[str, str]) -> None:
        self.name, self.command, self.folder, self.environment = name, command, folder, environment
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Part":
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        with (self.folder / f"{self.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env={**kept, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def kill(self) -> None:
        """With all that it has started, at once."""
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    @property
    def said(self) -> str:
        return (self.folder / f"{self.name}.log").read_text(errors="replace")


class Topology:
    """Two web processes, a worker, PostgreSQL and its replica, Redis, an S3 server, and nginx in front."""

    def __init__(self, folder: Path, demonstration: Demonstration, static: Path) -> None:
        self.folder = folder
        self.nginx_port, self.redis_port, self.store_port = free_port(), free_port(), free_port()
        self.web_ports = [free_port(), free_port()]
        self.parts: dict[str, Part] = {}
        self.store = ThreadedMotoServer(ip_address="127.0.0.1", port=self.store_port)
        shutil.copytree(demonstration.folder / "keys", folder / "keys")
        with ThreadPoolExecutor() as at_once:
            databases = at_once.submit(self._databases)
            at_once.submit(self._store, demonstration.folder / "media").result()
            databases.result()
        self._programs(static)
        for part in self.parts.values():
            part.start()
        for port in self.web_ports:
            until(lambda port=port: self.is_ready(port), f"web process on {port}")  # type: ignore[misc]

    def _databases(self) -> None:
        self.primary = Cluster(self.folder / "primary").found()
        place = ["--host=127.0.0.1", f"--port={self.primary.port}", "--username=lantern", "--dbname=lantern"]
        as_postgres([postgresql.found("pg_restore"), *place, "--no-owner", str(self.copied)], self.folder / "primary")
        self.replica = self.primary.replica(self.folder / "replica")

    @property
    def copied(self) -> Path:
        return self.folder / "demonstration.pgdump"

    def _store(self, media: Path) -> None:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self.store.start()
        address = f"s3://key:secret@127.0.0.1:{self.store_port}/{BUCKET}?tls=false"
        given = bucket.parse(address)
        client = boto3.client(
            "s3",
            endpoint_url=given["endpoint_url"],
            region_name=given["region_name"],
            aws_access_key_id="key",
            aws_secret_access_key="secret",
            config=given["client_config"],
        )
        client.create_bucket(Bucket=BUCKET)
        names = sorted(path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file())
        for name in names:
            client.put_object(Bucket=BUCKET, Key=name, Body=(media / name).read_bytes())
        self.download = next(name for name in names if name.startswith("documents/"))
        self.storage_url = address

    def _programs(self, static: Path) -> None:
        common = {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
            "PYTHONUNBUFFERED": "1",
            "ALLOWED_HOSTS": HOST,
            "PUBLIC_URL": f"https://{HOST}",
            "BEHIND_PROXY": "true",
            "CHECK_LINKS": "false",
            "STATIC_DIR": str(static),
            "KEYS_DIR": str(self.folder / "keys"),
            "LEDGER_DIR": str(self.folder / "ledger"),
            "DATABASE_URL": self.primary.url,
            "DATABASE_REPLICA_URL": self.replica.url,
            "CACHE_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "STORAGE_URL": self.storage_url,
        }
        for number, port in enumerate(self.web_ports, start=1):
            command = programs.web_server(Address("", "127.0.0.1", port))
            command[command.index("--workers") + 1] = "1"
            self.add(f"web-{number}", command, {**common, "DATA_DIR": str(self.folder / f"web-{number}")})
        self.add("worker", programs.task_worker(), {**common, "DATA_DIR": str(self.folder / "worker")})
        redis = shutil.which("redis-server") or shutil.which("valkey-server")
        assert redis, "Install redis-server or valkey-server."
        here = ["--bind", "127.0.0.1", "--port", str(self.redis_port), "--save", "", "--dir", str(self.folder)]
        self.add("redis", [redis, *here], {})
        nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
        assert nginx, "Install nginx."
        self._nginx_configuration()
        self.add(
            "nginx", [nginx, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), "-g", "daemon off;"], {}
        )

    def _nginx_configuration(self) -> None:
        """The file of deploy/, with this machine's ports and folders, and without TLS."""
        text = (ROOT / "deploy" / "nginx.conf").read_text()
        temporary = "".join(
            f"{kind}_temp_path {self.folder}/nginx-{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        for old, new in (
            ("pid /run/nginx.pid;", f"pid {self.folder}/nginx.pid;"),
            ("/var/cache/nginx/uploads", f"{self.folder}/nginx-uploads"),
            ("web-1:8000", f"127.0.0.1:{self.web_ports[0]}"),
            ("web-2:8000", f"127.0.0.1:{self.web_ports[1]}"),
            ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
            ("listen 443 ssl http2;", f"listen 127.0.0.1:{self.nginx_port};"),
            ("X-Forwarded-Proto $scheme", "X-Forwarded-Proto https"),
            ("http {\n", f"http {{\n{temporary}"),
        ):
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        lines = [line for line in text.splitlines() if not line.strip().startswith("ssl_")]
        (self.folder / "nginx.conf").write_text("\n".join(lines))

    def add(self, name: str, command: list[str], environment: dict[str, str]) -> Part:
        """One more part, not started yet."""
        self.parts[name] = Part(name, command, self.folder, environment)
        return self.parts[name]

    def is_ready(self, port: int) -> bool:
        """By the machine's number, as a load balancer asks."""
        try:
            return requests.get(f"http://127.0.0.1:{port}/health/ready", timeout=5).status_code == 200
        except requests.RequestException:
            return False

    @property
    def logs(self) -> str:
        return "".join(f"--- {name}\n{part.said[-3000:]}" for name, part in self.parts.items())

    def stop(self) -> None:
        for part in self.parts.values():
            part.kill()
        for name in ("replica", "primary"):
            if hasattr(self, name):
                getattr(self, name).stop()
        with contextlib.suppress(Exception):
            self.store.stop()


@contextlib.contextmanager
def running(folder: Path, demonstration: Demonstration, static: Path) -> Iterator[Topology]:
    """The whole of it, from this process's copy of the demonstration; stopped whatever happens."""
    database.copy(folder / "demonstration.pgdump")
    (folder / "demonstration.pgdump").chmod(0o644)
    made = Topology.__new__(Topology)
    try:
        made.__init__(folder, demonstration, static)  # type: ignore[misc]
        yield made
    finally:
        if hasattr(made, "parts"):
            made.stop()
