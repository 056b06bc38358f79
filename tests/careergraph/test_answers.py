"""Answers of the Python API as rows, tables, data frames and networks."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careergraph import Answer, KnowledgeBase, Node, Path, Relationship
from careergraph.answers import as_text
from queries.store import Result, Value

SCALARS: st.SearchStrategy[Value] = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.dates()
)
VALUES: st.SearchStrategy[Value] = (
    SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(st.text("ab"), SCALARS)
)
OCCUPATIONS = "MATCH (o:DetailedOccupation) RETURN o.code AS code, o.title AS title ORDER BY code LIMIT 3"
GAPS = """
UNWIND [['01.0000', 9007199254740993, true], ['11.0701', null, null]] AS row
RETURN row[0] AS code, row[1] AS jobs, row[2] AS flag"""


def answer(*columns: list[Value]) -> Answer:
    names = tuple(f"column{number}" for number in range(len(columns)))
    return Answer(Result(names, list(zip(*columns, strict=True)), False, 0.0))


def test_rows_are_dicts_by_column_name(base: KnowledgeBase) -> None:
    found = base.query(OCCUPATIONS)
    assert found.columns == ("code", "title")
    assert found.rows[0] == {"code": "11-1011", "title": "Chief Executives"}
    assert list(found) == found.rows
    assert (len(found), found.truncated) == (3, False)


def test_an_empty_answer_keeps_its_columns_in_every_form(base: KnowledgeBase) -> None:
    found = base.query("MATCH (s:SubCluster {title: 'None such'}) RETURN s.title AS title, s.id AS id")
    assert found.columns == ("title", "id")
    assert (found.rows, len(found)) == ([], 0)
    assert found.to_arrow().column_names == ["title", "id"]
    assert list(found.to_pandas().columns) == ["title", "id"]
    assert found.to_polars().columns == ["title", "id"]
    assert len(found.to_networkx()) == 0


def test_a_cut_answer_says_so(base: KnowledgeBase) -> None:
    assert base.query("MATCH (s:SubCluster) RETURN s", limit=71).truncated
    assert not base.query("MATCH (s:SubCluster) RETURN s", limit=72).truncated


def test_pandas_keeps_codes_texts_and_a_gap_turns_no_number_into_a_float(base: KnowledgeBase) -> None:
    frame = base.query(GAPS).to_pandas()
    assert list(frame["code"]) == ["01.0000", "11.0701"]
    assert frame["jobs"].dtype == pd.Int64Dtype()
    assert frame["flag"].dtype == pd.BooleanDtype()
    assert frame["jobs"][0] == 9007199254740993
    assert frame["jobs"][1] is pd.NA


def test_polars_keeps_codes_texts_and_numbers_whole(base: KnowledgeBase) -> None:
    frame = base.query(GAPS).to_polars()
    assert frame.schema == {"code": pl.String, "jobs": pl.Int64, "flag": pl.Boolean}
    assert frame.rows() == [("01.0000", 9007199254740993, True), ("11.0701", None, None)]


def test_a_network_has_every_node_once_with_its_labels_and_properties(base: KnowledgeBase) -> None:
    network = base.query("MATCH (c:CareerCluster)-[r:HAS_SUB_CLUSTER]->(s) RETURN c, r, s").to_networkx()
    assert (network.number_of_nodes(), network.number_of_edges()) == (14 + 72, 72)
    node = network.nodes["framework/2024/sub-cluster/software-solutions"]
    assert node["title"] == "Software Solutions"
    assert "SubCluster" in node["labels"]
    assert all(about["type"] == "HAS_SUB_CLUSTER" for _, _, about in network.edges(data=True))


def test_a_network_keeps_parallel_relationships(base: KnowledgeBase) -> None:
    asked = """
        MATCH (a)-[r]->(b)
        WHERE type(r) IN ['SEEKS_SKILL', 'HAS_SAMPLE_OCCUPATION', 'ADVISED', 'SUCCEEDED_BY']
        WITH a, b, count(r) AS several
        WHERE several > 1
        MATCH (a)-[r]->(b)
        RETURN a, collect(r) AS parallel, b"""
    found = base.query(asked)
    total = sum(len(parallel) for row in found if isinstance(parallel := row["parallel"], list))
    assert total > len(found) > 0
    assert found.to_networkx().number_of_edges() == total


def test_a_network_takes_paths_and_what_lists_and_maps_hold(base: KnowledgeBase) -> None:
    found = base.query("""
        MATCH p = (:MajorGroup {code: '15-0000'})<-[:BROADER*3]-(:DetailedOccupation {code: '15-1252'})
        MATCH (s:SubCluster {title: 'Software Solutions'})
        RETURN p, [{inside: s}] AS nested""")
    assert isinstance(found.rows[0]["p"], Path)
    network = found.to_networkx()
    assert (network.number_of_nodes(), network.number_of_edges()) == (5, 3)
    assert network.has_edge("soc/2018/15-1252", "soc/2018/15-1250")


def test_repeated_column_names_stay_apart() -> None:
    found = Answer(Result(("a", "b", "a"), [(1, 2, 3)], False, 0.0))
    assert found.to_arrow().to_pydict() == {"a": [1], "b": [2], "a (3)": [3]}


def test_nodes_and_relationships_become_json() -> None:
    node = Node("a/1", ("Skill",), {"title": "Ü"})
    tie = Relationship("#1", "KNOWS", "a/1", "a/1", {})
    [first, second] = answer([node, tie]).to_arrow()["column0"].to_pylist()
    assert first == '{"id": "a/1", "labels": ["Skill"], "properties": {"title": "Ü"}}'
    assert '"type": "KNOWS"' in second


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(VALUES, min_size=n, max_size=n), max_size=3)))
def test_whatever_a_column_mixes_it_becomes_a_table_and_loses_no_value(columns: list[list[Value]]) -> None:
    found = answer(*columns)
    table = found.to_arrow()
    assert found.to_polars().shape == found.to_pandas().shape or not columns
    for column, cells in zip(columns, table.columns, strict=True):
        for value, cell in zip(column, cells.to_pylist(), strict=True):
            assert (value is None) == (cell is None)
            assert value is None or cell == value or cell == as_text(value)


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        (["01.0000", None], pa.string()),
        ([1, None], pa.int64()),
        ([1, 0.5], pa.float64()),
        ([2**53 + 1, 0.5], pa.string()),
        ([True, None], pa.bool_()),
        ([True, 1], pa.string()),
        (["1", 1], pa.string()),
        ([["a"], None], pa.list_(pa.string())),
    ],
)
def test_a_column_gets_the_narrowest_type_that_holds_it_exactly(column: list[Value], kind: pa.DataType) -> None:
    assert answer(column).to_arrow().schema.types == [kind]
