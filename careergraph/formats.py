"""Answers as files: CSV, JSON, NDJSON, Parquet, XLSX."""

from __future__ import annotations

import csv
import json
import math
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

from careergraph.answers import Answer, as_text
from careergraph.manifest import Manifest
from queries.sources_table import sources_table
from queries.store import Value, plain

# Excel's own limits: characters of a cell, digits of a number; the characters are those that XML lacks.
_LONGEST_CELL = 32_767
_ROUNDED_FROM = 10**15
_NOT_IN_WORKBOOKS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class CellTooLong(ValueError):
    """A value does not fit into a cell of a workbook."""

    def __init__(self, length: int) -> None:
        super().__init__(
            f"A value of {length:,} characters does not fit into a workbook's cell, "
            f"which holds {_LONGEST_CELL:,}. Use --format parquet, csv or json"
        )
        self.length = length


def write_csv(answer: Answer, out: IO[str]) -> None:
    """Rows as CSV with a header; spreadsheets may take codes in it for numbers, XLSX is safe."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([["" if cell is None else as_text(cell) for cell in row] for row in answer.result.rows])


def write_json(answer: Answer, out: IO[str]) -> None:
    """One JSON object: `columns`, `rows` (lists), `truncated`."""
    rows = [[plain(cell) for cell in row] for row in answer.result.rows]
    found = {"columns": answer.columns, "rows": rows, "truncated": answer.truncated}
    json.dump(found, out, ensure_ascii=False, indent=2)
    out.write("\n")


def write_ndjson(answer: Answer, out: IO[str]) -> None:
    """One JSON object a row."""
    for row in answer:
        out.write(json.dumps(plain(row), ensure_ascii=False) + "\n")


def write_parquet(answer: Answer, path: Path) -> None:
    """Rows as a Parquet file."""
    import pyarrow.parquet

    pyarrow.parquet.write_table(answer.to_arrow(), path, compression="zstd")


def write_xlsx(answer: Answer, path: Path, manifest: Manifest) -> None:
    """Rows as a workbook whose texts, codes among them, are text cells; a second sheet names the sources."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    rows = [[_workbook_value(value) for value in row] for row in answer.result.rows]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Answer")
    about = book.create_sheet("About")

    def cell(value: bool | int | float | str | None) -> object:
        if not isinstance(value, str):
            return value
        made = WriteOnlyCell(sheet, value=value)
        made.data_type, made.number_format = "s", "@"
        return made

    sheet.append([cell(name) for name in answer.columns])
    for row in rows:
        sheet.append([cell(value) for value in row])
    for line in about_lines(manifest):
        about.append([cell(text) for text in line])
    book.save(path)


def _workbook_value(value: Value) -> bool | int | float | str | None:
    """What a workbook can hold; a number that it would round, or lacks, is text. Raises CellTooLong."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float) and math.isfinite(value) and abs(value) < _ROUNDED_FROM:
        return value
    text = _NOT_IN_WORKBOOKS.sub("\N{REPLACEMENT CHARACTER}", as_text(value))
    if len(text) > _LONGEST_CELL:
        raise CellTooLong(len(text))
    return text


def about_lines(manifest: Manifest) -> list[list[str]]:
    """Build, citation, and each source with its release and rights, as rows of texts."""
    return sources_table(manifest.build, manifest.citation(), manifest.sources)


TEXT_FORMATS: Mapping[str, Callable[[Answer, IO[str]], None]] = {
    "csv": write_csv,
    "json": write_json,
    "ndjson": write_ndjson,
}


def write(answer: Answer, name: str, output: Path | None, manifest: Manifest) -> None:
    """Writes an answer in the format `name` to `output`, or as text to standard output."""
    if name in TEXT_FORMATS:
        if output is None:
            TEXT_FORMATS[name](answer, sys.stdout)
            return
        with output.open("w", encoding="utf-8", newline="") as out:
            TEXT_FORMATS[name](answer, out)
        return
    assert output is not None
    if name == "xlsx":
        write_xlsx(answer, output, manifest)
    else:
        write_parquet(answer, output)
