"""Files of `careergraph align`: a table read from one, the aligned rows written to another."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from queries.align_run import CsvWriter
from queries.align_tables import Source, table_in
from queries.align_xlsx import MOST_ROWS, XlsxWriter


@contextmanager
def read_table(path: Path | None, column: str, sheet: str | None = None) -> Iterator[Source]:
    """The table in a file (standard input if None), whose codes stand in `column`: a name, letter or number.

    Raises UnreadableTable.
    """
    with _opened(path) as file, table_in(file, column, sheet) as source:
        yield source


@contextmanager
def _opened(path: Path | None) -> Iterator[IO[bytes]]:
    if path is not None:
        with path.open("rb") as file:
            yield file
        return
    with tempfile.TemporaryFile() as spool:
        shutil.copyfileobj(sys.stdin.buffer, spool)
        spool.seek(0)
        yield spool


@contextmanager
def csv_file(path: Path | None, delimiter: str) -> Iterator[CsvWriter]:
    """A writer to a file that is there only once it is whole, or to standard output if None."""
    if path is None:
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
        yield CsvWriter(sys.stdout, delimiter)
        sys.stdout.flush()
        return
    with _whole(path) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as out:
        yield CsvWriter(out, delimiter)


@contextmanager
def xlsx_file(path: Path, most_rows: int = MOST_ROWS) -> Iterator[XlsxWriter]:
    """A writer to a workbook that is there only once it is whole."""
    with (
        _whole(path) as unfinished,
        ZipFile(unfinished, "w", ZIP_DEFLATED, compresslevel=1) as out,
        XlsxWriter(out, most_rows) as book,
    ):
        yield book


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A place beside `path` to write to, which takes its name only if all went well."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
