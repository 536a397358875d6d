"""nginx with the configuration of deploy/, in a folder and on a port of its own: for measuring, and for tests."""

import os
import shutil
from pathlib import Path

from django.conf import settings

WRITTEN = settings.BASE_DIR / "deploy/nginx-pages.conf"
SCRATCH = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def program(name: str) -> str | None:
    """Where a program is; Debian keeps servers off the path of ordinary people."""
    return shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")


def command(folder: Path, pages: Path, origin: str, port: int) -> list[str]:
    """Write the configuration into the folder, beside its headers.conf and static files, and say how to start nginx.

    `origin` is the site's host and port. Raises ValueError where deploy/ no longer says what is fitted here.
    """
    written = WRITTEN.read_text()
    for before, after in (
        ("/etc/nginx/lantern/headers.conf", str(folder / "headers.conf")),
        ("/var/cache/lantern/pages", str(pages)),
        ("/var/lib/lantern", str(folder)),
        ("127.0.0.1:8000", origin),
        ("127.0.0.1:8080", f"127.0.0.1:{port}"),
    ):
        if before not in written:
            raise ValueError(f"{WRITTEN.name} does not say {before}")
        written = written.replace(before, after)
    user = "user root;" if os.geteuid() == 0 else ""
    scratch = "".join(f"{name}_temp_path {folder}/{name};" for name in SCRATCH)
    (folder / "nginx.conf").write_text(
        f"{user} worker_processes 2; daemon off; pid {folder}/pid; error_log stderr emerg; events {{}}\n"
        f"http {{ {scratch} types {{ text/html html; }} {written} }}\n"
    )
    return [program("nginx") or "nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]
