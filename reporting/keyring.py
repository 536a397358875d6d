"""An officer's opened keys, in memory for one request."""

import json
from dataclasses import dataclass, field
from uuid import UUID

from reporting.models import Report
from reporting.sealing import keys, places
from reporting.sealing.box import SealError, Stored


class NotForYouError(Exception):
    """The report is sealed to an inbox that this officer does not hold."""


@dataclass(frozen=True)
class Keyring:
    """The private keys of the inboxes that an officer holds, 32 bytes each, by the key's id. Never shows itself."""

    inboxes: dict[UUID, bytes] = field(repr=False)

    def report_key(self, report: Report) -> bytes:
        """The report's own key. Raises NotForYouError, or SealError if the row is damaged."""
        return self.unwrap(report, report.wrapped_key, places.report_key(report.pk))

    def unwrap(self, report: Report, wrapped: Stored, about: bytes) -> bytes:
        """A key that was wrapped for the report's inbox. Raises NotForYouError or SealError."""
        if report.inbox_key_id not in self.inboxes:
            raise NotForYouError
        return keys.unwrap(self.inboxes[report.inbox_key_id], wrapped, about)

    def packed(self) -> bytes:
        """As bytes, to be sealed under the officer's token."""
        return json.dumps({str(name): private.hex() for name, private in self.inboxes.items()}).encode()

    @classmethod
    def unpacked(cls, data: bytes) -> "Keyring":
        """The same again. Raises SealError."""
        try:
            return cls({UUID(name): bytes.fromhex(private) for name, private in json.loads(data).items()})
        except ValueError:
            raise SealError from None
