"""Makes the fixtures beside it: small excerpts of O*NET's files and of the concordances, in their real format.

    python tests/fixtures_onet/make.py FOLDER_OF_OFFICIAL_FILES [TARGET]

Facts only: prose is left out. Same official files, same fixtures.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl

from tests.workbooks import write_workbook

Cell = object
Cells = Sequence[Cell]
Keep = Callable[[Cells], bool]

LEFT_OUT = "(text of the publisher, left out)"
# Each for what is special about it: titles of their own, several pathways, zones that agree or differ, repeats.
OCCUPATIONS = {
    *("11-1011.00", "11-1011.03", "11-1021.00", "13-1082.00", "15-1252.00", "15-1253.00", "15-1299.00"),
    *("15-1299.01", "15-1299.02", "15-1299.08", "15-2099.00", "15-2099.01", "19-4044.00", "21-1014.00"),
    *("27-3099.00", "49-9043.00", "51-9111.00"),
}
SOC_2010 = {"11-1011", "11-9199", "15-1132", "15-1133", "33-1021", "53-1011", "53-1021"}
CIP = ("01", "01.00", "01.0309", "01.1004", "01.0207", "45.14", "60.04", "60.0406", "36.0207", "51.0912")
NAICS_2017 = ("111110", "211120", "212111", "212112", "212113", "311314", "325314", "F01000", "S00203")
NAICS = re.compile(rf"(\w+,){{3}}({'|'.join(NAICS_2017)}),\w+")
CLUSTER_ROW = re.compile(r"(.*),(\d\d-\d{4}\.\d\d),.*")


def main(folder: Path, target: Path) -> None:
    """Writes all fixtures into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    _onet(folder, target)
    _excerpt(folder, target, "soc_2010_to_2018_crosswalk.xlsx", lambda row: row[0] in SOC_2010, header=9)
    cip = re.compile(rf'(="[\d.]+"|""),.*="({"|".join(map(re.escape, CIP))})","[^"]*"')
    _lines(folder, target, "Crosswalk2010to2020.csv", lambda line: cip.fullmatch(line) is not None)
    _lines(folder, target, "NAICS_Year_Concordance.csv", lambda line: NAICS.fullmatch(line) is not None)


def _onet(folder: Path, target: Path) -> None:
    def kept(row: Cells) -> bool:
        return row[0] in OCCUPATIONS

    for name in ("2019_to_SOC_Crosswalk.xlsx", "Job Zones.xlsx"):
        _excerpt(folder, target, name, kept)
    _excerpt(folder, target, "Occupation Data.xlsx", kept, prose=2)
    _excerpt(folder, target, "Related Occupations.xlsx", lambda row: {row[0], row[2]} <= OCCUPATIONS)
    seen: Counter[Cell] = Counter()

    def first(row: Cells) -> bool:
        seen[row[0]] += 1
        return kept(row) and (seen[row[0]] <= 2 or "Licensed" in str(row[2]))

    _excerpt(folder, target, "Alternate Titles.xlsx", first)

    def listed(line: str) -> bool:
        found = CLUSTER_ROW.fullmatch(line)
        return found is not None and found[2] in OCCUPATIONS

    _lines(folder, target, "All_Career_Clusters.csv", listed)


def _lines(folder: Path, target: Path, name: str, kept: Callable[[str], bool]) -> None:
    """Writes the kept lines below the header, with their ends as they are; no cell has a line break."""
    raw = next(folder.rglob(name)).read_bytes().decode("utf-8")
    header, *lines = raw.splitlines(keepends=True)
    text = "".join([header, *(line for line in lines if kept(line.rstrip("\r\n")))])
    (target / name).write_bytes(text.encode())


def _excerpt(
    folder: Path, target: Path, name: str, kept: Keep, *, header: int = 1, prose: int | None = None
) -> None:
    """Writes the workbook's one sheet with the kept rows, without the prose in column `prose`."""
    sheet = openpyxl.load_workbook(next(folder.rglob(name))).worksheets[0]
    lines = list(sheet.iter_rows(values_only=True))
    top: list[Cells] = [[LEFT_OUT], *[[]] * (header - 2)] if header > 1 else []
    rows = [
        [LEFT_OUT if index == prose else cell for index, cell in enumerate(row)]
        for row in lines[header:]
        if kept(row)
    ]
    write_workbook(target / name, {sheet.title: [*top, lines[header - 1], *rows]})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent)
