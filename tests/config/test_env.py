"""Settings: a wrong value stops the start with a sentence that names it, says why, and what it takes."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env, mail
from tests.ground.running import ROOT


def manage(
    tmp_path: Path, *arguments: str, module: str = "config.settings", **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Run a command with nothing in the environment but what is given."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, "DJANGO_SETTINGS_MODULE": module, "DATA_DIR": str(tmp_path / "data"), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("read", "raw", "why"),
    [
        (
            lambda: env.flag("X", False, ""),
            "maybe",
            "X='maybe' is not right: it is neither true nor false. It takes true or false.",
        ),
        (lambda: env.flag("X", True, ""), "2", "neither true nor false"),
        (lambda: env.number("X", 1, "", least=1, most=9), "ten", "It takes a whole number from 1 to 9."),
        (lambda: env.number("X", 1, "", least=1, most=9), "10", "it is not between 1 and 9"),
        (lambda: env.number("X", 1, "", least=1, most=9), "1.5", "a whole number from 1 to 9"),
        (lambda: env.numbers("X", {"a": 1}, "", least=1, most=9), "b=2", "'b' is not one of a. It takes name=number"),
        (lambda: env.numbers("X", {"a": 1}, "", least=1, most=9), "a=0", "the number of a is not between 1 and 9"),
        (lambda: env.numbers("X", {"a": 1}, "", least=1, most=9), "a", "the number of a is not between 1 and 9"),
        (
            lambda: env.choice("X", "line", "", ("line", "json")),
            "xml",
            "X='xml' is not right: it is neither. It takes line",
        ),
        (lambda: env.address("X", "", ""), "safeguarding.example", "it does not start with http:// or https://"),
        (lambda: env.address("X", "", ""), "javascript:alert(1)", "An address that starts|an address that starts"),
    ],
)
def test_a_wrong_value_is_named_with_what_it_should_be(
    monkeypatch: pytest.MonkeyPatch, read: object, raw: str, why: str
) -> None:
    monkeypatch.setenv("X", raw)
    monkeypatch.setattr(env, "OPTIONS", {})
    assert callable(read)
    with pytest.raises(ImproperlyConfigured, match=why):
        read()


@pytest.mark.parametrize(
    ("raw", "value"),
    [("TRUE", True), ("1", True), ("on", True), ("No", False), ("off", False), ("  ", None), ("", None)],
)
def test_words_for_yes_and_no_are_read_and_blanks_mean_the_default(
    monkeypatch: pytest.MonkeyPatch, raw: str, value: bool | None
) -> None:
    monkeypatch.setenv("X", raw)
    monkeypatch.setattr(env, "OPTIONS", {})
    for default in (True, False):
        assert env.flag("X", default, "") is (default if value is None else value)


def test_lists_lose_their_blanks_numbers_keep_what_is_not_named_and_addresses_lose_their_last_slash(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(env, "OPTIONS", {})
    monkeypatch.setenv("X", " a.example , ,b.example,")
    assert env.words("X", [], "") == ["a.example", "b.example"]
    monkeypatch.setenv("X", " a = 5 ")
    assert env.numbers("X", {"a": 1, "b": 2}, "", least=1, most=9) == {"a": 5, "b": 2}
    monkeypatch.setenv("X", "https://a.example/")
    assert env.address("X", "", "") == "https://a.example"


@pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://", "smtp:///x"])
def test_a_mail_server_that_is_none_is_named(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL is not right: it takes smtp://"):
        mail.parse(address)


def test_a_mail_servers_address_is_taken_apart() -> None:
    found = mail.parse("smtp://us%40er:p%3Aw@mail.example")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (
        "mail.example",
        587,
        True,
        False,
    )
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("us@er", "p:w")
    assert mail.parse("smtps://mail.example")["EMAIL_PORT"] == 465


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("NOINDEX", "perhaps", "NOINDEX='perhaps' is not right"),
        ("UPLOAD_IMAGE_MEGABYTES", "0", "it is not between 1 and 100"),
        ("PUBLIC_URL", "example", "PUBLIC_URL='example' is not right"),
        ("LANGUAGES", "ur,en", "LANGUAGES must start with en"),
        ("LANGUAGES", "en,tlh", "not known: tlh"),
        ("EMAIL_URL", "mail.example", "EMAIL_URL is not right"),
        ("DATABASE_URL", "my-database", "DATABASE_URL"),
        ("CACHE_URL", "memcached", "CACHE_URL"),
        ("STORAGE_URL", "https://store.example/bucket", "STORAGE_URL is not right"),
        ("METRICS_TOKEN", "short", "METRICS_TOKEN is not right: it is too short. It takes at least 24 characters."),
        ("DATABASE_REPLICA_URL", "postgres://host/name", "DATABASE_REPLICA_URL needs DATABASE_URL"),
        ("CLAMD", "clamd", "it is neither a path that starts with / nor host:port"),
        ("CLAMD", "scanner.example:0", "CLAMD='scanner.example:0' is not right"),
    ],
)
def test_the_site_does_not_start_with_a_wrong_value(tmp_path: Path, name: str, value: str, said: str) -> None:
    done = manage(tmp_path, "check", **{name: value})
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert said in last
    assert not (tmp_path / "data" / "lantern.sqlite3").exists()


def test_the_base_of_all_settings_is_production(tmp_path: Path) -> None:
    asked = "from django.conf import settings as s; print(s.DEBUG, s.DEMONSTRATION, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, s.ALLOWED_HOSTS, hasattr(s, 'DEMONSTRATION_ACCOUNTS'))"
    done = manage(tmp_path, "shell", "--no-imports", "-c", asked)
    assert done.stdout.strip() == "False False True True True True [] False"
    loosened = manage(
        tmp_path,
        "shell",
        "--no-imports",
        "-c",
        "from django.conf import settings as s; print(s.DEBUG)",
        module="config.settings_demonstration",
    )
    assert loosened.stdout.strip() == "False"


def test_check_deploy_names_everything_that_is_still_demonstration(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", "--deploy", module="config.settings_demonstration")
    assert done.returncode == 1
    for said in (
        "demonstration mode",
        "published passwords",
        "PUBLIC_URL is not an https address",
        "SQLite",
        "No virus scanner looks through what reporters send",
    ):
        assert said in done.stderr
    left = manage(
        tmp_path,
        "check",
        "--deploy",
        module="config.settings_demonstration",
        DEMONSTRATION="false",
        PUBLIC_URL="https://safeguarding.example",
    )
    assert "demonstration mode" not in left.stderr
    assert "published passwords" in left.stderr
    hidden = manage(
        tmp_path,
        "check",
        "--deploy",
        NOINDEX="true",
        PUBLIC_URL="https://safeguarding.example",
        ALLOWED_HOSTS="safeguarding.example",
        CLAMD="scanner.example:3310",
    )
    assert "virus scanner" not in hidden.stderr
    assert "Search engines are asked to stay away" in hidden.stderr


def test_the_table_of_settings_is_the_one_that_the_code_makes(tmp_path: Path) -> None:
    made = manage(tmp_path, "settings_table").stdout
    assert "DATA_DIR" in made
    written = (ROOT / "docs" / "settings.md").read_text()
    assert made.strip() in written, "docs/settings.md is behind. Run: manage.py settings_table"


def test_no_setting_is_read_past_the_table() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match}"
        for folder in ("site", "campaigns")
        for path in (ROOT / folder).rglob("*.py")
        if path.name not in ("env.py", "settings_test.py", "settings_demonstration.py")
        and "benchmarks" not in path.parts
        for match in re.findall(r"""os\.(?:environ(?:\.get\(|\[)|getenv\()["'](\w+)""", path.read_text())
        if match not in env.OPTIONS and match not in ("LANTERN_BENCH_FOLDER",)
    ]
    assert found == []
