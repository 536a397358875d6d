"""Keys: made once, readable by their owner alone, never guessed at when damaged."""

import multiprocessing
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.keys import read_or_make


def test_a_key_is_made_once_and_stays(tmp_path: Path) -> None:
    first = read_or_make(tmp_path / "data" / "keys", "django")
    assert len(first) >= 60
    assert read_or_make(tmp_path / "data" / "keys", "django") == first
    assert read_or_make(tmp_path / "data" / "keys", "other") != first


def test_nobody_but_the_owner_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "keys"
    read_or_make(folder, "django")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder / "django", folder, folder.parent)}
    assert modes == {"django": 0o600, "keys": 0o700, "data": 0o700}
    assert [path.name for path in folder.iterdir()] == ["django"]


@pytest.mark.parametrize("content", ["", "short", " " * 80, "x" * 39])
def test_a_damaged_key_is_refused_and_left_for_the_backup(tmp_path: Path, content: str) -> None:
    (tmp_path / "django").write_text(content)
    with pytest.raises(
        ImproperlyConfigured, match=r"is damaged: a key has at least 40 characters\. Restore it from a backup"
    ):
        read_or_make(tmp_path, "django")
    assert (tmp_path / "django").read_text() == content


def test_bytes_that_are_no_text_are_damage_too(tmp_path: Path) -> None:
    (tmp_path / "django").write_bytes(b"\xff\xfe" * 40)
    with pytest.raises(ImproperlyConfigured, match="is damaged"):
        read_or_make(tmp_path, "django")


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file")
    with pytest.raises(ImproperlyConfigured, match="Set DATA_DIR to a folder that this user can write to"):
        read_or_make(tmp_path / "keys", "django")


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with multiprocessing.get_context("fork").Pool(8) as pool:
        keys = pool.starmap(read_or_make, [(tmp_path / "keys", "django")] * 32)
    assert len(set(keys)) == 1
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["django"]
