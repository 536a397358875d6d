"""Logs hold no reader: no address of a machine, nothing that was asked for."""

import io
import json
import logging
import sys
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from config.logs import AsJson, WithoutReaders

pytestmark = pytest.mark.django_db


def written(message: str, *arguments: Any, **extra: Any) -> str:
    """A line as the console gets it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(message)s %(request)s", defaults={"request": ""}))
    handler.addFilter(WithoutReaders())
    record = logging.LogRecord("x", logging.WARNING, __file__, 1, message, arguments, None)
    record.__dict__.update(extra)
    handler.handle(record)
    return stream.getvalue().strip()


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("Not Found: /en/search/?query=scared", "Not Found: /en/search/"),
        ("from 192.0.2.7 to 10.0.0.1:80", "from [address] to [address]:80"),
        ("from 2001:db8::8a2e:370:7334", "from [address]"),
        ("from ::1", "from [address]"),
        ("https://x.example/a?b=c#d and more", "https://x.example/a and more"),
        ("Nothing to hide", "Nothing to hide"),
    ],
)
def test_what_could_name_a_reader_is_cut(message: str, line: str) -> None:
    assert written(message) == line


def test_arguments_and_the_request_itself_are_cut_too() -> None:
    line = written("%s: %s", "Not Found", "/en/?query=scared", request="<WSGIRequest: GET '/en/?query=scared'>")
    assert line == "Not Found: /en/"


def test_every_handler_of_the_site_has_the_filter() -> None:
    handlers: Any = settings.LOGGING["handlers"]
    assert {tuple(handler["filters"]) for handler in handlers.values()} == {("without_readers",)}


def test_in_json_an_entry_holds_what_a_line_does_and_nothing_that_a_caller_adds() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(AsJson())
    handler.addFilter(WithoutReaders())
    address, asked = "192.0.2.7", "?query=scared"
    try:
        int(f"{asked} from {address}")
    except ValueError:
        record = logging.LogRecord("lantern.x", logging.ERROR, __file__, 1, "From %s", (address,), sys.exc_info())
    record.__dict__.update(request="GET /?query=scared", ip="192.0.2.7", user="dora")
    handler.handle(record)
    entry = json.loads(stream.getvalue())
    assert list(entry) == ["time", "level", "logger", "message", "traceback"]
    assert (entry["level"], entry["logger"], entry["message"]) == ("ERROR", "lantern.x", "From [address]")
    assert entry["traceback"].endswith("\nValueError")
    for private in ("192.0.2.7", "scared", "dora"):
        assert private not in stream.getvalue()


def test_an_error_page_writes_neither_query_nor_address(capsys: pytest.CaptureFixture[str]) -> None:
    stream = io.StringIO()
    logger = logging.getLogger("django.request")
    handler = logging.StreamHandler(stream)
    handler.addFilter(WithoutReaders())
    logger.addHandler(handler)
    try:
        Client(REMOTE_ADDR="192.0.2.7").get("/en/no-such-page/?query=scared")
    finally:
        logger.removeHandler(handler)
    assert "no-such-page" in stream.getvalue()
    assert "scared" not in stream.getvalue()
    assert "192.0.2.7" not in stream.getvalue()
