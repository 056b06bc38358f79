"""Aligning a table: rows in, the same rows with what their codes are aligned to out, and a report."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import IO, Protocol

from queries.align import SAMPLE, Aligner, Match, Outcome, guess_system
from queries.align_cells import Cell, shown
from queries.align_report import Report
from queries.align_tables import Source
from queries.resolve import Resolver

ADDED = (
    "careergraph code",
    "careergraph code title",
    "aligned id",
    "aligned code",
    "aligned title",
    "aligned cluster",
    "via",
    "remark",
)
JOINT = " | "
_STEP = 50_000
Added = tuple[str, ...]


class Writer(Protocol):
    """Takes the rows of the output."""

    def before(self, cells: Sequence[Cell]) -> None:
        """A row above the header, as it is."""

    def header(self, cells: Sequence[Cell], added: Added) -> None:
        """The header row, which each sheet begins with."""

    def rows(self, cells: Sequence[Cell], lines: Sequence[Added], beyond: Sequence[Cell] = ()) -> None:
        """A row as often as there are lines of added cells; cells beyond the header's last stand behind these."""


def guessed(source: Source, resolver: Resolver) -> str:
    """The system of the codes of a table, by its first rows. Raises AmbiguousSystem."""
    first = list(islice(source.rows, 2 * SAMPLE))
    source.rows = chain(first, source.rows)
    return guess_system(resolver, (row.code for row in first), source.column_name)


def run(
    source: Source, aligner: Aligner, writer: Writer, *, joined: bool, progress: Callable[[str], None]
) -> Report:
    """Writes all rows in their order, each as often as it is aligned, or once if `joined`."""
    report = Report(source.column_name, aligner.system, aligner.to, aligner.mend)
    width = len(source.header)
    remembered = lru_cache(50_000)(lambda text: added(aligner.align(text), joined=joined))
    for cells in source.before:
        writer.before(cells)
    writer.header(source.header, ADDED)
    for row in source.rows:
        lines = remembered(row.code) if any(map(shown, row.cells)) else [("",) * len(ADDED)]
        writer.rows(row.cells[:width], lines, row.cells[width:])
        report.written_rows += len(lines)
        report.add(row.number, row.code, aligner.align(row.code))
        if report.rows % _STEP == 0:
            progress(f"{report.rows:,} rows")
    report.notes += source.notes
    if source.ragged:
        first = ", ".join(f"{number:,}" for number in source.ragged[:5])
        report.notes.append(
            f"{len(source.ragged):,} rows have more or fewer cells than the header (rows {first}"
            f"{' …' if len(source.ragged) > 5 else ''}); surplus cells stand behind the added ones"
        )
    return report


def added(outcome: Outcome, *, joined: bool) -> list[Added]:
    """The added cells of a row, once for each match; if `joined` once, with what is several in one cell."""
    remark = outcome.remark
    if not outcome.matches:
        return [("",) * (len(ADDED) - 1) + (remark,)]
    if not joined:
        return [(*_cells(match), remark) for match in outcome.matches]
    codes = {match.code: match.code_title for match in outcome.matches}
    aligned = list({match.id: match for match in outcome.matches if match.id}.values())
    vias = [match.via for match in aligned]
    columns = [list(column) for column in zip(*(_cells(match)[2:6] for match in aligned), strict=True)] or [[]] * 4
    return [
        (
            JOINT.join(codes),
            JOINT.join(codes.values()),
            *(JOINT.join(column) if any(column) else "" for column in columns),
            JOINT.join(vias if len(set(vias)) > 1 else vias[:1]),
            remark,
        )
    ]


def _cells(match: Match) -> Added:
    return (
        match.code,
        match.code_title,
        match.id,
        match.aligned_code,
        match.title,
        match.cluster,
        match.via,
    )


class CsvWriter:
    """CSV, UTF-8 without a mark; codes in it are text that spreadsheets may take for numbers."""

    def __init__(self, out: IO[str], delimiter: str) -> None:
        self._writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")

    def before(self, cells: Sequence[Cell]) -> None:
        """A row above the header."""
        self._writer.writerow(list(map(shown, cells)))

    def header(self, cells: Sequence[Cell], added: Added) -> None:
        """The header row."""
        self._writer.writerow([*map(shown, cells), *added])

    def rows(self, cells: Sequence[Cell], lines: Sequence[Added], beyond: Sequence[Cell] = ()) -> None:
        """A row as often as there are lines of added cells."""
        own, rest = list(map(shown, cells)), list(map(shown, beyond))
        self._writer.writerows([[*own, *added, *rest] for added in lines])
