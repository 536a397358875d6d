"""Asking other sites: politely, briefly, and never this machine's own network."""

import socket
from typing import Any

import pytest

from dashboard.journeys.asking import NotAllowedError, ask, is_public, seconds
from tests.dashboard.conftest import Other


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1",
        "2002:7f00:1::",
        "fec0::1",
        "192.88.99.1",
    ],
)
def test_an_address_of_a_private_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://169.254.169.254/latest/meta-data/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://user:secret@example.org/",
        "http://example.org:22/",
        "http://example.org:99999/",
        "https:///nothing",
    ],
)
def test_this_machine_and_its_network_are_never_asked(address: str) -> None:
    with pytest.raises(NotAllowedError):
        ask(address)


def test_a_redirect_into_the_private_network_is_not_followed(other: Other, settings: Any) -> None:
    other.answers["/x"] = (302, {"Location": "http://169.254.169.254/latest/"})
    with pytest.raises(NotAllowedError):
        ask(f"{other.address}/x")


def test_a_name_is_resolved_once_and_the_checked_address_is_used(
    other: Other, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that means something public at the first asking and loopback at the second gets nowhere."""
    asked: list[str] = []
    port = int(other.address.rpartition(":")[2])

    def twice(host: str, *_args: Any, **_options: Any) -> list[Any]:
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1" if len(asked) == 1 else "10.0.0.1", port))]

    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *a, **o: twice(host) if host == "other.example" else [(2, 1, 6, "", (host, port))],
    )
    assert ask(f"http://other.example:{port}/x").status == 200
    assert asked == ["other.example"]
    assert other.asked[0][2]["host"] == f"other.example:{port}"


def test_who_asks_says_so_and_carries_nothing(other: Other) -> None:
    ask(f"{other.address}/a b?q=ü")
    method, path, headers = other.asked[0]
    assert (method, path) == ("HEAD", "/a%20b?q=%C3%BC")
    assert "Lantern-link-checker" in headers["user-agent"]
    assert "http" in headers["user-agent"]
    assert not {"cookie", "authorization", "referer"} & headers.keys()


def test_a_server_that_knows_no_head_is_asked_as_a_browser_would(other: Other) -> None:
    other.answers["HEAD /x"] = (405, {})
    assert ask(f"{other.address}/x").status == 200
    assert [method for method, _path, _headers in other.asked] == ["HEAD", "GET"]


def test_redirects_are_followed_three_times_and_no_more(other: Other) -> None:
    for number in range(5):
        other.answers[f"/{number}"] = (301, {"Location": f"/{number + 1}"})
    answer = ask(f"{other.address}/2")
    assert (answer.status, answer.address, answer.moved_for_good) == (200, f"{other.address}/5", True)
    with pytest.raises(OSError, match="again and again"):
        ask(f"{other.address}/1")


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("120", 120),
        ("", 0),
        ("soon", 0),
        ("9" * 5000, 0),
        ("Wed, 21 Oct 99999999999999999999 07:28:00 GMT", 0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
    ],
)
def test_how_long_to_wait_is_read_in_either_form(said: str, wait: int) -> None:
    assert seconds(said) == wait


@pytest.mark.parametrize("place", ["http://[nonsense/", "http://[::1::2]/", "http://a..example/", "//["])
def test_a_redirect_to_what_is_no_address_is_that_links_problem_alone(other: Other, place: str) -> None:
    other.answers["/x"] = (301, {"Location": place})
    with pytest.raises(OSError, match="not an address of the web"):
        ask(f"{other.address}/x")


def test_no_text_that_a_database_refuses_comes_from_another_site(other: Other) -> None:
    other.answers["/x"] = (301, {"Location": "/a\x00b"})
    other.answers["/ab"] = (200, {})
    assert ask(f"{other.address}/x").address == f"{other.address}/ab"
