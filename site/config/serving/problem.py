"""The one exception of serving."""


class CannotServe(Exception):  # noqa: N818
    """Why Lantern cannot be served, in a sentence for the person at the terminal.

    Everything that can go wrong on somebody's machine is turned into this, so that they read what
    to do and never a traceback.
    """
