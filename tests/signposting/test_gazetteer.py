"""Where somebody is, from what they typed: found as they mean it, and never told finer than a kilometre."""

import pytest
from django.utils.text import slugify

from signposting.gazetteer.bundled import load_gazetteer, names_of
from signposting.gazetteer.derived import derive
from signposting.gazetteer.locating import locate
from signposting.gazetteer.spots import Spot, spot_of
from signposting.gazetteer.unknown import Reason, Unknown
from signposting.models import Outcode, Place, PlaceName, Postcode

pytestmark = pytest.mark.django_db
# Real postcodes of Manningham, and one that has no neighbour within its cell.
MANNINGHAM = {
    "BD87DU": (53.803095, -1.76527),
    "BD87SE": (53.80376, -1.765236),
    "BD87SL": (53.803343, -1.767607),
    "BD87SN": (53.803972, -1.767603),
    "BD87SP": (53.802507, -1.767869),
}
ALONE = {"BD220HH": (53.823232, -2.007741)}


@pytest.fixture
def postcodes(db: None) -> None:
    """A table of a few postcodes, with what follows from them."""
    Postcode.objects.bulk_create(
        Postcode(code=code, latitude=latitude, longitude=longitude, district="E08000032", outcode=code[:-3])
        for code, (latitude, longitude) in {**MANNINGHAM, **ALONE}.items()
    )
    derive({}, {})


def found(typed: str) -> Spot:
    """The spot; fails with the reason if there is none."""
    spot = locate(typed)
    assert isinstance(spot, Spot), (typed, spot)
    return spot


def reason(typed: str) -> Reason:
    """Why there is no spot."""
    unknown = locate(typed)
    assert isinstance(unknown, Unknown), (typed, unknown)
    assert unknown.message
    return unknown.reason


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "BD8 7SE",
            "bd87se",
            " b d 8 7 s e ",
            "BD8-7SE",
            "ＢＤ８　７ＳＥ",
            "\u202eBD8\u202c 7SE",
            "BD8\x00 7SE",
            "BD۸ ۷SE",
            "BD੮",
        ),
        *("12 Oak Lane, Bradford BD8 7SE", "Bradford, BD8", "BD8 7", "BD8 7S", "bd8", "BD8 9ZZ"),
    ],
)
def test_a_postcode_is_read_however_it_is_typed(typed: str) -> None:
    assert found(typed).label == "BD8"


@pytest.mark.parametrize(
    ("typed", "label"),
    [("BDI IAA", "BD1"), ("bd1o 8aa", "BD10"), ("LSl 1UR", "LS1"), ("0L1 1AA", "OL1"), ("BDI", "BD1")],
)
def test_a_letter_for_a_digit_is_understood(typed: str, label: str) -> None:
    assert found(typed).label == label


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        *(("Manningham", "manningham"), ("MANNINGHAM ", "manningham"), ("Hull", "kingston-upon-hull")),
        *(("Oak Lane, Manningham", "manningham"), ("12 Oak Lane, Manningham, Bradford", "manningham")),
        *(("Idle", "idle"), ("Idle and Thackley", "thackley"), ("idle & thackley", "thackley")),
        *(("Leeds", "leeds"), ("لیڈز", "leeds"), ("بریڈفورڈ", "bradford"), ("ਬ੍ਰੈਡਫ਼ੋਰਡ", "bradford")),
        *(("Thornton, Bradford", "thornton"), ("Walton, leeds", "walton-leeds"), ("walton leeds", "walton-leeds")),
    ],
)
def test_a_place_is_found_by_its_name_in_the_readers_script(typed: str, where: str) -> None:
    assert found(typed).where == where


def test_a_full_postcode_never_comes_out(postcodes: None) -> None:
    for code in [*MANNINGHAM, *ALONE, "BD1 1AA"]:
        spot = found(code)
        assert code[-3:] not in repr(spot).upper().replace(" ", "")
        assert (spot.latitude, spot.longitude) == (round(spot.latitude, 2), round(spot.longitude, 2))
    assert "1AA" not in repr(locate("EH1 1AA")), "nor out of a refusal"


def test_a_postcode_becomes_its_cell_and_a_lonely_one_its_outcode(postcodes: None) -> None:
    assert {found(code).where for code in MANNINGHAM} == {"bd8-5380-w0177"}
    assert found("BD8 7SE").label == "BD8"
    assert found("BD22 0HH").where == "bd22", "one farm must not be told from its neighbours"


def test_what_was_located_is_read_back_from_the_address(postcodes: None) -> None:
    for typed in ("BD8 7SE", "BD22", "manningham", "Leeds"):
        spot = found(typed)
        assert spot_of(spot.where) == spot


