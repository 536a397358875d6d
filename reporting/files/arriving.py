"""Taking files in while they arrive: sealed piece by piece, in memory, before anything touches a disk.

Django writes larger uploads to plain files; these handlers take their place on the reporter's forms.
"""

import tempfile
from collections.abc import Iterator
from hashlib import blake2b
from typing import IO, Any
from uuid import UUID, uuid4

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from reporting.files import kinds
from reporting.sealing import box, places

MEBIBYTE = 1 << 20
# With its length before it, a piece fills its size class exactly.
PIECE_BYTES = MEBIBYTE - box.LENGTH_BYTES
MOST_FILES = 5
MOST_MEBIBYTES = 25
# Beyond this nobody is sending evidence; the line is cut.
MOST_IN_ALL = 400 * MEBIBYTE
LONGEST_NAME = 200
DIGEST_BYTES = 32
# Of reporting/add_files.html.
FIELD = "files"


class SealedUpload:
    """A file that has arrived: sealed pieces in a spool without a name, and the key to them in memory alone.

    `problem` says why it is not taken: `empty`, `too_large`, `unknown_kind` or `too_many`; then it has no pieces.
    """

    def __init__(self, name: str) -> None:
        self.id: UUID = uuid4()
        self.name = name[:LONGEST_NAME]
        self.size = 0
        self.kind: kinds.Kind | None = None
        self.problem = ""
        self.key = box.new_key()
        self.lengths: list[int] = []
        self._digest = blake2b(digest_size=DIGEST_BYTES)
        self._waiting = bytearray()
        self._spool: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115

    def take(self, data: bytes) -> None:
        """The next bytes. Once there is a problem, they are counted and let go."""
        self.size += len(data)
        if self.problem:
            return
        self._waiting += data
        if self.size > MOST_MEBIBYTES * MEBIBYTE:
            self.refuse("too_large")
            return
        if self.kind is None and len(self._waiting) >= kinds.LOOKED_AT:
            self._recognise()
        while len(self._waiting) >= PIECE_BYTES:
            self._seal(bytes(self._waiting[:PIECE_BYTES]))
            del self._waiting[:PIECE_BYTES]

    def finish(self) -> None:
        """No more bytes come."""
        if self.size == 0 and not self.problem:
            self.refuse("empty")
        if self.kind is None and not self.problem:
            self._recognise()
        # What is refused has nothing waiting.
        if self._waiting:
            self._seal(bytes(self._waiting))
            self._waiting.clear()

    def refuse(self, problem: str) -> None:
        """Do not take it, and forget what has arrived."""
        self.problem = problem
        self._waiting.clear()
        self.lengths.clear()
        self._spool.close()

    @property
    def digest(self) -> str:
        """BLAKE2b of the whole file, to show later that it is what was sent."""
        return self._digest.hexdigest()

    def pieces(self) -> Iterator[bytes]:
        """The sealed pieces, in order."""
        self._spool.seek(0)
        for length in self.lengths:
            yield self._spool.read(length)

    def close(self) -> None:
        """Django calls it when the request ends; with the key gone, nothing opens what was spooled."""
        self._spool.close()
        self.key = b""

    def _recognise(self) -> None:
        self.kind = kinds.known(bytes(self._waiting[: kinds.LOOKED_AT]))
        if self.kind is None:
            self.refuse("unknown_kind")

    def _seal(self, data: bytes) -> None:
        self._digest.update(data)
        sealed = box.seal(self.key, data.ljust(1), places.piece(self.id, len(self.lengths)))
        self._spool.write(sealed)
        self.lengths.append(len(sealed))


class SealingUploadHandler(FileUploadHandler):
    """Seals every file of a form; what is too much or of no known kind becomes a SealedUpload with a problem."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.files = 0
        self.arrived = 0
        self.current: SealedUpload | None = None

    def new_file(self, field_name: str, file_name: str, *arguments: Any, **more: Any) -> None:
        """One more file begins."""
        super().new_file(field_name, file_name, *arguments, **more)
        self.files += 1
        self.current = SealedUpload(file_name)
        if self.files > MOST_FILES:
            self.current.refuse("too_many")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """The next bytes of the current file."""
        self.arrived += len(raw_data)
        if self.arrived > MOST_IN_ALL:
            raise StopUpload(connection_reset=True)
        assert self.current is not None  # noqa: S101
        self.current.take(raw_data)

    def file_complete(self, file_size: int) -> Any:
        """The current file, whole."""
        assert self.current is not None  # noqa: S101
        self.current.finish()
        return self.current


def seal_files(request: HttpRequest) -> None:
    """Make a request seal the files it brings. Call it before anything looks at the form."""
    request.upload_handlers = [SealingUploadHandler(request)]


def sent(request: HttpRequest, name: str = FIELD) -> tuple[list[SealedUpload], list[SealedUpload]]:
    """The files of a field: those that are taken, and those that are not."""
    files: list[Any] = request.FILES.getlist(name)
    return [file for file in files if not file.problem], [file for file in files if file.problem]
