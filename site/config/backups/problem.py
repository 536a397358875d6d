"""What an operator is told in one sentence."""


class BackupError(Exception):
    """A backup cannot be made or restored; says why and what to do. What was there before is as it was."""
