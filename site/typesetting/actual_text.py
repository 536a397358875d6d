"""Gives the paragraphs of a tagged PDF the words they were set from.

Nastaliq is drawn in pieces: Typst writes a word's letters and dots as runs of their own, from left to right,
some letters twice. A screen reader that follows the tags would spell out nonsense. PDF has /ActualText for
this, and Typst cannot write it (typst/typst, issue 8488), so it is added to the tags here. Copying and searching
go by the drawn runs in most viewers and stay broken in Nastaliq; the words should be on the page beside the file.

This reads only what Typst writes: one plain cross-reference table, and tags that are not compressed.
"""

import re
from unicodedata import bidirectional

TABLE_ENTRY = re.compile(rb"\d{10} \d{5} n")
SAID = re.compile(rb"<</Type/StructElem/S/(?:P|H[1-6])/[^<]*?(?:/T<[0-9A-F]*>)?/K\[")


def is_right_to_left(words: str) -> bool:
    """Whether any of it is."""
    return any(bidirectional(letter) in {"R", "AL"} for letter in words)


def add_actual_text(pdf: bytes, paragraphs: list[str]) -> bytes:
    """The PDF with /ActualText on those headings and paragraphs that are written from right to left.

    `paragraphs` are the words of all of them, in reading order.
    """
    table_start = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    starts = [int(entry[:10]) for entry in TABLE_ENTRY.findall(pdf, table_start)]
    objects = [pdf[start:end] for start, end in zip(starts, [*starts[1:], table_start], strict=True)]
    tagged = [number for number, body in enumerate(objects) if SAID.search(body)]
    if len(tagged) != len(paragraphs):
        raise ValueError(f"{len(tagged)} paragraphs are tagged, but {len(paragraphs)} were set")
    for number, words in zip(tagged, paragraphs, strict=True):
        if is_right_to_left(words):
            actual = b"/ActualText<FEFF%b>/K[" % words.encode("utf-16-be").hex().upper().encode()
            objects[number] = objects[number].replace(b"/K[", actual, 1)
    return _written(pdf[: starts[0]], objects, pdf[pdf.index(b"trailer", table_start) : pdf.rindex(b"startxref")])


def _written(head: bytes, objects: list[bytes], trailer: bytes) -> bytes:
    """The file again, with a new table of where its objects are."""
    table, place = [b"0000000000 65535 f\r\n"], len(head)
    for body in objects:
        table.append(b"%010d 00000 n\r\n" % place)
        place += len(body)
    parts = [head, *objects, b"xref\n0 %d\n" % len(table), *table, trailer, b"startxref\n%d\n%%%%EOF" % place]
    return b"".join(parts)
