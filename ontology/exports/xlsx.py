"""The graph as a workbook for people: a cover, a codebook, and sheets that name things by code and title."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ontology.exports import about
from ontology.exports.workbook import write_workbook
from ontology.exports.workbook_parts import Sheet, Value
from ontology.exports.xlsx_sheets import Listing, listings
from ontology.graph import CareerGraph

_NARROWEST, _WIDEST, _MEASURED = 8, 60, 300


def write_xlsx(graph: CareerGraph, folder: Path) -> list[Path]:
    """Writes `careergraph.xlsx`; gives it alone. Same graph, same bytes. Raises TooManyRows.

    What careergraph derives stands in sheets of another colour, whose names begin with `derived`.
    """
    found = listings(graph)
    path = folder / "careergraph.xlsx"
    write_workbook(path, about.TITLE, [_cover(graph, found), _codebook(found), *map(_sheet, found)])
    return [path]


def _cover(graph: CareerGraph, found: Sequence[Listing]) -> Sheet:
    rows: list[tuple[Value, ...]] = [
        ("Edition", about.edition(graph)),
        ("Content hash", graph.content_hash()),
        ("How to cite", about.citation(graph)),
        *(("Please note", note) for note in about.NOTES),
        ("Please note", "Sheets whose names begin with “derived” hold what no publisher states."),
        (),
        ("Sheet", "What a row is", "Rows", "Origin"),
    ]
    links = tuple((number, listing.name) for number, listing in enumerate(found, len(rows) + 2))
    rows += [(listing.name, listing.meaning, len(listing.rows), listing.origin) for listing in found]
    rows += [(), ("Source", "How to cite it", "Release", "Publisher", "Rights", "Address")]
    rows += [(s.title, s.citation, s.release, s.publisher, s.rights, s.url) for s in about.sources(graph)]
    return Sheet("About", (about.TITLE,), rows, (34, 70, 14, 24, 50, 40), wrapped=True, links=links)


def _codebook(found: Sequence[Listing]) -> Sheet:
    header = ("Sheet", "Column", "Meaning", "Unit", "Year", "An empty cell means")
    rows = [
        (listing.name, name, means.meaning, means.unit or None, means.year or None, means.absent or None)
        for listing in found
        for name, means in listing.columns.items()
    ]
    return Sheet("Codebook", header, rows, (32, 34, 70, 20, 34, 50), wrapped=True)


def _sheet(listing: Listing) -> Sheet:
    sample = [tuple(listing.columns), *listing.rows[:_MEASURED]]
    widths = [max(map(_width, cells)) for cells in zip(*sample, strict=True)]
    return Sheet(listing.name, tuple(listing.columns), listing.rows, widths, listing.origin)


def _width(cell: Value) -> int:
    text = " | ".join(cell) if isinstance(cell, tuple) else "" if cell is None else str(cell)
    return min(max(len(text) + 2, _NARROWEST), _WIDEST)
