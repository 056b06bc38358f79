"""What became of the framework of 2002, as columns and flows: whole, or opened for one cluster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.figures.numbers import counted
from ontology.derived import LikelySucceededBy
from ontology.graph import CareerGraph
from ontology.nodes import CareerCluster, LegacyCluster, Node
from ontology.relationships import HasPathway, HasSubCluster, SucceededBy
from queries.evidence import Word, evidence
from queries.told.places import place


@dataclass(frozen=True, slots=True)
class Stop:
    """A thing of 2002 or 2024; `cluster` is the id of the cluster of 2024 that it takes its colour from."""

    id: str
    title: str
    cluster: str | None


@dataclass(frozen=True, slots=True)
class Flow:
    """Links of one sort from a thing of 2002 to one of 2024; its width is their number.

    Several links have no evidence in common: `word`, `confidence` and `note` are those of a single one.
    """

    start: str
    end: str
    derived: bool
    links: int = 1
    word: Word | None = None
    confidence: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Flows:
    """The two columns of the diagram, and what flows between them."""

    before: tuple[Stop, ...]
    after: tuple[Stop, ...]
    flows: tuple[Flow, ...]


def whole(graph: CareerGraph) -> Flows:
    """All clusters of 2002 and 2024; links of pathways and sub-clusters are counted at their clusters."""
    above = _above(graph)
    number = Counter(
        (above.get(flow.start, flow.start), above.get(flow.end, flow.end), flow.derived) for flow in _flows(graph)
    )
    flows = [Flow(start, end, derived, links) for (start, end, derived), links in sorted(number.items())]
    return _between(graph, graph.of_kind(LegacyCluster), graph.of_kind(CareerCluster), flows)


def opened(graph: CareerGraph, cluster: str) -> Flows:
    """The links of one cluster, of 2002 or of 2024, and of its parts. Raises KeyError for an unknown id."""
    inside = {cluster, *(part for part, whole in _above(graph).items() if whole == cluster)}
    flows = [flow for flow in _flows(graph) if inside & {flow.start, flow.end}]
    ends = {end for flow in flows for end in (flow.start, flow.end)} | inside - {cluster}
    nodes = [graph.nodes[node_id] for node_id in sorted(ends)]
    old = [node for node in nodes if node.id.startswith("framework/2002/")]
    return _between(graph, old, [node for node in nodes if node not in old], flows)


def _above(graph: CareerGraph) -> Mapping[str, str]:
    """Pathway or sub-cluster → its cluster."""
    parts = (*graph.of_type(HasPathway), *graph.of_type(HasSubCluster))
    return {part.end: part.start for part in parts}


def _flows(graph: CareerGraph) -> Iterable[Flow]:
    for stated in graph.of_type(SucceededBy):
        where = place({"locator": stated.locator})
        note = "; ".join(filter(None, (stated.change, where.words if where else "")))
        yield Flow(stated.start, stated.end, derived=False, note=note)
    for likely in graph.of_type(LikelySucceededBy):
        if likely.asserted:
            word = evidence(likely.method, likely.confidence, asserted=True)
            note = counted(likely.shared_occupations, "shared occupation")
            yield Flow(likely.start, likely.end, True, 1, word, likely.confidence, note)


def _between(graph: CareerGraph, before: Iterable[Node], after: Iterable[Node], flows: Sequence[Flow]) -> Flows:
    above = _above(graph)
    first = tuple(Stop(node.id, node.title, None) for node in before)
    last = tuple(Stop(node.id, node.title, above.get(node.id, node.id)) for node in after)
    return Flows(first, last, tuple(flows))
