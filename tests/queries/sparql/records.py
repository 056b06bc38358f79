"""Small looks into a graph's records."""

from __future__ import annotations

from collections.abc import Iterable

from ontology.graph import CareerGraph
from ontology.nodes import Code, FormerCode, Framework
from ontology.rdf.schemes import scheme_of
from ontology.relationships import Broader, HasPathway, HasSubCluster


def title(graph: CareerGraph, node_id: str) -> str:
    return graph.nodes[node_id].title


def code(graph: CareerGraph, node_id: str) -> str:
    """Its code; of what has none, the end of its id."""
    node = graph.nodes[node_id]
    return node.code if isinstance(node, Code | FormerCode) else node_id.rsplit("/", 1)[1]


def scheme_title(graph: CareerGraph, node_id: str) -> str | None:
    """Title of the scheme that it is a concept of; None for what is no concept."""
    scheme = scheme_of(graph.nodes[node_id])
    if scheme is None:
        return None
    known = graph.nodes.get(scheme.id)
    return known.title if isinstance(known, Framework) else scheme.title


def broader(graph: CareerGraph) -> dict[str, str]:
    """Id → id one level above."""
    down = {r.end: r.start for kind in (HasSubCluster, HasPathway) for r in graph.of_type(kind)}
    return down | {r.start: r.end for r in graph.of_type(Broader)}


def one(found: Iterable[str]) -> str:
    [it] = found
    return it
