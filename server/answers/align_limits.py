"""How much of a table is aligned in one request."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from queries.align_cells import Cell, shown
from queries.align_run import Added, Writer
from queries.align_tables import Row, Source
from server.web.problems import Problem

ROWS = 20_000
CELLS = 1_000
ROW_CHARACTERS = 50_000
WRITTEN_ROWS = 100_000
CHARACTERS = 32_000_000
SECONDS = 20.0


def limit_rows(source: Source) -> None:
    """Lets the rows of a table end in a Problem, 413, where they are too many or too long, or take too long."""
    source.rows = _limited(source.rows)


def _limited(rows: Iterator[Row]) -> Iterator[Row]:
    end = time.monotonic() + SECONDS
    for count, row in enumerate(rows, start=1):
        if count > ROWS:
            raise _too_large(f"has more than {ROWS:,} rows")
        if len(row.cells) > CELLS:
            raise _too_large(f"has {len(row.cells):,} columns in row {row.number:,}, more than {CELLS:,}")
        if time.monotonic() > end:
            raise _too_large(f"takes longer than {SECONDS:.0f} seconds")
        yield row


def _too_large(why: str) -> Problem:
    return Problem(413, f"This table {why}. Send it in several files; the command line knows no such limit.")


class LimitedWriter:
    """Passes rows on. Raises Problem, 413, when they become too many, or one is too long."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._rows = self._characters = 0

    def before(self, cells: Sequence[Cell]) -> None:
        """A row above the header."""
        self._count(cells, 1, 0)
        self._writer.before(cells)

    def header(self, cells: Sequence[Cell], added: Added) -> None:
        """The header row."""
        self._count(cells, 1, 0)
        self._writer.header(cells, added)

    def rows(self, cells: Sequence[Cell], lines: Sequence[Added], beyond: Sequence[Cell] = ()) -> None:
        """A row as often as there are lines of added cells."""
        self._count([*cells, *beyond], len(lines), sum(len(text) for added in lines for text in added))
        self._writer.rows(cells, lines, beyond)

    def _count(self, cells: Sequence[Cell], lines: int, added: int) -> None:
        own = sum(len(shown(cell)) for cell in cells)
        if own > ROW_CHARACTERS or len(cells) > CELLS:
            raise _too_large(f"has a row of more than {ROW_CHARACTERS:,} characters or {CELLS:,} cells")
        self._rows += lines
        self._characters += lines * (own + len(cells)) + added
        if self._rows > WRITTEN_ROWS or self._characters > CHARACTERS:
            raise Problem(
                413,
                f"The aligned rows are too many: more than {WRITTEN_ROWS:,}, or too long together. Ask for "
                "joined=true, which writes each row once, or send the table in several files.",
            )
