"""A PostgreSQL of a test's own, and a streaming replica of it."""

import contextlib
import os
import pwd
import signal
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from config.backups import programs
from tests.ground.running import free_port

QUICK = ("fsync=off", "full_page_writes=off", "max_connections=200", "listen_addresses=127.0.0.1", "hot_standby=on")


def as_postgres(command: Sequence[str], folder: Path, wait: float = 120) -> None:
    """Run one of its programs; PostgreSQL refuses to run as root."""
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*user, *command],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=wait,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"


class Cluster:
    """A running server, below a folder that the user postgres may enter."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"postgres://lantern@127.0.0.1:{self.port}/lantern"
        folder.mkdir()
        if os.geteuid() == 0:
            os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def found(self) -> "Cluster":
        """Make it, empty, and start it."""
        options = ["--username=lantern", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        as_postgres([programs.found("initdb"), f"--pgdata={self.data}", *options], self.folder)
        self.start()
        where = ["--host=127.0.0.1", f"--port={self.port}", "--username=lantern"]
        as_postgres([programs.found("createdb"), *where, "lantern"], self.folder)
        return self

    def replica(self, folder: Path) -> "Cluster":
        """Another server that follows this one."""
        other = Cluster(folder)
        where = f"host=127.0.0.1 port={self.port} user=lantern"
        options = ["--wal-method=stream", "--checkpoint=fast", "--write-recovery-conf", "--no-sync"]
        as_postgres([programs.found("pg_basebackup"), f"--pgdata={other.data}", f"--dbname={where}", *options], folder)
        other.start()
        return other

    def start(self) -> None:
        """Start, and wait until it answers."""
        settings = " ".join(f"-c {option}" for option in (*QUICK, f"port={self.port}"))
        options = ["-o", f"{settings} -c unix_socket_directories={self.folder}", "--wait", f"--log={self.folder}/log"]
        # Its own output must not hold our pipe open.
        as_postgres([programs.found("pg_ctl"), f"--pgdata={self.data}", *options, "start"], self.folder)

    def stop(self) -> None:
        """At once, as a machine that is switched off."""
        if (self.data / "postmaster.pid").exists():
            as_postgres([programs.found("pg_ctl"), f"--pgdata={self.data}", "--mode=immediate", "stop"], self.folder)

    @contextlib.contextmanager
    def standing_still(self) -> Iterator[None]:
        """All its processes stop where they are, and go on when the block ends."""
        first = int((self.data / "postmaster.pid").read_text().split()[0])
        found = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        for process in (first, *map(int, found)):
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in (*map(int, found), first):
                os.kill(process, signal.SIGCONT)
