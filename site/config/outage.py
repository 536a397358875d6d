"""Whether an error means that the database or the disk is away, so that waiting may help."""

import errno

from django.db import DatabaseError, InterfaceError, OperationalError

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)
RETRY_AFTER_SECONDS = 60


def is_outage(problem: BaseException | None) -> bool:
    """Whether waiting may help. A query that is wrong stays an error of ours; a damaged database says DatabaseError itself."""
    if isinstance(problem, OSError):
        return problem.errno in NO_ROOM
    return isinstance(problem, OperationalError | InterfaceError) or type(problem) is DatabaseError
