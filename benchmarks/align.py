"""Aligns 100,000 rows in a fresh process: seconds as a share of the 20 s allowed, and the most memory it took."""

from __future__ import annotations

import csv
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import careergraph
from ontology.nodes import InstructionalProgram

LIMIT_SECONDS, ROWS = 20, 100_000
HEADER = ["id", "name", "CIPCODE", "score", "day"]
_RUN = """
import resource, sys
from careergraph.cli import main
try:
    main()
finally:
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def rows() -> list[list[str]]:
    """Codes as people have them: whole, squeezed, short of zeros, retired, nonsense."""
    with careergraph.open() as base:
        codes = [n.code for n in base.graph().nodes.values() if isinstance(n, InstructionalProgram)]
    chance = random.Random(1)

    def written(code: str) -> str:
        ways = [code, code, code, code.replace(".", "") + ".0", code.strip("0"), f"none {chance.random()}"]
        return chance.choice(ways)

    return [
        [str(i), f"Student {i}", written(chance.choice(codes)), f"{chance.random():.3f}", "2024-05-01"]
        for i in range(ROWS)
    ]


def write(path: Path, table: list[list[str]]) -> None:
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADER, *table])
        return
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADER, *table):
        sheet.append(row)
    book.save(path)


def measure(path: Path, *options: str) -> tuple[float, float]:
    """Seconds of wall-clock time and megabytes of resident memory of one `careergraph align`."""
    command = [sys.executable, "-c", _RUN, "align", str(path), "--column", "CIPCODE", "--force", *options]
    began = time.monotonic()
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    seconds = time.monotonic() - began
    peak = re.search(r"^peak (\d+)$", done.stderr, re.MULTILINE)
    assert peak is not None
    return seconds, int(peak[1]) / (1024 if sys.platform != "darwin" else 1024**2)


def main() -> None:
    table = rows()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("in.csv", "in.xlsx"):
            path = Path(folder) / name
            write(path, table)
            for options in ((), ("--joined", "--mend")):
                seconds, megabytes = measure(path, *options)
                share = seconds / LIMIT_SECONDS
                print(
                    f"align: {ROWS:,} rows of {path.suffix[1:]} {' '.join(options) or '--rows'}: {seconds:.1f} s "
                    f"({share:.0%} of the {LIMIT_SECONDS} s allowed), {megabytes:,.0f} MB"
                )


if __name__ == "__main__":
    main()
