"""What the tables of two releases of a source differ in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.pipeline import OFFICIAL, Loaded
from queries.compare_tables import PLACES, Row, TableDifference, compare_tables


def table(found: Sequence[TableDifference], name: str) -> TableDifference:
    return next(table for table in found if table.table == name)


CODES: list[Row] = [
    {"code": "01.0309", "title": "Viticulture", "retired": "false", "parent": "01.03", "row": "2"},
    {"code": "01.1004", "title": "Enology", "retired": "false", "parent": "01.10", "row": "3"},
]


def test_rows_are_compared_under_their_key_and_their_places_do_not_count() -> None:
    new = [{**CODES[1], "row": "9"}, {**CODES[0], "title": "Wine", "parent": "01.10", "row": "10"}]
    (found,) = compare_tables({"codes": CODES}, {"codes": new})
    assert found.key == ("code",)
    assert found.counts() == {"added": 0, "removed": 0, "moved": 1, "retitled": 1, "retired": 0, "changed": 0}
    (changed,) = found.changed
    assert [(c.column, c.before, c.after) for c in changed.changes] == [
        ("title", "Viticulture", "Wine"),
        ("parent", "01.03", "01.10"),
    ]
    assert "row" not in changed.row


@pytest.mark.parametrize("gone", ["retired", "removed"])
def test_a_code_that_is_gone_says_what_it_goes_on_as(gone: str) -> None:
    moves = [{"code": "01.0309", "successor": "01.1004", "action": "moved", "row": "2"}]
    left = [{**CODES[0], "retired": "true"}, CODES[1]] if gone == "retired" else CODES[1:]
    found = table(compare_tables({"codes": CODES, "moves": []}, {"codes": left, "moves": moves}), "codes")
    assert found.counts()[gone] == 1
    assert [row.goes_on_as for row in (*found.changed, *found.removed)] == ["01.1004"]


def test_a_code_that_is_only_retitled_goes_on_as_itself() -> None:
    moves = [{"code": "01.0309", "successor": "01.1004", "action": "moved", "row": "2"}]
    new = [{**CODES[0], "title": "Wine"}, CODES[1]]
    found = table(compare_tables({"codes": CODES, "moves": moves}, {"codes": new, "moves": moves}), "codes")
    assert found.changed[0].goes_on_as == ""


def test_a_code_that_is_no_longer_retired_is_changed_not_retired() -> None:
    retired: list[Row] = [{**CODES[0], "retired": "true"}]
    (found,) = compare_tables({"codes": retired}, {"codes": CODES[:1]})
    assert (found.counts()["retired"], found.counts()["changed"]) == (0, 1)


def test_a_table_without_a_key_has_rows_that_come_and_go() -> None:
    old = [{"code": "111110", "term": "Soy", "row": "1"}, {"code": "111110", "term": "Beans", "row": "2"}]
    (found,) = compare_tables({"index_terms": old}, {"index_terms": [{**old[1], "row": "7"}]})
    assert found.key == ("code", "term")
    assert [row.row for row in found.removed] == [{"code": "111110", "term": "Soy"}]
    assert (found.before, found.after, len(found.added), len(found.changed)) == (2, 1, 0, 0)


@pytest.mark.parametrize("name", OFFICIAL)
def test_the_keys_tell_the_rows_of_the_shipped_tables_apart(shipped: Loaded, name: str) -> None:
    for found in compare_tables(shipped.facts[name], {}):
        rows = shipped.facts[name][found.table]
        keys = Counter(tuple(row[column] for column in found.key) for row in rows)
        assert max(keys.values()) == 1, (found.table, found.key)
        assert (found.before, found.after, len(found.removed)) == (len(rows), 0, len(rows))
        assert not PLACES & set(found.key)


cells = st.sampled_from(["", "a", "b"])
rows = st.lists(st.fixed_dictionaries(dict.fromkeys(("code", "title", "retired", "row"), cells)), max_size=8)


@given(rows, rows)
def test_the_rows_of_a_table_are_all_accounted_for_and_mirrored(old: list[Row], new: list[Row]) -> None:
    (there,) = compare_tables({"codes": old}, {"codes": new})
    (back,) = compare_tables({"codes": new}, {"codes": old})
    assert len(old) - len(there.removed) + len(there.added) == len(new)
    assert [row.row for row in there.added] == [row.row for row in back.removed]
    assert [row.row for row in there.removed] == [row.row for row in back.added]
    assert sorted((c.before, c.after) for row in there.changed for c in row.changes) == sorted(
        (c.after, c.before) for row in back.changed for c in row.changes
    )
    same = [Counter((row["code"], row["title"], row["retired"]) for row in rows) for rows in (old, new)]
    assert bool(there) == (same[0] != same[1])
