from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ontology.graph import CareerGraph
from ontology.nodes import NODE_KINDS, Industry, Sector, Skill
from ontology.tables import (
    UnreadableTables,
    from_tables,
    read_csv,
    read_parquet,
    schema,
    to_tables,
    write_csv,
    write_parquet,
)
from ontology.vocabulary import RELATIONSHIP_TYPES

Write = Callable[[CareerGraph, Path], None]
Read = Callable[[Path], CareerGraph]
FORMATS = [pytest.param(write_parquet, read_parquet, id="parquet"), pytest.param(write_csv, read_csv, id="csv")]
a_shared_fixture = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def assert_same(found: CareerGraph, graph: CareerGraph) -> None:
    assert found == graph
    assert found.content_hash() == graph.content_hash()


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.*"))}


@a_shared_fixture
@given(st.data())
def test_arrow_tables_give_back_an_equal_graph(
    small_graph: st.SearchStrategy[CareerGraph], data: st.DataObject
) -> None:
    graph = data.draw(small_graph)
    assert_same(from_tables(to_tables(graph)), graph)


@pytest.mark.parametrize(("write", "read"), FORMATS)
@a_shared_fixture
@given(data=st.data())
def test_written_files_give_back_an_equal_graph(
    small_graph: st.SearchStrategy[CareerGraph], write: Write, read: Read, data: st.DataObject
) -> None:
    graph = data.draw(small_graph)
    with TemporaryDirectory() as folder:
        write(graph, Path(folder))
        assert_same(read(Path(folder)), graph)


@pytest.mark.parametrize(("write", "read"), FORMATS)
def test_the_whole_shipped_graph_comes_back_equal_and_is_written_in_the_same_bytes(
    graph: CareerGraph, tmp_path: Path, write: Write, read: Read
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    write(graph, first)
    assert_same(read(first), graph)
    write(CareerGraph(reversed(list(graph.nodes.values())), reversed(graph.relationships)), second)
    assert contents(first) == contents(second)


@pytest.mark.parametrize(("write", "read"), FORMATS)
def test_a_text_of_millions_of_letters_comes_back(tmp_path: Path, write: Write, read: Read) -> None:
    long = Sector(id="naics/2022/11", title="Farming", code="11", index_terms=("é, " * 500_000 + "end",) * 2)
    graph = CareerGraph([long, Skill(id="skill/a", title="A")], [])
    write(graph, tmp_path)
    assert_same(read(tmp_path), graph)


def test_a_csv_file_can_be_read_as_people_expect(tmp_path: Path) -> None:
    node = Sector(
        id="naics/2022/11", title='Farming, "Field" | Seed', code="11", index_terms=("Hay", "Oat, rolled")
    )
    write_csv(CareerGraph([node], []), tmp_path)
    lines = (tmp_path / "nodes" / "Sector.csv").read_text(encoding="utf-8").splitlines()
    assert lines == [
        '"id","title","altTitles","note","code","retired","indexTerms"',
        '"naics/2022/11","Farming, ""Field"" | Seed","[]",,"11",false,"[""Hay"", ""Oat, rolled""]"',
    ]
    assert json.loads('["Hay", "Oat, rolled"]') == list(node.index_terms)


def test_there_is_one_table_for_each_kind_and_type_even_where_it_is_empty() -> None:
    names = set(to_tables(CareerGraph([], [])))
    assert names == {f"nodes/{kind}" for kind in NODE_KINDS} | {
        f"relationships/{name}" for name in RELATIONSHIP_TYPES
    }


def test_a_table_is_in_canonical_order_and_typed(graph: CareerGraph) -> None:
    tables = to_tables(graph)
    ids = tables["nodes/Sector"].column("id").to_pylist()
    assert ids == sorted(ids)
    assert schema(Industry).field("indexTerms").type == pa.list_(pa.string())
    assert schema(Industry).field("retired").type == pa.bool_()
    assert tables["relationships/CROSS_CUTS"].schema.names[:3] == ["start", "end", "source"]


@pytest.mark.parametrize(
    ("write", "read", "ending"), [(write_parquet, read_parquet, "parquet"), (write_csv, read_csv, "csv")]
)
def test_a_missing_table_is_named(tmp_path: Path, write: Write, read: Read, ending: str) -> None:
    write(CareerGraph([], []), tmp_path)
    (tmp_path / "nodes" / f"Skill.{ending}").unlink()
    with pytest.raises(UnreadableTables) as caught:
        read(tmp_path)
    assert str(caught.value) == f"{tmp_path}: nodes/Skill.{ending} is missing"
    assert caught.value.place == tmp_path
