"""A local framework read from a table, CSV or XLSX; nothing of it is kept anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import IO

from queries.align_cells import Cell, shown
from queries.align_columns import UnreadableTable
from queries.align_tables import Source, table_in
from queries.overlay_columns import LABELS, Header, field_of, find_header
from queries.overlay_rows import LocalRow

LOOKED_AT = 50  # rows among which the header may be
_BLOCK = 1 << 16
_BETWEEN_CELLS = re.compile(r'[,;\t|"\r\n]+')


@dataclass(frozen=True, slots=True)
class LocalTable:
    """Rows of a local framework that are not blank, which column was read as what, what to know of the file."""

    rows: tuple[LocalRow, ...]
    columns: dict[str, str]
    others: tuple[str, ...]
    notes: tuple[str, ...]


def read_local(file: IO[bytes], sheet: str | None = None, *, fill_down: bool = False) -> LocalTable:
    """The local framework in an open file; with `fill_down` blank names go on as in the row above.

    Raises UnreadableTable, whose text says what was found and what is expected.
    """
    with _opened(file, sheet) as source:
        rows = _numbered(source)
        first = list(islice(rows, LOOKED_AT))
        header = find_header([[shown(cell) for cell in cells] for _, cells in first])
        read = [_row(number, cells, header) for number, cells in chain(first[header.at + 1 :], rows)]
        notes = list(source.notes)
    kept = [row for row in read if _any(row)]
    named = {LABELS[field]: header.names[index] for field, index in header.columns.items()}
    if len(kept) < len(read):
        notes.append(f"blank rows passed over: {len(read) - len(kept):,}")
    others = tuple(header.names[index] for index in header.others)
    if others:
        notes.append(f"columns kept as they are: {', '.join(others)}")
    filled = list(_filled(kept))
    changed = sum(a != b for a, b in zip(kept, filled, strict=True))
    if changed:
        notes.append(_about_filling(changed, done=fill_down))
    return LocalTable(tuple(filled if fill_down else kept), named, others, tuple(notes))


@contextmanager
def _opened(file: IO[bytes], sheet: str | None) -> Iterator[Source]:
    """The table; a text file is read under the delimiter that yields a column we know."""
    head = file.read(_BLOCK)
    file.seek(0)
    with table_in(file, _known_column(head) or "1", sheet) as source:
        yield source


def _known_column(head: bytes) -> str | None:
    if head.startswith(b"PK\x03\x04"):
        return None
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    pieces = _BETWEEN_CELLS.split(head.decode(encoding, errors="replace").lstrip("\ufeff"))
    return next((piece.strip() for piece in pieces if field_of(piece)), None)


def _numbered(source: Source) -> Iterator[tuple[int, Sequence[Cell]]]:
    """All rows of the table with their numbers, the header and what stands above it among them."""
    above = [*source.before, source.header]
    yield from enumerate(above, start=1)
    for row in source.rows:
        yield row.number, row.cells


def _row(number: int, cells: Sequence[Cell], header: Header) -> LocalRow:
    texts = [shown(cell) for cell in cells]
    texts += [""] * (len(header.names) - len(texts))
    known = {field: texts[index] for field, index in header.columns.items()}
    return LocalRow(number, others=tuple(texts[index] for index in header.others), **known).cleaned()


def _any(row: LocalRow) -> bool:
    return any((row.cluster, row.pathway, row.title, row.soc, row.cip, row.sub_cluster, *row.others))


def _filled(rows: Iterable[LocalRow]) -> Iterator[LocalRow]:
    """The rows, blank names taken from the row above; a name that is given ends those to its right."""
    cluster = pathway = title = ""
    for row in rows:
        title = row.title if row.cluster or row.pathway or row.title else title
        pathway = row.pathway if row.cluster or row.pathway else pathway
        cluster = row.cluster or cluster
        yield replace(row, cluster=cluster, pathway=pathway, title=title)


def _about_filling(count: int, *, done: bool) -> str:
    if done:
        return f"rows that took a name from the row above: {count:,}"
    return f"rows that lack a name which the row above has, as merged cells do: {count:,}; see --fill-down"


__all__ = ["LocalTable", "UnreadableTable", "read_local"]
