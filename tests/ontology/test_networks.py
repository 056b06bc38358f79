from __future__ import annotations

import networkx as nx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ontology.graph import CareerGraph
from ontology.networks import from_networkx, to_networkx


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_a_network_gives_back_an_equal_graph(
    small_graph: st.SearchStrategy[CareerGraph], data: st.DataObject
) -> None:
    graph = data.draw(small_graph)
    found = from_networkx(to_networkx(graph))
    assert found == graph
    assert found.content_hash() == graph.content_hash()


def test_the_whole_shipped_graph_becomes_a_network_and_comes_back(graph: CareerGraph) -> None:
    network = to_networkx(graph)
    assert (network.number_of_nodes(), network.number_of_edges()) == (len(graph.nodes), len(graph.relationships))
    found = from_networkx(network)
    assert found == graph
    assert found.content_hash() == graph.content_hash()


def test_a_network_says_kind_labels_types_and_properties(graph: CareerGraph) -> None:
    network = to_networkx(graph)
    node = network.nodes["soc/2018/15-1252"]
    assert (node["kind"], node["labels"]) == ("DetailedOccupation", ("Occupation", "DetailedOccupation"))
    assert (node["title"], node["code"]) == ("Software Developers", "15-1252")
    assert (node["employment2024"], node["employmentGrowth2024to2034"]) == (1_693_800, 15.8)
    edges = list(network.out_edges("soc/2018/15-1252", data=True))
    assert {data["type"] for _, _, data in edges} == {"BROADER", "EMPLOYED_IN", "EMPLOYED_IN_GROUP", "RELATED_TO"}
    assert [end for _, end, data in edges if data["type"] == "BROADER"] == ["soc/2018/15-1250"]
    (government,) = [data for _, end, data in edges if end == "oews/2025/999000"]
    assert (government["type"], government["source"]) == ("EMPLOYED_IN", "source/oews-2025")
    assert {"jobs", "meanWage", "medianWage", "locator"} <= set(government)
    broader = [(start, end) for start, end, data in network.edges(data=True) if data["type"] == "BROADER"]
    assert nx.has_path(nx.DiGraph(broader), "soc/2018/15-1252", "soc/2018/15-0000")
