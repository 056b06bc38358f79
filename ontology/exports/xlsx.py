"""The graph as a workbook for people: a cover, a codebook, and sheets that name things by code and title."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ontology.exports import about
from ontology.exports.workbook import JOINT, write_workbook
from ontology.exports.workbook_parts import Sheet, Value
from ontology.exports.xlsx_sheets import Listing, listings
from ontology.graph import CareerGraph
from ontology.identifiers import BASE

_WIDEST, _MEASURED = 60, 300
_BUTTON = 5  # room for that of the filter, in characters


def write_xlsx(graph: CareerGraph, folder: Path, base: str = BASE) -> list[Path]:
    """Writes `careergraph.xlsx`; gives it alone. Same graph, same bytes. Raises TooManyRows.

    What careergraph derives stands in sheets of another colour, whose names begin with `derived`.
    """
    found = listings(graph)
    path = folder / "careergraph.xlsx"
    write_workbook(path, about.TITLE, [_cover(graph, found, base), _codebook(found), *map(_sheet, found)])
    return [path]


def _cover(graph: CareerGraph, found: Sequence[Listing], base: str) -> Sheet:
    said: list[tuple[Value, ...]] = [
        ("Edition", about.edition(graph)),
        ("Content hash", graph.content_hash()),
        ("An id stands for", about.iri_pattern(base)),
        ("How to cite", about.citation(graph)),
        *(("Please note", note) for note in about.NOTES),
        ("Please note", "Sheets whose names begin with “derived” hold what no publisher states."),
        (),
    ]
    sheets = [(listing.name, listing.meaning, len(listing.rows), listing.origin) for listing in found]
    sources = [(s.title, s.citation, s.release, s.publisher, s.rights, s.url) for s in about.sources(graph)]
    first = len(said) + 2  # rows count from 1, and the header is one
    rows = [
        *said,
        ("Sheet", "What a row is", "Rows", "Origin"),
        *sheets,
        (),
        ("Source", "How to cite it", "Release", "Publisher", "Rights", "Address"),
        *sources,
    ]
    return Sheet(
        "About",
        about.TITLE.split(": "),
        rows,
        (34, 70, 14, 24, 50, 40),
        wrapped=True,
        headings=frozenset({first, first + len(sheets) + 2}),
        links={row: listing.name for row, listing in enumerate(found, first + 1)},
    )


def _codebook(found: Sequence[Listing]) -> Sheet:
    header = ("Sheet", "Column", "Meaning", "Unit", "Year", "An empty cell means")
    rows = [
        (listing.name, name, means.meaning, means.unit or None, means.year or None, means.absent or None)
        for listing in found
        for name, means in listing.columns.items()
    ]
    return Sheet("Codebook", header, rows, (32, 34, 70, 20, 34, 50), wrapped=True)


def _sheet(listing: Listing) -> Sheet:
    names = tuple(listing.columns)
    cells = zip(*listing.rows[:_MEASURED], strict=True)
    widths = [max(len(name) + _BUTTON, *map(_width, column)) for name, column in zip(names, cells, strict=True)]
    return Sheet(listing.name, names, listing.rows, [min(width, _WIDEST) for width in widths], listing.origin)


def _width(cell: Value) -> int:
    return 0 if cell is None else len(JOINT.join(cell) if isinstance(cell, tuple) else str(cell)) + 2
