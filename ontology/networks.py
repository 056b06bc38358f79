"""CareerGraph to and from networkx."""

from __future__ import annotations

import networkx as nx

from ontology.graph import CareerGraph
from ontology.nodes import NODE_KINDS
from ontology.records import Record, property_names, property_types
from ontology.vocabulary import RELATIONSHIP_TYPES


def to_networkx(graph: CareerGraph) -> nx.MultiDiGraph[str]:
    """A MultiDiGraph: nodes by id with `kind`, `labels` and their properties; edges with `type` and theirs."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in graph.nodes.values():
        network.add_node(node.id, kind=node.kind, labels=node.labels, **node.properties())
    for relationship in graph.relationships:
        properties = relationship.properties()
        network.add_edge(relationship.start, relationship.end, type=relationship.type, **properties)
    return network


def from_networkx(network: nx.MultiDiGraph[str]) -> CareerGraph:
    """The graph that to_networkx turned into a network; what it gives comes back equal."""
    records: list[Record] = [_record(NODE_KINDS[data["kind"]], data) for _, data in network.nodes(data=True)]
    for start, end, data in network.edges(data=True):
        record = RELATIONSHIP_TYPES[data["type"]]
        records.append(_record(record, {**data, "start": start, "end": end}))
    return CareerGraph.from_records(records)


def _record(record: type[Record], data: dict[str, object]) -> Record:
    # Properties leave empty lists out; some fields have no default.
    fields: dict[str, object] = {name: () for name, kind in property_types(record).items() if kind is tuple}
    fields |= {name: data[label] for name, label in property_names(record).items() if label in data}
    made: Record = record(**fields)
    return made
