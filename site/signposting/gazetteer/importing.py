"""Importing postcodes: file by file, batch by batch, so that an interruption loses one batch and nothing is half done."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO

from django.db import transaction
from django.utils import timezone

from signposting.gazetteer.derived import derive
from signposting.gazetteer.rows import Names, Reader, Row, RowError, Skipped, has_header, kind_of, numbered
from signposting.gazetteer.sources import Source, SourceError, sources_in
from signposting.gazetteer.writing import upsert
from signposting.models import PostcodeFile

BATCH = 20_000
# More bad lines than this are counted, not shown.
MOST_SHOWN = 20

Say = Callable[[str], None]


@dataclass
class Import:
    """What one call reads and tells."""

    say: Say
    progress: Say
    again: bool = False
    names: dict[str, dict[str, str]] = field(default_factory=lambda: {"district": {}, "ward": {}})
    changed: bool = False
    shown: int = 0


def import_postcodes(path: Path, say: Say, progress: Say, *, again: bool = False) -> list[PostcodeFile]:
    """Read every file of postcodes at `path` and derive outcodes, cells and wards; the records of what was read.

    A file that was read to its end is not read again unless `again` is said; one that was interrupted is
    taken up after the last batch that was kept.
    """
    work = Import(say, progress, again)
    todo = [(source, kind) for source in sources_in(path) if (kind := _kind(source, work)) is not None]
    if not todo:
        raise SourceError(
            f"{path.name} holds neither the ONS Postcode Directory nor Code-Point Open: "
            "no column named pcds, lat, long and oslaua or lad25cd, and no line like Code-Point Open's ten columns."
        )
    done = [_read(source, kind, work) for source, kind in todo]
    if work.changed or work.names["ward"]:
        say("Outcodes, cells and wards…")
        derive(work.names["district"], work.names["ward"])
    return done


def _kind(source: Source, work: Import) -> Reader | None:
    """How to read the file; names of areas are read at once."""
    with _whole(source) as file:
        lines = numbered(file)
        first = next((cells for _number, cells in lines if isinstance(cells, list)), None)
        kind = kind_of(first) if first else None
        if isinstance(kind, Names):
            for _number, cells in lines:
                if isinstance(cells, list) and len(cells) > max(kind.code, kind.name):
                    work.names[kind.what][cells[kind.code].strip()] = cells[kind.name].strip()
            return None
    return kind


def _read(source: Source, kind: Reader, work: Import) -> PostcodeFile:
    record, _new = PostcodeFile.objects.get_or_create(
        fingerprint=source.fingerprint, defaults={"name": source.name[:200]}
    )
    if record.finished_at and not work.again:
        work.say(f"{source.name}: read before, on {record.finished_at:%-d %B %Y}. Nothing to do.")
        return record
    if record.finished_at:
        record.lines = record.kept = record.terminated = record.nowhere = record.bad = 0
        record.finished_at = None
    elif record.lines:
        work.say(f"{source.name}: goes on after line {record.lines:,}.")
    work.changed = True
    with _whole(source) as file:
        lines = numbered(file)
        if has_header(kind):
            next(lines, None)
        after = record.lines
        todo = (line for line in lines if line[0] > after)
        while batch := list(islice(todo, BATCH)):
            _keep(batch, kind, record, work)
            work.progress(f"{source.name}: {record.lines:,} lines")
    record.finished_at = timezone.now()
    record.save()
    return record


def _keep(batch: list[tuple[int, "list[str] | RowError"]], kind: Reader, record: PostcodeFile, work: Import) -> None:
    rows: list[Row] = []
    for number, cells in batch:
        try:
            if isinstance(cells, RowError):
                raise cells
            row = kind(cells)
        except RowError as problem:
            record.bad += 1
            work.shown += 1
            if work.shown <= MOST_SHOWN:
                work.say(f"{record.name}, line {number:,}: {problem}.")
            continue
        if row is Skipped.TERMINATED:
            record.terminated += 1
        elif row is Skipped.NOWHERE:
            record.nowhere += 1
        else:
            rows.append(row)
    record.kept += len(rows)
    record.lines = batch[-1][0]
    with transaction.atomic():
        upsert(rows)
        record.save()


@contextmanager
def _whole(source: Source) -> Iterator[IO[str]]:
    """The open file; what a broken zip raises in the middle becomes one clear line."""
    try:
        with source.lines() as file:
            yield file
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise SourceError(
            f"{source.name} breaks off: the zip is not whole. What was read until there is kept. "
            "Download it again and import that."
        ) from error
