"""What each sealed value is bound to. A value that is moved to another place does not open there."""

from uuid import UUID


def officer(user: int) -> bytes:
    """An officer's private key under the passphrase."""
    return f"officer:{user}".encode()


def held(inbox_key: UUID, holder: UUID) -> bytes:
    """An inbox's private key, for one holder."""
    return f"held:{inbox_key}:{holder}".encode()


def unlocking(token_digest: str) -> bytes:
    """Opened keys, under an officer's token."""
    return f"unlocking:{token_digest}".encode()


def report_key(report: UUID) -> bytes:
    """A report's own key."""
    return f"report:{report}:key".encode()


def report_body(report: UUID) -> bytes:
    """What was reported."""
    return f"report:{report}:body".encode()


def record(report: UUID, number: int) -> bytes:
    """What the desk wrote."""
    return f"report:{report}:record:{number}".encode()


def message(report: UUID, message_id: UUID) -> bytes:
    """What the reporter added."""
    return f"report:{report}:message:{message_id}".encode()


def answer(report: UUID, answer_id: UUID, reader: str) -> bytes:
    """An answer's copy: `reader` is `desk` or `reporter`."""
    return f"report:{report}:answer:{answer_id}:{reader}".encode()


def attachment(report: UUID, attachment_id: UUID) -> bytes:
    """A file's own key, and what describes it."""
    return f"report:{report}:attachment:{attachment_id}".encode()


def piece(attachment_id: UUID, number: int) -> bytes:
    """A piece of a file. Its report is not known yet while it arrives."""
    return f"attachment:{attachment_id}:piece:{number}".encode()
