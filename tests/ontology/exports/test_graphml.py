"""GraphML: networkx reads the whole graph back; ids are what Gephi and yEd ask for."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ontology.exports.graphml import write_graphml
from ontology.graph import CareerGraph
from ontology.networks import from_networkx
from ontology.nodes import NODE_KINDS, Skill
from ontology.records import Record, property_names, property_types
from ontology.vocabulary import RELATIONSHIP_TYPES
from tests.ontology.exports.conftest import Exported
from tests.ontology.exports.little import DEVELOPERS, LITTLE
from tests.ontology.exports.looking import compare_with_golden

NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read(path: Path) -> nx.MultiDiGraph[str]:
    found = nx.read_graphml(path, force_multigraph=True)
    assert isinstance(found, nx.MultiDiGraph)
    return found


def graph_of(network: nx.MultiDiGraph[str]) -> CareerGraph:
    """The graph of a network whose lists are JSON, and whose ids are no attributes."""
    for name, data in network.nodes(data=True):
        read_lists(data, NODE_KINDS[data["kind"]])
        data |= {"id": name, "labels": tuple(json.loads(data["labels"]))}
    for *_, data in network.edges(data=True):
        read_lists(data, RELATIONSHIP_TYPES[data["type"]])
    return from_networkx(network)


def read_lists(data: dict[str, Any], record: type[Record]) -> None:
    for field, name in property_names(record).items():
        if property_types(record)[field] is tuple and name in data:
            data[name] = tuple(json.loads(data[name]))


def without_what_xml_lacks(graph: CareerGraph) -> CareerGraph:
    def legal(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(map(legal, value))
        return NOT_IN_XML.sub("?", value) if isinstance(value, str) else value

    records = (*graph.nodes.values(), *graph.relationships)
    return CareerGraph.from_records(replace(x, **{f: legal(getattr(x, f)) for f in fields_of(x)}) for x in records)


def fields_of(record: Record) -> list[str]:
    return [
        name for name in property_names(type(record)) if name not in ("id", "start", "end", "source", "evidence")
    ]


@pytest.fixture(scope="module")
def whole(exported: Exported) -> nx.MultiDiGraph[str]:
    return read(exported(write_graphml) / "careergraph.graphml")


def test_the_file_of_a_little_graph(tmp_path: Path) -> None:
    [path] = write_graphml(LITTLE, tmp_path)
    assert path.name == "careergraph.graphml"
    compare_with_golden("careergraph.graphml", path.read_text(encoding="utf-8"))


def test_the_whole_graph_has_its_nodes_edges_and_values(
    whole: nx.MultiDiGraph[str], derived_graph: CareerGraph
) -> None:
    assert set(whole.nodes) == set(derived_graph.nodes)
    types = Counter(data["type"] for *_, data in whole.edges(data=True))
    assert types == derived_graph.type_counts()
    node = whole.nodes["soc/2018/15-1252"]
    assert (node["code"], node["title"], node["kind"]) == ("15-1252", "Software Developers", "DetailedOccupation")
    assert (node["employment2024"], node["employmentGrowth2024to2034"]) == (1_693_800, 15.8)
    assert whole.nodes["cip/2020/01.0000"]["code"] == "01.0000"
    assert json.loads(whole.nodes["soc/2018/15-1252"]["labels"]) == ["Occupation", "DetailedOccupation"]


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=25)
@given(data=st.data())
def test_any_graph_comes_back(small_graph: st.SearchStrategy[CareerGraph], data: st.DataObject) -> None:
    graph = without_what_xml_lacks(data.draw(small_graph))
    with TemporaryDirectory() as folder:
        [path] = write_graphml(graph, Path(folder))
        assert graph_of(read(path)) == graph


def test_the_little_graph_comes_back_with_parallel_edges(tmp_path: Path) -> None:
    [path] = write_graphml(LITTLE, tmp_path)
    assert graph_of(read(path)) == LITTLE


def test_no_two_edges_share_an_id_and_no_key_is_taken_for_a_label(tmp_path: Path) -> None:
    [path] = write_graphml(LITTLE, tmp_path)
    root = ElementTree.parse(path).getroot()
    edges = [edge.attrib["id"] for edge in root.iter(f"{NAMESPACE}edge")]
    assert len(set(edges)) == len(edges) == len(LITTLE.relationships)
    keys = {key.attrib["id"]: key.attrib["attr.name"] for key in root.iter(f"{NAMESPACE}key")}
    assert keys["label"] == "title"
    assert not {"d3", "d7", "id", "weight", "size", "x", "y", "z", "r", "g", "b"} & {*keys, *keys.values()}


def test_keys_are_typed_and_say_what_they_mean(tmp_path: Path) -> None:
    [path] = write_graphml(LITTLE, tmp_path)
    keys = {key.attrib["id"]: key for key in ElementTree.parse(path).getroot().iter(f"{NAMESPACE}key")}
    types = {
        "node-employment2025": "long",
        "edge-confidence": "double",
        "node-retired": "boolean",
        "label": "string",
    }
    assert {name: keys[name].attrib["attr.type"] for name in types} == types
    said = keys["node-employment2025"].findtext(f"{NAMESPACE}desc")
    assert said == "Jobs, without the self-employed, jobs, national, May 2025 (OEWS)"


def test_the_file_says_how_to_cite_it_and_that_figures_are_national(tmp_path: Path) -> None:
    [path] = write_graphml(LITTLE, tmp_path)
    said = ElementTree.parse(path).getroot().findtext(f"{NAMESPACE}desc") or ""
    assert "Publisher. The crosswalk. 2025" in said
    assert "Wages and jobs are national figures." in said
    assert "https://w3id.org/careergraph/id/{id}" in said


def test_a_character_that_xml_lacks_does_not_spoil_the_file(tmp_path: Path) -> None:
    [path] = write_graphml(CareerGraph([Skill(id="skill/a", title="A\x00B")], []), tmp_path)
    assert read(path).nodes["skill/a"]["title"] == "A\ufffdB"


def test_absent_properties_are_left_out(tmp_path: Path) -> None:
    [path] = write_graphml(LITTLE, tmp_path)
    assert "medianWage2025" not in read(path).nodes[DEVELOPERS]
