"""The rows of the crosswalk that a thing stands in, as a table of a page."""

from __future__ import annotations

from dataclasses import dataclass

from queries.explanation import Explanation
from queries.show import AlignmentRow, Thing
from queries.told.names import Name, name_of, name_of_found

MOST = 300
"""Rows that a page has at all; the others are in the JSON."""

_HEADINGS = ("Sub-cluster", "Occupation", "Program")
_LABELS = ("SubCluster", "Occupation", "Program")


@dataclass(frozen=True, slots=True)
class Row:
    """The parts of a row but for the thing itself (no program: None), its number in the sheet, a remark."""

    parts: tuple[Name | None, ...]
    number: str
    note: str


@dataclass(frozen=True, slots=True)
class Rows:
    """All `count` rows, of which a page has some: headings of their parts, and the sheet that they stand in."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    count: int
    sheet: str


def rows(found: Thing) -> Rows | None:
    """The rows of a sub-cluster, an occupation or a program; None where there are none."""
    if not found.alignments:
        return None
    kept = [i for i, label in enumerate(_LABELS) if label not in found.node.labels]
    file, sheet, _ = found.alignments[0].locator.split("|")
    return Rows(
        headings=tuple(_HEADINGS[i] for i in kept),
        rows=tuple(_row(row, kept) for row in found.alignments[:MOST]),
        count=len(found.alignments),
        sheet=f"{file}, {sheet}",
    )


def rows_of_explanation(found: Explanation) -> Rows | None:
    """The rows that an explanation rests on, with all their parts; None where there are none."""
    if not found.rows:
        return None
    places = [str(row.stated.relationship.locator).split("|") for row in found.rows]
    return Rows(
        headings=_HEADINGS,
        rows=tuple(
            Row(
                tuple(name_of(part) if part else None for part in (row.sub_cluster, row.occupation, row.program)),
                number,
                row.stated.start.note or "",
            )
            for row, (_, _, number) in zip(found.rows[:MOST], places, strict=False)
        ),
        count=len(found.rows),
        sheet=", ".join(places[0][:2]),
    )


def _row(row: AlignmentRow, kept: list[int]) -> Row:
    parts = (row.sub_cluster, row.occupation, row.program)
    names = tuple(name_of_found(part) if (part := parts[i]) else None for i in kept)
    return Row(names, row.locator.rpartition("|")[2], row.note or "")
