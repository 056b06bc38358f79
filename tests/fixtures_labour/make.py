"""Makes the fixtures beside it: small excerpts of BLS's files, in their real format.

    python tests/fixtures_labour/make.py FOLDER_OF_OFFICIAL_FILES [TARGET]

Facts only: texts of the publisher (footnotes, contents) are left out. Same official files, same fixtures.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl

from tests.workbooks import write_workbook

Cells = Sequence[object]
Keep = Callable[[Cells], bool]

LEFT_OUT = "(text of the publisher, left out)"
# Totals, government, sectors, subsectors, groups; aggregates and schools by ownership.
INDUSTRIES = (
    "000000",
    "11--12",
    "113000",
    "113300",
    "221111",
    "31--34",
    "3250A1",
    "541000",
    "541500",
    "55--56",
    "551000",
    "611103",
    "711000",
    "711100",
    "99-100",
    "999000",
)
# Of all levels, a combined one, one published as a broad one; hourly only, annual only, top-coded, withheld.
OCCUPATIONS = (
    "00-0000",
    "11-0000",
    "11-1000",
    "11-1011",
    "13-1020",
    "15-1250",
    "15-1252",
    "21-1018",
    "25-2021",
    "27-2011",
    "29-1212",
    "29-1241",
    "53-1047",
)
EP_OCCUPATIONS = (*OCCUPATIONS, "27-2000", "25-0000")
MATRIX_INDUSTRIES = (
    "TE1000",
    "TE1100",
    "111000",
    "1131-2",
    "31-330",
    "3250A1",
    "4445R0",
    "523,50",
    "611103",
    "237130",
    "999100",
)
MATRIX_FILES = ("111000", "1131-2", "3250A1", "611103", "237130", "999100")
MATRIX_OCCUPATIONS = (*OCCUPATIONS, "45-2092")


def main(folder: Path, target: Path) -> None:
    """Writes all fixtures into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    cells, industries, occupations = (
        "oews_may2025_national_industry_x_occupation.csv.gz",
        "oews_may2025_industry.csv",
        "oews_may2025_occupation.csv",
    )
    plain = {code.replace("-", "") for code in OCCUPATIONS}
    _csv(folder, target, industries, lambda row: row[0] in INDUSTRIES)
    _csv(folder, target, occupations, lambda row: row[0] in plain)
    _csv(folder, target, cells, lambda row: row[0] in INDUSTRIES and row[3] in OCCUPATIONS)
    for code in MATRIX_FILES:
        name = f"National Employment Matrix_IND_{code}.csv"
        _csv(folder, target, name, lambda row: str(row[1])[2:-1] in MATRIX_OCCUPATIONS, quoting=csv.QUOTE_ALL)
    overview = "U.S. Bureau Industry Overview.xlsx"
    _excerpt(folder, target, overview, {"Tabelle1": lambda row: row[1] in MATRIX_INDUSTRIES}, header=1)
    kept: dict[str, Keep] = dict.fromkeys(("Table 1.2", "Table 1.10"), lambda row: row[1] in EP_OCCUPATIONS)
    _excerpt(folder, target, "occupation.xlsx", kept, header=2)


def _csv(folder: Path, target: Path, name: str, kept: Keep, *, quoting: int = csv.QUOTE_MINIMAL) -> None:
    raw = next(folder.rglob(name)).read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    out = io.StringIO()
    # The csv module's constants are plain numbers to a type checker.
    writer = csv.writer(out, lineterminator="\n", quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([header, *(row for row in rows if kept(row))])
    made = out.getvalue().encode()
    (target / name).write_bytes(gzip.compress(made, mtime=0) if name.endswith(".gz") else made)


def _excerpt(folder: Path, target: Path, name: str, kept: Mapping[str, Keep], *, header: int) -> None:
    """The workbook with the kept rows of these sheets, their footnotes without text, and the others empty."""
    book = openpyxl.load_workbook(next(folder.rglob(name)), read_only=True)
    sheets: dict[str, list[Cells]] = {}
    for sheet in book.worksheets:
        lines: list[Cells] = list(sheet.iter_rows(values_only=True)) if sheet.title in kept else []
        sheets[sheet.title] = [
            *([[LEFT_OUT]] * (header - 1) if lines else []),
            *lines[header - 1 : header],
            *(row for row in lines[header:] if kept[sheet.title](row)),
            *([LEFT_OUT] for row in lines[header:] if row[0] and not any(row[1:])),
        ]
    write_workbook(target / name, sheets)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent)