@pytest.mark.parametrize(
    "where",
    [
        *("bd8-5381-w0177", "bd8-53803-w01768", "bd8-5380-w0177-1", "bd87se", "bd8-7se", "bd220hh", "zz9", "BD8", ""),
        *(
            "bd22-5382-w0201",
            "nowhere-at-all",
            "bd8\x00",
            "bd8'--",
            "../bd8",
            "bd8\n",
            "a" * 10_000,
            "٥٣",
            "53.80,-1.76",
        ),
    ],
)
def test_an_address_can_say_nothing_finer_and_nothing_made_up(postcodes: None, where: str) -> None:
    assert spot_of(where) is None


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        *(("", Reason.EMPTY), ("  \n", Reason.EMPTY), ("\x00\u200f\u202e", Reason.EMPTY), (",", Reason.NOT_KNOWN)),
        *(("x" * 10_000, Reason.TOO_LONG), ("BD1 1AA " * 20, Reason.TOO_LONG), ("\u202e" * 150, Reason.EMPTY)),
        *(("Ambridge", Reason.NOT_KNOWN), ("QQ1 1AA", Reason.NOT_KNOWN), ("01274 437500", Reason.NOT_KNOWN)),
        *(("'; DROP TABLE", Reason.NOT_KNOWN), ("<script>", Reason.NOT_KNOWN), ("💡", Reason.NOT_KNOWN)),
        *(
            ("90210", Reason.FOREIGN),
            ("00-950", Reason.FOREIGN),
            ("K1A 0B1", Reason.FOREIGN),
            ("D02 X285", Reason.FOREIGN),
        ),
        *(("EH1 1AA", Reason.SCOTLAND), ("g1", Reason.SCOTLAND), ("BT1 5GS", Reason.NORTHERN_IRELAND)),
        *(("JE2 3AB", Reason.CROWN), ("GY1 1WG", Reason.CROWN), ("IM1", Reason.CROWN)),
        *(("SW1A 1AA", Reason.FAR), ("CF10", Reason.FAR), ("BFPO 12", Reason.FORCES), ("BF1 2AX", Reason.FORCES)),
    ],
)
def test_what_cannot_be_found_says_why(typed: str, why: Reason) -> None:
    assert reason(typed) is why


def test_a_name_of_several_places_gives_the_choice() -> None:
    unknown = locate("thornton")
    assert isinstance(unknown, Unknown)
    assert unknown.reason is Reason.SEVERAL
    assert [spot.full_label for spot in unknown.choices] == [
        "Thornton, Bradford, BD13",
        "Thornton, East Riding of Yorkshire, YO42",
    ]
    assert all(spot_of(spot.where) == spot for spot in unknown.choices)


def test_a_ward_is_no_choice_beside_the_place_it_is_named_after() -> None:
    make_ward("Manningham")
    make_ward("Queen's Wood")
    assert found("Manningham").where == "manningham"
    spot = found("queens wood")
    assert spot.where == "queen-s-wood-ward"
    assert spot.areas[0] == "E05000001", "a service for one ward covers it"


def make_ward(name: str) -> None:
    """A ward of Bradford as an import makes it."""
    place = Place.objects.create(
        code=slugify(name.replace("'", "-")) + "-ward",
        name=name,
        kind=Place.Kind.WARD,
        latitude=53.8,
        longitude=-1.76,
        district_id="E08000032",
        ward="E05000001",
    )
    PlaceName.objects.bulk_create(names_of(place, []))


def test_a_spot_knows_every_area_that_covers_it() -> None:
    assert found("Haworth").areas == ("E08000032", "E47000003", "E12000003", "E92000001", "K04000001", "K02000001")
    assert found("OL1").areas == ("E08000004", "E47000001", "E12000002", "E92000001", "K04000001", "K02000001")


@pytest.mark.parametrize("typed", ["BD8 7SE", "BD22 0HH", "BD1 1AA", "BDI", "BDI IAA", "Leeds", "Thornton", "EH1 1AA"])
def test_a_spot_costs_three_queries_at_most(postcodes: None, typed: str, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        locate(typed)


def test_loading_the_bundled_places_again_changes_nothing() -> None:
    def everything() -> list[object]:
        names = PlaceName.objects.order_by("place", "folded").values_list("place", "folded", "own")
        return [*Place.objects.order_by("code").values(), *Outcode.objects.order_by("code").values(), *names]

    before = everything()
    load_gazetteer()
    assert everything() == before


def test_the_bundled_places_are_whole_and_lie_where_they_say() -> None:
    assert Outcode.objects.filter(code__startswith="BD").count() >= 24
    assert Place.objects.filter(district="E08000032", kind__in=["settlement", "locality"]).count() >= 60
    for outcode in Outcode.objects.select_related("district"):
        assert outcode.district_id == outcode.districts[0]
        assert 52.9 < outcode.latitude < 54.9, outcode
        assert -3.6 < outcode.longitude < 0.4, outcode
    bradford = found("Bradford")
    assert (bradford.latitude, bradford.longitude) == (53.79, -1.75)
