"""Keeps readers out of the logs (design promise 1)."""

import logging
import re

QUERY = re.compile(r"\?\S*")
ADDRESS = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b|\b(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}\b", re.IGNORECASE)


class WithoutReaders(logging.Filter):
    """Drops the request, the query of an address, and anything that looks like an IP address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; it is always let through."""
        message = record.getMessage()
        record.msg = ADDRESS.sub("[address]", QUERY.sub("", message))
        record.args = ()
        record.__dict__.pop("request", None)
        return True
