"""Rows as bytes: whatever texts they hold, they read back as they were, as many as wanted."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.identifiers import BASE
from queries.sparql_engine import Engine
from queries.sparql_output import RESULTS
from queries.sparql_results import Asked
from queries.sparql_written import answered

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n\r\t"{},\\'), max_size=6)
TRAP = '},{"x":{} "'
TABLES = st.lists(st.tuples(st.none() | TEXTS, st.none() | TEXTS), max_size=8)


def read(body: bytes, form: str) -> list[tuple[str | None, ...]]:
    """Texts by row, where an unbound one is None, or in CSV, which cannot tell, nothing."""
    if form == "csv":
        [head, *rows] = csv.reader(io.StringIO(body.decode(), newline=""))
        assert head == ["a", "b"]
        return [tuple(row) for row in rows]
    found = ox.parse_query_results(body, RESULTS[form])
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(term.value if isinstance(term, ox.Literal) else None for term in row) for row in found]


@pytest.mark.parametrize("form", RESULTS)
@given(table=TABLES, limit=st.integers(1, 9))
def test_rows_are_cut_at_the_limit_and_stay_what_they_are(
    form: str, table: list[tuple[str | None, str | None]], limit: int
) -> None:
    engine = Engine(Path(), BASE, ())
    rows = " ".join(f"({' '.join('UNDEF' if t is None else str(ox.Literal(t)) for t in row)})" for row in table)
    found = answered(engine, Asked(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {rows} }} }}", limit, results=form))
    wanted = [tuple(text or "" for text in row) if form == "csv" else row for row in table]
    assert read(found.body, form) == wanted[:limit]
    assert (found.count, found.truncated) == (min(limit, len(table)), len(table) > limit)


@pytest.mark.parametrize("form", RESULTS)
@pytest.mark.parametrize("limit", [1, 999, 1000, 1001, 5000])
def test_many_rows_are_cut_while_they_are_written(form: str, limit: int) -> None:
    engine = Engine(Path(), BASE, ())
    rows = " ".join(f"('{number}' {ox.Literal(TRAP)!s})" for number in range(1000))
    found = answered(engine, Asked(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {rows} }} }}", limit, results=form))
    assert read(found.body, form) == [(str(number), TRAP) for number in range(min(limit, 1000))]
    assert (found.count, found.truncated) == (min(limit, 1000), limit < 1000)
