"""Parquet: the tables come back as they were, and their columns say what they mean."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet
import pytest

from ontology.exports.parquet import write_parquet
from ontology.graph import CareerGraph
from ontology.tables import from_tables
from tests.ontology.exports.conftest import Exported
from tests.ontology.exports.little import LITTLE
from tests.ontology.exports.looking import files_below


@pytest.fixture(scope="module")
def whole(exported: Exported) -> Path:
    return exported(write_parquet)


def graph_of(folder: Path) -> CareerGraph:
    tables = {}
    for path in folder.glob("*/*.parquet"):
        group = "relationships" if path.stem.isupper() else "nodes"
        tables[f"{group}/{path.stem}"] = pyarrow.parquet.read_table(path)
    return from_tables(tables)


def test_the_whole_graph_comes_back(whole: Path, derived_graph: CareerGraph) -> None:
    assert graph_of(whole) == derived_graph


def test_the_files_are_named_in_order(tmp_path: Path) -> None:
    written = [path.relative_to(tmp_path).as_posix() for path in write_parquet(LITTLE, tmp_path)]
    assert written[:3] == ["nodes.parquet", "nodes/Framework.parquet", "nodes/CareerCluster.parquet"]
    assert written[-3:] == ["derived/PREDICTED_IN.parquet", "derived/CONCERNS.parquet", "datapackage.json"]
    assert sorted(written) == files_below(tmp_path)


def test_a_column_says_meaning_unit_year_and_what_absence_means(whole: Path) -> None:
    schema = pyarrow.parquet.read_schema(whole / "nodes" / "DetailedOccupation.parquet")
    assert schema.field("medianWage2025").metadata == {
        b"meaning": b"Median annual wage",
        b"unit": b"dollars a year",
        b"year": b"national, May 2025 (OEWS)",
        b"absent": b"not released: see figuresNote2025, or the occupation is not covered",
    }
    assert schema.field("code").type == "string"


def test_a_table_says_what_it_is_and_whether_it_is_derived(whole: Path, derived_graph: CareerGraph) -> None:
    metadata = pyarrow.parquet.read_schema(whole / "derived" / "CONCENTRATED_IN.parquet").metadata
    assert metadata[b"title"] == b"CONCENTRATED_IN"
    assert metadata[b"origin"] == b"derived"
    assert derived_graph.content_hash()[:12] in metadata[b"edition"].decode()
    assert b"Advance CTE" in metadata[b"citation"]
    published = pyarrow.parquet.read_schema(whole / "relationships" / "COVERS_OCCUPATION.parquet").metadata
    assert published[b"origin"] == b"published"
