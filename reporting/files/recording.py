"""Run by itself (reporting.files.apart): sound or a film from standard input through ffmpeg to standard output.

Its streams are copied as they are, into a new container without names, places, dates, covers or other tracks.
The file lies in memory alone (memfd), so that ffmpeg can look for the index at its end; ffmpeg writes to a pipe.
"""

import os
import sys

from reporting.files.apart import limit

FRAGMENTED = ("mp4", "-movflags", "+frag_keyframe+empty_moov+default_base_moof")
# How ffmpeg reads each kind, named so that no playlist is mistaken for one, and what it writes.
FORMATS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "audio/mpeg": ("mp3", ("mp3", "-id3v2_version", "0", "-write_xing", "0"), "audio/mpeg"),
    "audio/aac": ("aac", ("adts",), "audio/aac"),
    "audio/amr": ("amr", ("amr",), "audio/amr"),
    "audio/ogg": ("ogg", ("ogg",), "audio/ogg"),
    "audio/flac": ("flac", ("flac",), "audio/flac"),
    "audio/wav": ("wav", ("wav",), "audio/wav"),
    "audio/mp4": ("mov", FRAGMENTED, "audio/mp4"),
    "video/mp4": ("mov", FRAGMENTED, "video/mp4"),
    "video/quicktime": ("mov", FRAGMENTED, "video/mp4"),
    "video/webm": ("matroska", ("webm",), "video/webm"),
}
NOTHING_HIDDEN = "-map_metadata:g -1 -map_metadata:s -1 -map_metadata:c -1 -map_metadata:p -1 -map_chapters -1".split()


def main(ffmpeg: str, media_type: str) -> None:
    """Become ffmpeg."""
    file = os.memfd_create("recording")
    with os.fdopen(os.dup(file), "wb") as memory:
        memory.write(sys.stdin.buffer.read())
    os.set_inheritable(file, True)
    read_as, written_as, _made = FORMATS[media_type]
    streams = ["-map", "0:a"] if media_type.startswith("audio/") else ["-map", "0:V", "-map", "0:a?"]
    limit(files=True)
    os.execv(  # noqa: S606
        ffmpeg,
        [
            *(ffmpeg, "-nostdin", "-loglevel", "quiet", "-threads", "1", "-protocol_whitelist", "file,pipe"),
            *("-f", read_as, "-i", f"file:/proc/self/fd/{file}"),
            *(*streams, "-c", "copy", *NOTHING_HIDDEN, "-fflags", "+bitexact", "-flags", "+bitexact"),
            *("-f", *written_as, "pipe:1"),
        ],
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
