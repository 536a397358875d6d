"""The written format of what is sealed (docs/sealing.md), held to known answers."""

import pytest

from reporting.sealing import box, keys, passphrases, receipts, recovery
from reporting.sealing.box import SealError

KEY = bytes(range(32))
ABOUT = b"report:one:body"


def test_a_sealed_text_has_the_bytes_that_the_written_format_says() -> None:
    sealed = box.seal(KEY, b"A grey car", ABOUT, nonce=bytes(range(24)))
    assert len(sealed) == 1 + 24 + 256 + 16
    assert sealed[:25] == b"\x01" + bytes(range(24))
    assert sealed[25:41].hex() == "9ec20f75d1f2eadc563d06adaa20a8e8"
    assert sealed[-16:].hex() == "cb35bb8d6de4c8aabef76a59711d457c"
    assert box.open_(KEY, sealed, ABOUT) == b"A grey car"


def test_a_receipt_leads_to_the_same_two_secrets_for_ever() -> None:
    derived = receipts.derive("4821093477156620", bytes(range(16)))
    assert derived.lookup.hex() == "70a227213df29231ecc15859c38fb4542b1e22b5e2c6db7d8e9ce85a9985e466"
    assert derived.answers.public.hex() == "a68bd1a4dda84babe2190925628ad3ca1905e788b7b7f497ac3756e67fd66e18"
    assert derived.lookup not in (derived.answers.public, derived.answers.private)


def test_a_recovery_sheet_is_read_as_it_was_printed() -> None:
    sheet = recovery.shown(KEY)
    assert sheet == "000G 40R4 0M30 E209 185G R38E 1W81 24GK 2GAH C5RR 34D1 P70X 3RFV PH1E"
    assert recovery.read(sheet) == KEY
    assert recovery.read(sheet.lower().replace(" ", "-").replace("0", "o").replace("1", "l")) == KEY


@pytest.mark.parametrize("where", [0, 5, 30, 68])
def test_one_wrong_character_on_a_recovery_sheet_is_noticed(where: int) -> None:
    sheet = recovery.shown(KEY)
    if sheet[where] == " ":
        where += 1
    other = "7" if sheet[where] != "7" else "8"
    with pytest.raises(recovery.NotARecoveryKeyError):
        recovery.read(sheet[:where] + other + sheet[where + 1 :])


@pytest.mark.parametrize("at", [0, 1, 24, 25, 200, -1])
def test_a_sealed_text_that_was_changed_anywhere_does_not_open(at: int) -> None:
    sealed = bytearray(box.seal(KEY, b"A grey car", ABOUT))
    sealed[at] ^= 1
    with pytest.raises(SealError):
        box.open_(KEY, bytes(sealed), ABOUT)


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01" * 40, b"\x02" + bytes(300)])
def test_what_is_no_sealed_text_is_refused_without_a_word(sealed: bytes) -> None:
    with pytest.raises(SealError):
        box.open_(KEY, sealed, ABOUT)


def test_a_sealed_text_does_not_open_in_another_place() -> None:
    sealed = box.seal(KEY, b"A grey car", ABOUT)
    with pytest.raises(SealError):
        box.open_(KEY, sealed, b"report:two:body")
    pair = keys.new_pair()
    wrapped = keys.wrap(pair.public, KEY, ABOUT)
    with pytest.raises(SealError):
        keys.unwrap(pair.private, wrapped, b"report:two:body")
    assert keys.unwrap(pair.private, wrapped, ABOUT) == KEY


def test_a_key_wrapped_for_one_officer_does_not_open_for_another() -> None:
    sealed = keys.seal_to(keys.new_pair().public, b"A grey car", ABOUT)
    with pytest.raises(SealError):
        keys.open_from(keys.new_pair().private, sealed, ABOUT)


def test_texts_of_different_length_look_alike() -> None:
    assert len(box.seal(KEY, b"Hi", ABOUT)) == len(box.seal(KEY, b"x" * 252, ABOUT))
    assert len(box.seal(KEY, b"x" * 253, ABOUT)) == 1 + 24 + 512 + 16
    assert box.size_class(1 << 20) == 1 << 20
    assert box.size_class((1 << 20) + 1) == 2 << 20


def test_a_passphrase_opens_in_any_spelling_of_the_same_letters_and_no_other_does() -> None:
    locked = passphrases.lock("café on  the canal", KEY, ABOUT)
    assert passphrases.unlock("cafe\N{COMBINING ACUTE ACCENT} on the canal ", locked, ABOUT) == KEY
    for wrong in ("Café on the canal", "", "cafe on the canal"):
        with pytest.raises(SealError):
            passphrases.unlock(wrong, locked, ABOUT)


def test_a_locked_key_cannot_ask_for_all_the_machines_memory() -> None:
    locked = bytearray(passphrases.lock("four quiet looms", KEY, ABOUT))
    locked[5:9] = (8 * 1024 * 1024).to_bytes(4, "big")
    with pytest.raises(SealError):
        passphrases.unlock("four quiet looms", bytes(locked), ABOUT)


def test_receipts_are_sixteen_digits_and_differ() -> None:
    made = {receipts.make() for _ in range(200)}
    assert len(made) == 200
    assert all(len(receipt) == 16 and receipt.isascii() and receipt.isdigit() for receipt in made)
    assert receipts.grouped("4821093477156620") == "4821 0934 7715 6620"


@pytest.mark.parametrize(
    "typed",
    [
        "4821 0934 7715 6620",
        "4821-0934-7715-6620",
        " 4821093477156620\n",
        "۴۸۲۱ ۰۹۳۴ ۷۷۱۵ ۶۶۲۰",
        "\u200f4821 0934 7715 6620",
    ],
)
def test_a_receipt_is_read_however_it_is_written(typed: str) -> None:
    assert receipts.read(typed) == "4821093477156620"


@pytest.mark.parametrize("typed", ["", "4821", "4821 0934 7715 66200", "4821 0934 7715 662O", "x" * 100_000])
def test_what_is_no_receipt_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(receipts.NotAReceiptError):
        receipts.read(typed)
