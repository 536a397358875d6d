"""Keeps readers out of the logs (design promise 1)."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

QUERY = re.compile(r"\?\S*")
ADDRESS = re.compile(
    r"\b(?:\d{1,3}\.){3}\d{1,3}\b|(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE
)
# A signed link is a key: Django's signatures stand after a colon, and the address of a missing page is logged.
SIGNED = re.compile(r"(?<=/)[^/\s]*(?::|%3A)[\w-]{16,}", re.IGNORECASE)


class WithoutReaders(logging.Filter):
    """Drops the request, the query of an address, the signature of a link, and anything that looks like an IP address.

    A traceback keeps where it happened and loses what its exceptions say: databases quote there what
    somebody typed.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; it is always let through."""
        message = record.getMessage()
        record.msg = ADDRESS.sub("[address]", SIGNED.sub("[link]", QUERY.sub("", message)))
        record.args = ()
        record.__dict__.pop("request", None)
        if record.exc_info and record.exc_info[0] is not None:
            frames = "".join(traceback.format_tb(record.exc_info[2]))
            record.exc_text = f"Traceback (most recent call last):\n{frames}{record.exc_info[0].__qualname__}"
            record.exc_info = None
        return True


class AsJson(logging.Formatter):
    """An entry as one object in JSON, with these fields alone: a filter cannot clean what a caller adds."""

    def format(self, record: logging.LogRecord) -> str:
        """Time in UTC, level, logger, what it says, and where it happened if something went wrong."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        entry = {"time": moment, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        if record.exc_text:
            entry["traceback"] = record.exc_text
        return json.dumps(entry, ensure_ascii=False)


def configuration(form: str) -> dict[str, Any]:
    """Django's LOGGING, with entries in this form: `line` or `json`.

    Django's own logger adds the address of the request to 4xx and 5xx lines, and a query can hold what
    somebody searched for in fear: the filter cuts it, and nothing writes an access log.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without_readers": {"()": "config.logs.WithoutReaders"}},
        "formatters": {
            "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
            "json": {"()": "config.logs.AsJson"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form, "filters": ["without_readers"]}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
            "lantern": {"handlers": ["console"], "level": "INFO", "propagate": False},
        },
    }
