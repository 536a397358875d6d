"""The published directory as one file, as the open feed tells it."""

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from signposting.openreferral import queries
from signposting.openreferral.records import Detail, service_record
from signposting.openreferral.values import Record

AT_ONCE = 200


def exported() -> Iterator[Record]:
    """Every published service with all that belongs to it, without private contacts and secret addresses."""
    keys = list(queries.services().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        for service in queries.full_services(keys[start : start + AT_ONCE]):
            yield service_record(service, detail=Detail.FULL)


def export_to(path: Path) -> int:
    """Write the file whole or not at all: one service on each line for `.jsonl`, an array otherwise."""
    lines = path.suffix in (".jsonl", ".ndjson")
    count = 0
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        try:
            file.write("" if lines else "[")
            for count, record in enumerate(exported(), 1):
                file.write(("" if count == 1 else "\n" if lines else ",\n") + json.dumps(record, ensure_ascii=False))
            file.write("\n" if lines else "]\n")
            file.flush()
            Path(file.name).chmod(0o666 & ~umask())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    return count


def umask() -> int:
    """What files are made without; a temporary one is closed to all others."""
    kept = os.umask(0o022)
    os.umask(kept)
    return kept
