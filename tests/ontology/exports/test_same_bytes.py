"""Same graph, same bytes: whatever the order of the records, and from one process to the next."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ontology.exports.csvw import write_csvw
from ontology.exports.graphml import write_graphml
from ontology.exports.parquet import write_parquet
from ontology.exports.xlsx import write_xlsx
from ontology.graph import CareerGraph
from tests.ontology.exports.conftest import Exported, Write
from tests.ontology.exports.little import LITTLE
from tests.ontology.exports.looking import files_below

WRITERS: tuple[Write, ...] = (write_csvw, write_parquet, write_graphml, write_xlsx)
ROOT = Path(__file__).parents[3]
PROGRAM = """
import sys
from pathlib import Path
from ontology.exports.checksums import write_checksums
from tests.ontology.exports.little import LITTLE
from tests.ontology.exports.test_same_bytes import WRITERS
for write in WRITERS:
    folder = Path(sys.argv[1]) / write.__name__
    folder.mkdir()
    write(LITTLE, folder)
print(write_checksums(Path(sys.argv[1])).read_text())
"""


def contents(written: list[Path], folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in written}


@pytest.mark.parametrize("write", WRITERS)
def test_the_order_of_the_records_does_not_matter(write: Write, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    turned = CareerGraph(reversed(list(LITTLE.nodes.values())), reversed(LITTLE.relationships))
    assert contents(write(LITTLE, first), first) == contents(write(turned, second), second)


@pytest.mark.parametrize("write", WRITERS)
def test_the_whole_graph_is_written_in_the_same_bytes(
    write: Write, exported: Exported, derived_graph: CareerGraph, tmp_path: Path
) -> None:
    first = exported(write)
    written = write(derived_graph, tmp_path)
    assert contents(written, tmp_path) == contents([first / name for name in files_below(first)], first)


def test_another_process_writes_the_same(tmp_path: Path) -> None:
    sums = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", PROGRAM, str(folder)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        sums.append(done.stdout)
    assert sums[0] == sums[1]
    assert "write_xlsx/careergraph.xlsx" in sums[0]
