"""What a statement reads and changes, by its text; what cannot be told is the whole table."""

from typing import Any

from wagtail.images import get_image_model

from pagestore.models import Purge
from pagestore.statements import change_of, inserted, reads_of
from tests.pagestore.store import watched

PAGE = 'SELECT "topic"."id" FROM "topic" INNER JOIN "page" ON ("topic"."page_ptr_id" = "page"."id")'


def told(sql: str) -> dict[str, Any]:
    """For each table the columns that narrow it down, with the numbers of their parameters."""
    return {
        read.table: {narrow.column: [mark.number for mark in narrow.marks] for narrow in read.narrows}
        for read in reads_of(sql)
    }


def test_a_condition_narrows_a_table_only_where_every_row_must_meet_it() -> None:
    assert told(f'{PAGE} WHERE "topic"."page_ptr_id" = %s LIMIT 21') == {"topic": {"page_ptr_id": [0]}, "page": {}}
    assert told(f'{PAGE} WHERE ("page"."live" AND "page"."id" IN (%s, %s)) ORDER BY 1') == {
        "topic": {},
        "page": {"id": [0, 1]},
    }
    for whole in (
        f'{PAGE} WHERE ("page"."id" = %s OR "page"."live")',
        f'{PAGE} WHERE NOT ("page"."id" = %s)',
        f'{PAGE} WHERE "page"."id" > %s',
        f'{PAGE} WHERE "page"."id" IN (SELECT U0."page_id" FROM "alert" U0)',
        f'{PAGE} WHERE "page"."id" = "topic"."best_id"',
        PAGE,
    ):
        assert told(whole)["page"] == {}, whole


def test_what_stands_in_brackets_and_beside_a_union_is_read_too() -> None:
    nested = (
        'SELECT 1 FROM "page" WHERE "page"."path" = %s AND EXISTS(SELECT 1 FROM "alert" U0 WHERE (U0."page_id" = %s))'
    )
    assert told(nested) == {"page": {"path": [0]}, "alert": {"page_id": [1]}}
    union = 'SELECT "a"."x" FROM "a" WHERE "a"."id" = %s UNION SELECT "b"."x" FROM "b" WHERE "b"."it\'s ) a" = %s'
    assert told(union) == {"a": {"id": [0]}, "b": {"it's ) a": [1]}}


def test_what_a_statement_changes() -> None:
    assert change_of("SELECT 1") is None
    found = change_of('UPDATE "page" SET "title" = %s, "x" = (SELECT 1 WHERE %s) WHERE "page"."id" = %s')
    assert found
    assert (found.verb, found.table, found.marks_before, found.where.strip()) == (
        "UPDATE",
        "page",
        2,
        '"page"."id" = %s',
    )
    raw = change_of("update wagtailcore_page set path = %s where path like %s")
    assert raw
    assert (raw.verb, raw.table, raw.where.strip()) == ("UPDATE", "wagtailcore_page", "path like %s")
    gone = change_of('DELETE FROM "page"')
    assert gone
    assert gone.where == ""


def test_the_rows_of_an_insert() -> None:
    sql = 'INSERT INTO "fact" ("id", "code", "body") VALUES (%s, %s, %s::jsonb), (%s, NULL, %s) RETURNING "fact"."id"'
    assert inserted(sql, (1, "a", "{}", 2, "[]")) == [
        {"id": 1, "code": "a", "body": "{}"},
        {"id": 2, "code": None, "body": "[]"},
    ]
    assert inserted('INSERT INTO "fact" ("id") SELECT * FROM UNNEST((%s)::integer[])', ([1, 2],)) is None
    assert inserted('INSERT INTO "fact" DEFAULT VALUES', ()) is None


def test_a_record_that_is_made_outside_of_a_transaction_has_its_key_and_its_line_in_the_log(
    spoilt_database: None,
) -> None:
    """SQLite gives the key as a row, and refuses to end a transaction while rows wait."""
    with watched():
        last = Purge.objects.latest("pk").pk
        image = get_image_model().objects.create(title="A lamp", file="original_images/lamp.png", width=1, height=1)
    assert get_image_model().objects.get(pk=image.pk).title == "A lamp"
    assert any("pages_picture" in line.tags for line in Purge.objects.filter(pk__gt=last))
