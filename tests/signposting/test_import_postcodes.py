"""Importing postcodes: both editions of the ONS directory, Code-Point Open, interruptions and broken files."""

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from signposting.gazetteer import importing
from signposting.gazetteer.bundled import load_gazetteer
from signposting.gazetteer.locating import locate
from signposting.gazetteer.spots import Spot
from signposting.models import Cell, District, Outcode, Place, Postcode, PostcodeFile

pytestmark = pytest.mark.django_db
OLD = "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,osgrdind,ctry,rgn,lsoa21,lat,long"
NEW = "pcd7,pcd8,pcds,dointr,doterm,cty25cd,ced25cd,lad25cd,wd25cd,usrtypind,east1m,north1m,ctry25cd,rgn25cd,lsoa21cd,lat,long"
# Live, terminated, without a position, and of an island with codes of its own.
LINES = [
    ("BD8 7DU", "", "E08000032", "E05016470", "53.803095", "-1.76527"),
    ("BD8 7SE", "", "E08000032", "E05016470", "53.80376", "-1.765236"),
    ("BD8 7SL", "", "E08000032", "E05016470", "53.803343", "-1.767607"),
    ("BD8 7SN", "", "E08000032", "E05016470", "53.803972", "-1.767603"),
    ("BD8 7SP", "", "E08000032", "E05016470", "53.802507", "-1.767869"),
    ("NPT 0AA", "199601", "W06000022", "W05000900", "51.58", "-3.0"),
    ("BD1 1AA", "200609", "E08000032", "E05016470", "53.79", "-1.75"),
    ("JE2 3AB", "", "L99999999", "L99999999", "99.999999", "0.000000"),
    ("BT1 5GS", "", "N09000003", "N08000301", "54.5968", "-5.93012"),
]
CODE_POINT = """\
"BD8 7DU",10,415557,434114,"E92000001","E19000002","E18000003","","E08000032","E05001358"
"BD8 7SE",10,415559,434188,"E92000001","E19000002","E18000003","","E08000032","E05001358"
"BD229ZZ",90,0,0,"E92000001","E19000002","E18000003","","E08000032","E05001358"
"""


