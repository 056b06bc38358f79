"""A local framework laid over the graph, for its page: nothing of it is kept."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.data import ids, opened
from dashboard.uploads import check, too_large
from ontology.nodes import Source
from queries.overlay import Overlay, overlay
from queries.overlay_columns import HERE, LABELS, columns
from queries.overlay_files import markdown, shown_line, workbook
from queries.overlay_read import read_local
from queries.overlay_report import SHARE, Sheet, sheets
from queries.sources_table import sources_table

MOST_ROWS = 5_000
EXAMPLE, TEMPLATE = "example-county.csv", "template.csv"
_ID, _PLACE, _CODE = "National id", "National sub-cluster", "SOC"
# A page shows these first; the report has all in its own order.
_FIRST = (
    "Title",
    "Occupation",
    "SOC",
    "CIP",
    _PLACE,
    "National cluster",
    "Why",
    "Suggestions (derived, by names only)",
)
_LEFT_OUT = (_ID, "Local id")


@dataclass(frozen=True, slots=True)
class Laid:
    """A local framework where it lands, and the tables of its report by name."""

    over: Overlay
    sheets: Mapping[str, Sheet]


def given(name: str) -> bytes:
    """The template, or the table of the invented county, as CSV."""
    return (HERE / name).read_bytes()


def lay(data: bytes, name: str, sheet: str | None, *, fill_down: bool, mend: bool) -> Laid:
    """Lays a file over the graph. Raises UnreadableTable, whose text says what to do."""
    check(data)
    held = opened()
    table = read_local(io.BytesIO(data), sheet, fill_down=fill_down)
    if len(table.rows) > MOST_ROWS:
        raise too_large(f"{len(table.rows):,} rows")
    over = overlay(table.rows, held.resolver, name=name, mend=mend, find=held.index.find)
    about = sources_table(held.about.build, held.about.citation, held.graph.of_kind(Source))
    return Laid(over, {one.name: one for one in sheets(over, table, about)})


def report(laid: Laid) -> bytes:
    """The report as a workbook, codes as text."""
    return workbook(laid.sheets.values())


def page(laid: Laid) -> bytes:
    """The report as a page of Markdown."""
    return markdown(laid.sheets.values(), f"{laid.over.name} over the national framework").encode()


def header_rows() -> list[dict[str, Any]]:
    """A row for each column that a file may have: what it holds, and what it may be called."""
    return [
        {"column": LABELS[one.field], "holds": one.means, "may be called": ", ".join(one.names)}
        for one in columns()
    ]


def rows(sheet: Sheet) -> list[dict[str, Any]]:
    """The rows of a table of the report by heading; `id` is what a row's national place or occupation is."""
    return [{**_row(sheet, row), "id": _id(sheet, row)} for row in sheet.rows]


def title_column(sheet: Sheet) -> str:
    """The column whose text stands for what a row's `id` names."""
    return next((name for name in (_PLACE, "Occupation") if name in sheet.header), "")


def _row(sheet: Sheet, row: Sequence[Any]) -> dict[str, Any]:
    line = shown_line(row, sheet)
    told = {
        name: line[at] if sheet.formats.get(name) == SHARE else row[at]
        for at, name in enumerate(sheet.header)
        if name not in _LEFT_OUT
    }
    return {name: told[name] for name in (*_FIRST, *told) if name in told}


def _id(sheet: Sheet, row: Sequence[Any]) -> str | None:
    if _ID in sheet.header:
        return str(row[sheet.header.index(_ID)])
    if "Occupation" in sheet.header:
        return ids("Occupation").get(str(row[sheet.header.index(_CODE)]))
    return None
