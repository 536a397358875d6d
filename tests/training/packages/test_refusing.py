"""Packages that are not, climb out, are bombs, or are of a kind that is not played: each is refused in a sentence."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from tests.training.packages.making import PUBLISHED, files, manifest, package, published, zipped
from training.packages import archive
from training.packages.archive import Archive, PackageRefusedError
from training.packages.manifest import Manifest, read


def taken(content: bytes) -> Manifest:
    """As an upload is read: its contents, and every file."""
    opened = Archive(io.BytesIO(content))
    found = read(opened)
    for entry in opened.entries.values():
        for _piece in opened.chunks(entry):
            pass
    return found


def refused(content: bytes) -> str:
    """The sentence."""
    with pytest.raises(PackageRefusedError) as said:
        taken(content)
    return str(said.value)


def linked() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        out.writestr("imsmanifest.xml", manifest())
        info = zipfile.ZipInfo("part1/index.html")
        info.external_attr = 0o120777 << 16
        out.writestr(info, "/etc/passwd")
    return made.getvalue()


def twice() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for _ in range(2):
            out.writestr("imsmanifest.xml", manifest())
    return made.getvalue()


def patched(find: bytes, put: bytes) -> bytes:
    content = package()
    assert find in content
    return content.replace(find, put)


def encrypted() -> bytes:
    content = bytearray(package())
    place = content.index(b"PK\x01\x02")
    content[place + 8 : place + 10] = struct.pack("<H", 1)
    return bytes(content)


def lying() -> bytes:
    """The table of contents says that a file is smaller than it is."""
    content = bytearray(zipped({**files(), "film.bin": b"x" * 5000}))
    place = content.rindex(b"film.bin") - 46
    content[place + 24 : place + 28] = struct.pack("<I", 100)
    return bytes(content)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "text": (lambda: b"no zip at all", "not a zip file"),
    "nothing": (lambda: b"", "not a zip file"),
    "cut off": (lambda: package()[:-60], "not a zip file"),
    "climbs out": (lambda: zipped({**files(), "../../evil.html": "x"}), "leads out"),
    "climbs with backslashes": (lambda: zipped({**files(), "..\\..\\evil.html": "x"}), "leads out"),
    "absolute": (lambda: zipped({**files(), "/etc/passwd": "x"}), "absolute path"),
    "a drive": (lambda: zipped({**files(), "C:/evil.html": "x"}), "absolute path"),
    "not clean": (lambda: zipped({**files(), "part1//x.html": "x"}), "not a clean path"),
    "control signs": (lambda: zipped({**files(), "part1/\x07.html": "x"}), "cannot be printed"),
    "hidden behind NUL": (lambda: patched(b"run.js", b"r\x00n.js"), "cannot be printed"),
    "a link": (linked, "a link or a device"),
    "twice": (twice, "there twice"),
    "capital letters": (lambda: zipped({**files(), "RUN.js": "x"}), "differ only in capital letters"),
    "file and folder": (lambda: zipped({**files(), "run.js/x.js": "x"}), "a file and a folder"),
    "too deep": (lambda: zipped({**files(), "/".join("a" * 30) + ".html": "x"}), "too long a path"),
    "encrypted": (encrypted, "encrypted"),
    "lies about a size": (lying, "zip file"),
    "a bomb": (lambda: zipped({**files(), "bomb.bin": b"\0" * 3_000_000}), "100 times"),
    "a bomb of many": (lambda: zipped({**files(), **{f"b{n}.bin": b"\0" * 400_000 for n in range(9)}}), "100 times"),
    "no manifest": (lambda: zipped({"index.html": "x"}), "no imsmanifest.xml"),
    "a folder in the zip": (lambda: zipped({f"course/{name}": one for name, one in files().items()}), "at the top"),
    "AICC": (lambda: zipped({"course.crs": "x", "course.au": "x"}), "AICC"),
    "cmi5": (lambda: zipped({"cmi5.xml": "<courseStructure/>"}), "cmi5 or xAPI"),
    "Tin Can": (lambda: zipped({"tincan.xml": "<tincan/>"}), "cmi5 or xAPI"),
    "not XML": (lambda: zipped({**files(), "imsmanifest.xml": "Hello"}), "well-formed"),
    "another XML": (lambda: zipped({**files(), "imsmanifest.xml": "<html/>"}), "something else"),
    "entities": (
        lambda: zipped({**files(), "imsmanifest.xml": '<!DOCTYPE m [<!ENTITY a "b">]><manifest>&a;</manifest>'}),
        "entities or a document type",
    ),
    "a file of this machine": (
        lambda: zipped(
            {
                **files(),
                "imsmanifest.xml": '<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]><manifest>&a;</manifest>',
            }
        ),
        "entities or a document type",
    ),
    "no organisation": (lambda: package(organisation="<organizations/>"), "no organisation"),
    "SCORM 2004 of two parts": (lambda: package("2004", 2), "one part"),
    "another standard": (
        lambda: zipped({**files(), "imsmanifest.xml": manifest().replace(">1.2<", ">1.1<")}),
        "takes SCORM 1.2 and SCORM 2004",
    ),
    "a part that is elsewhere": (
        lambda: zipped({**files(), "imsmanifest.xml": manifest().replace("part1/index.html", "https://evil.example/")}),
        "does not lie in the package",
    ),
    "a part that is missing": (
        lambda: zipped({**files(), "imsmanifest.xml": manifest().replace("part1/index.html", "part9/index.html")}),
        "not in the zip file",
    ),
    "a resource that is missing": (
        lambda: zipped({**files(), "imsmanifest.xml": manifest().replace('identifier="r1"', 'identifier="q"')}),
        "names a resource",
    ),
    "items twice": (
        lambda: zipped({**files(), "imsmanifest.xml": manifest().replace("part-2", "part-1")}),
        "same identifier",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_taken_is_refused_in_a_sentence(name: str) -> None:
    make, says = REFUSED[name]
    assert says in refused(make())


def test_a_package_of_too_many_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_FILES", 3)
    assert "more than 3 files" in refused(package())


def test_a_package_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_UNPACKED", 100)
    assert "unpacks to more than" in refused(package())


def test_a_sound_package_is_read_in_the_order_of_its_items() -> None:
    found = taken(
        package(
            "1.2", 3, inside="<adlcp:masteryscore>80</adlcp:masteryscore><adlcp:prerequisites>x</adlcp:prerequisites>"
        )
    )
    assert (found.standard, found.title) == ("1.2", "Keeping watch")
    assert [(sco.key, sco.title, sco.path, sco.mastery) for sco in found.scos] == [
        (f"part-{n}", f"Part {n}", f"part{n}/index.html", 80.0) for n in (1, 2, 3)
    ]
    assert "Prerequisites are not used" in found.notes[0]


def test_what_2004_says_of_passing_is_read() -> None:
    measured = (
        "<adlcp:completionThreshold>0.75</adlcp:completionThreshold><imsss:sequencing><imsss:objectives>"
        '<imsss:primaryObjective satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.6</imsss:minNormalizedMeasure>'
        '</imsss:primaryObjective></imsss:objectives><imsss:deliveryControls completionSetByContent="true"/></imsss:sequencing>'
    )
    (sco,) = taken(package("2004", 1, inside=measured)).scos
    assert (sco.mastery, sco.threshold, sco.by_content) == (0.6, 0.75, True)


@pytest.mark.skipif(PUBLISHED is None, reason="no published packages at hand; the invented ones cover the same")
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("singlescobasic_missingorg.zip", "no organisation"),
        ("validaicc.zip", "AICC"),
        ("invalid.zip", "no imsmanifest.xml"),
        ("badscorm.zip", "at “badscorm/imsmanifest.xml”"),
    ],
)
def test_published_packages_that_are_damaged_are_refused(name: str, says: str) -> None:
    assert says in refused(published(name))


@pytest.mark.skipif(PUBLISHED is None, reason="no published packages at hand; the invented ones cover the same")
@pytest.mark.parametrize(
    ("name", "standard", "parts"),
    [
        ("singlesco_scorm12.zip", "1.2", 1),
        ("RuntimeMinimumCalls_SCORM12-mini.zip", "1.2", 9),
        ("RuntimeBasicCalls_SCORM20043rdEdition.zip", "2004", 1),
    ],
)
def test_published_packages_that_are_sound_are_taken(name: str, standard: str, parts: int) -> None:
    found = taken(published(name))
    assert (found.standard, len(found.scos)) == (standard, parts)