def directory(header: str, lines: Sequence[tuple[str, ...]] = LINES) -> str:
    """The text of an ONS Postcode Directory with these columns, as it is published: quoted, with CRLF."""
    file = io.StringIO()
    writer = csv.DictWriter(file, header.split(","), restval="", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    for postcode, doterm, district, ward, latitude, longitude in lines:
        values = {"doterm": doterm, "oslaua": district, "osward": ward, "lat": latitude, "long": longitude}
        values.update(dict.fromkeys(("pcds", "pcd", "pcd7"), postcode))
        values.update({"lad25cd": district, "lad27cd": district, "wd25cd": ward, "wd27cd": ward})
        writer.writerow({name: values[name] for name in header.split(",") if name in values})
    return file.getvalue()


def imported(path: Path, *options: str) -> str:
    """What the command says."""
    out = io.StringIO()
    call_command("import_postcodes", str(path), *options, stdout=out)
    return out.getvalue()


def kept() -> list[tuple[str, float, float, str, str, str]]:
    """The table."""
    fields = ("code", "latitude", "longitude", "district", "ward", "outcode")
    return list(Postcode.objects.order_by("code").values_list(*fields))


@pytest.fixture
def onspd(tmp_path: Path) -> Path:
    """The directory as it is published since 2025."""
    path = tmp_path / "ONSPD_NOV_2025_UK.csv"
    path.write_text(directory(NEW), encoding="utf-8-sig", newline="")
    return path


@pytest.mark.parametrize("header", [OLD, NEW, NEW.replace("25cd", "27cd")])
def test_every_edition_of_the_directory_is_read_alike(tmp_path: Path, header: str) -> None:
    path = tmp_path / "ONSPD.csv"
    path.write_text(directory(header), encoding="utf-8", newline="")
    said = imported(path)
    assert "6 postcodes. Left out: 2 terminated, 1 without a position, 0 lines that cannot be read." in said
    assert [row[0] for row in kept()] == ["BD87DU", "BD87SE", "BD87SL", "BD87SN", "BD87SP", "BT15GS"]
    assert kept()[1] == ("BD87SE", 53.80376, -1.765236, "E08000032", "E05016470", "BD8")


@pytest.mark.parametrize("shape", ["file", "folder", "zip"])
def test_code_point_open_is_turned_into_degrees(tmp_path: Path, shape: str) -> None:
    folder = tmp_path / "codepo_gb" / "Data" / "CSV"
    folder.mkdir(parents=True)
    (folder / "bd.csv").write_text(CODE_POINT, encoding="utf-8")
    path = folder / "bd.csv" if shape == "file" else tmp_path / "codepo_gb"
    if shape != "file":
        (folder.parent.parent / "Code-Point_Open_Column_Headers.csv").write_text("PC,PQ,EA,NO\nPostcode,a,b,c\n")
    if shape == "zip":
        path = tmp_path / "codepo_gb.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(folder / "bd.csv", "Data/CSV/bd.csv")
    assert "2 postcodes. Left out: 0 terminated, 1 without a position, 0 lines" in imported(path)
    code, latitude, longitude, *areas = kept()[0]
    assert (code, *areas) == ("BD87DU", "E08000032", "E05001358", "BD8")
    assert (latitude, longitude) == pytest.approx((53.803095, -1.76527), abs=1e-6)


def test_outcodes_cells_and_districts_follow_from_the_postcodes(onspd: Path) -> None:
    imported(onspd)
    belfast = Outcode.objects.get(code="BT1")
    assert (belfast.district_id, belfast.latitude) == ("N09000003", 54.5968)
    assert District.objects.get(code="N09000003").country == "N92000002"
    assert list(Cell.objects.values_list("code", "district")) == [("bd8-5380-w0177", "E08000032")]
    spot = locate("bd8 7se")
    assert isinstance(spot, Spot)
    assert (spot.where, spot.label) == ("bd8-5380-w0177", "BD8")
    assert Outcode.objects.filter(code="HX1").exists(), "bundled outcodes that the file lacks stay"
    load_gazetteer()
    assert Outcode.objects.get(code="BD8").latitude == pytest.approx(53.8033, abs=1e-4), "the import's are newer"


def test_wards_come_with_the_names_in_the_same_folder(tmp_path: Path, onspd: Path) -> None:
    folder = tmp_path / "Documents"
    folder.mkdir()
    (folder / "Ward names.csv").write_text(
        "WD25CD,WD25NM,WD25NMW\nE05016470,St James’ Rise,\nN08000301,Central,\n", "utf-8"
    )
    (folder / "LA_UA names.csv").write_text("LAD25CD,LAD25NM\nN09000003,Belfast\nE08000032,Bradford\n", "utf-8")
    imported(tmp_path)
    spot = locate("st. james rise")
    assert isinstance(spot, Spot)
    assert (spot.label, spot.district_name, spot.areas[0]) == ("St James’ Rise", "Bradford", "E05016470")
    assert District.objects.get(code="N09000003").name == "Belfast"
    assert Place.objects.filter(kind="ward").count() == 1, "wards far away would only get in the way"


def test_the_same_file_twice_changes_nothing(onspd: Path, tmp_path: Path) -> None:
    imported(onspd)
    before, cells = kept(), list(Cell.objects.values())
    moved = onspd.rename(tmp_path / "renamed.csv")
    assert "Nothing to do." in imported(moved)
    assert (kept(), list(Cell.objects.values())) == (before, cells)
    imported(moved, "--again")
    assert (kept(), list(Cell.objects.values())) == (before, cells)
    assert PostcodeFile.objects.get().kept == 6


def test_an_interrupted_import_goes_on_where_it_was(onspd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    seen: list[str] = []

    def interrupt(line: str) -> None:
        seen.append(line)
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importing.import_postcodes(onspd, print, interrupt)
    assert len(kept()) == 4
    said = imported(onspd)
    assert "goes on after line 5." in said
    assert "6 postcodes. Left out: 2 terminated, 1 without a position" in said
    assert len(kept()) == 6


def test_bad_lines_are_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "ONSPD.csv"
    bad: list[tuple[str, ...]] = [
        ("BD8", "", "E08000032", "E05016470", "53.8", "-1.7"),
        ("BD8 7SA", "", "E08000032", "E05016470", "fifty", "-1.7"),
        ("BD8 7SB", "", "E08000032", "E05016470", "nan", "-1.7"),
        ("BD8 7SD", "", "E08000032", "E05016470", "-33.8", "151.2"),
        ("BD8 7SF", "", "Bradford", "E05016470", "53.8", "-1.7"),
    ]
    path.write_text(directory(OLD, [*bad, *LINES]) + '"BD8 7SG","cut off\x00', encoding="utf-8", newline="")
    said = imported(path)
    for number, problem in enumerate(
        [
            "no postcode",
            "a position that is no number",
            "a position that is no number",
            "a position outside",
            "no code",
        ],
        2,
    ):
        assert f"ONSPD.csv, line {number}: {problem}" in said
    assert "line 16: 2 columns instead of 19" in said
    assert "6 postcodes. Left out: 2 terminated, 1 without a position, 6 lines that cannot be read." in said


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("missing.csv", None, "There is no"),
        ("empty.csv", b"", "holds neither"),
        ("other.csv", b"name,phone\nSomebody,01632 960000\n", "holds neither"),
        ("half.csv", b"pcds,lat\nBD8 7SE,53.8\n", "holds neither"),
        ("broken.zip", b"PK\x03\x04 and no more", "is not a whole zip file"),
    ],
)
def test_what_is_no_file_of_postcodes_is_refused_in_one_line(
    tmp_path: Path, name: str, content: bytes | None, problem: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=problem):
        imported(path)
    assert not Postcode.objects.exists()


def test_a_damaged_zip_keeps_what_was_read_before(tmp_path: Path) -> None:
    path = tmp_path / "codepo.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("bd.csv", CODE_POINT)
        archive.writestr("zz.csv", CODE_POINT.replace("BD8", "BD9"))
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"BD9 7SE", b"BD9 7XX"))
    with pytest.raises(CommandError, match=r"zz\.csv breaks off"):
        imported(path)
    path.write_bytes(whole)
    assert [row[0] for row in kept()] == ["BD87DU", "BD87SE"]
    said = imported(path)
    assert "bd.csv: read before" in said
    assert {row[5] for row in kept()} == {"BD8", "BD9"}
    assert Outcode.objects.get(code="BD9").latitude == pytest.approx(53.8034, abs=1e-4)
