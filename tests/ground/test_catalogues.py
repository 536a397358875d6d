"""Catalogues are compiled when they changed, without gettext, and never silently left broken."""

import gettext
import os
from pathlib import Path

import pytest

from config.serving import catalogues
from config.serving.problem import CannotServe

CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"

msgid "Leave this site"
msgstr "Opuść tę stronę"

msgctxt "button"
msgid "Send"
msgstr "Wyślij"

#, fuzzy
msgid "Call 999"
msgstr "Zadzwoń pod 997"

msgid "%(count)s result"
msgid_plural "%(count)s results"
msgstr[0] "%(count)s wynik"
msgstr[1] "%(count)s wyniki"
msgstr[2] "%(count)s wyników"
"""


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Polish catalogue in a locale folder of its own."""
    path = tmp_path / "pl" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOGUE)
    monkeypatch.setattr(catalogues, "folders", lambda: [tmp_path])
    return path


def test_what_was_compiled_is_what_gettext_reads(catalogue: Path) -> None:
    assert catalogues.compile_stale() == 1
    with catalogue.with_suffix(".mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    assert read.gettext("Leave this site") == "Opuść tę stronę"
    assert read.pgettext("button", "Send") == "Wyślij"
    assert [read.ngettext("%(count)s result", "%(count)s results", n) for n in (1, 2, 5)] == [
        "%(count)s wynik",
        "%(count)s wyniki",
        "%(count)s wyników",
    ]


def test_a_guess_that_no_translator_confirmed_is_not_shown(catalogue: Path) -> None:
    catalogues.compile_stale()
    with catalogue.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Call 999") == "Call 999"


def test_only_what_changed_is_compiled_again(catalogue: Path) -> None:
    catalogues.compile_stale()
    assert catalogues.compile_stale() == 0
    later = catalogue.with_suffix(".mo").stat().st_mtime + 5
    os.utime(catalogue, (later, later))
    assert catalogues.compile_stale() == 1


def test_a_broken_catalogue_is_named_and_leaves_nothing_half_made(catalogue: Path) -> None:
    catalogue.write_text(CATALOGUE + "<<<<<<< HEAD\n")
    with pytest.raises(CannotServe, match=r"django\.po cannot be compiled"):
        catalogues.compile_stale()
    assert [path.name for path in catalogue.parent.iterdir()] == ["django.po"]
