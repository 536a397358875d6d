"""Clean copies of sound and films: ffmpeg copies what is heard and seen, and leaves the rest behind."""

import subprocess
from pathlib import Path

import pytest

from reporting.files import cleaning, kinds
from tests.reporting.test_files import photograph

PLANTED = ("title=planted-title", "location=+53.7950-001.7590/", "comment=planted-comment")
ON_STREAMS = ("handler_name=planted-handler", "title=planted-stream")
CHAPTER = ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=500\ntitle=planted-chapter\n"
FILM = ("-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=1", "-f", "lavfi", "-i", "sine=duration=1")
TONE = ("-f", "lavfi", "-i", "sine=duration=1")


def recorded(folder: Path, ending: str, inputs: tuple[str, ...], how: tuple[str, ...] = ()) -> bytes:
    """A second of test picture or of one tone, with words planted wherever ffmpeg can put them."""
    chapters, made = folder / "chapters", folder / f"made.{ending}"
    chapters.write_text(CHAPTER)
    about = [part for word in PLANTED for part in ("-metadata", word)]
    about += [part for word in ON_STREAMS for part in ("-metadata:s", word)]
    last = str(inputs.count("-i"))
    command = ["ffmpeg", "-loglevel", "error", "-y", *inputs, "-i", str(chapters), "-map_chapters", last]
    subprocess.run([*command, *how, *about, str(made)], check=True)
    return made.read_bytes()


def heard(folder: Path, recording: bytes) -> str:
    """A digest of each stream of pictures or sound, as it is encoded."""
    file = folder / "recording"
    file.write_bytes(recording)
    command = ["ffmpeg", "-loglevel", "error", "-i", str(file), "-c", "copy", "-f", "streamhash", "-hash", "md5", "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize(
    ("ending", "how", "is_a", "becomes"),
    [
        ("mp4", FILM, "video/mp4", "video/mp4"),
        ("mov", FILM, "video/quicktime", "video/mp4"),
        ("webm", FILM, "video/webm", "video/webm"),
        ("m4a", TONE, "audio/mp4", "audio/mp4"),
        ("mp3", TONE, "audio/mpeg", "audio/mpeg"),
        ("ogg", TONE, "audio/ogg", "audio/ogg"),
        ("flac", TONE, "audio/flac", "audio/flac"),
        ("wav", TONE, "audio/wav", "audio/wav"),
    ],
)
def test_sound_and_films_lose_names_places_and_chapters_and_keep_what_is_heard_and_seen(
    tmp_path: Path, ending: str, how: tuple[str, ...], is_a: str, becomes: str
) -> None:
    hiding = recorded(tmp_path, ending, how)
    assert b"planted" in hiding
    known = kinds.known(hiding[: kinds.LOOKED_AT])
    assert known
    assert known.media_type == is_a
    copy = cleaning.clean(known.family, is_a, hiding)
    assert copy.media_type == becomes
    assert b"planted" not in copy.data
    assert b"53.79" not in copy.data
    assert heard(tmp_path, hiding) == heard(tmp_path, copy.data)


def test_a_cover_on_a_sound_stays_behind(tmp_path: Path) -> None:
    cover = tmp_path / "cover.jpg"
    cover.write_bytes(photograph())
    hiding = recorded(tmp_path, "mp3", (*TONE, "-i", str(cover)), ("-map", "0", "-map", "1", "-c:v", "copy"))
    assert b"planted-camera-word" in hiding
    assert b"planted" not in cleaning.clean(kinds.SOUND, "audio/mpeg", hiding).data


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x00\x00\x18ftypisom" + bytes(2000),
        b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:1/planted.ts\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
    ],
    ids=["no film", "a playlist", "a list of this machine's files"],
)
@pytest.mark.parametrize("media_type", ["video/mp4", "video/webm", "audio/mpeg"])
def test_a_recording_that_is_none_is_withheld(data: bytes, media_type: str) -> None:
    with pytest.raises(cleaning.WithheldError) as withheld:
        cleaning.clean(kinds.FILM, media_type, data)
    assert withheld.value.reason == "damaged"


def test_without_ffmpeg_sound_and_films_are_withheld_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "FFMPEG", "no-such-program")
    for family, media_type in ((kinds.SOUND, "audio/mpeg"), (kinds.FILM, "video/mp4")):
        with pytest.raises(cleaning.WithheldError) as withheld:
            cleaning.clean(family, media_type, b"ID3")
        assert withheld.value.reason == "no_tool"


def test_nothing_is_written_beside_it_while_a_film_is_cleaned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hiding = recorded(tmp_path, "mp4", FILM)
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    monkeypatch.setattr("tempfile.tempdir", str(empty))
    cleaning.clean(kinds.FILM, "video/mp4", hiding)
    assert list(empty.iterdir()) == []
