"""What a local framework is laid over: the published alignments of programs and occupations, by code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from alignments import occupations
from ontology.graph import CareerGraph
from ontology.nodes import Code
from ontology.relationships import (
    Broader,
    CoversOccupation,
    CoversProgram,
    InSubCluster,
    OfOccupation,
    ViaProgram,
)
from queries.align import Aligner
from queries.overlay_names import Names
from queries.resolve import Resolver
from queries.store import Plain

# Sub-cluster id → where the crosswalk says so, `file|sheet|row`.
Rows = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Place:
    """A national sub-cluster with its cluster, or a cluster alone."""

    cluster_id: str
    cluster: str
    sub_cluster_id: str = ""
    sub_cluster: str = ""

    @property
    def id(self) -> str:
        """Id of the sub-cluster, or of the cluster alone."""
        return self.sub_cluster_id or self.cluster_id

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {
            "clusterId": self.cluster_id,
            "cluster": self.cluster,
            "subClusterId": self.sub_cluster_id,
            "subCluster": self.sub_cluster,
        }


class Ground:
    """The graph as one overlay needs it, made in a fraction of a second; it remembers texts that it was asked.

    With `mend`, codes that lost zeros are taken for what they would be with them.
    """

    def __init__(self, resolver: Resolver, *, mend: bool = False) -> None:
        self.resolver, self.graph = resolver, resolver.graph
        self.names = Names(self.graph)
        self.aligners = {
            system: Aligner(resolver, system=system, to="sub-cluster", mend=mend) for system in ("cip", "soc")
        }
        self.parts = occupations.parts(self.graph)
        self._cluster_of = occupations.cluster_of(self.graph)
        self._broad = {r.start: r.end for r in self.graph.of_type(Broader)}
        self._together: dict[tuple[str, str], dict[str, tuple[str, ...]]] = defaultdict(dict)
        self._practised: set[tuple[str, str]] = set()
        self._occupations: dict[str, set[str]] = defaultdict(set)
        for row in _crosswalk(self.graph):
            self._learn(row)
        covers = (*self.graph.of_type(CoversProgram), *self.graph.of_type(CoversOccupation))
        self._locator = {(r.start, self._code(r.end)): r.locator or "" for r in covers}
        self.place = cache(self._place)

    def together(self, soc: str, cip: str) -> Rows:
        """The sub-clusters where an occupation (or its group, or its part) and a program stand in one row."""
        return self._together.get((soc, cip), {})

    def only_teachers(self, sub_cluster: str, cip: str) -> bool:
        """Whether the crosswalk has a program there with postsecondary teachers (SOC 25-1000) alone."""
        return (sub_cluster, cip) not in self._practised

    def occupations_with(self, cip: str) -> Collection[str]:
        """Ids of the occupations that stand with a program in a row of the crosswalk."""
        return self._occupations.get(cip, ())

    def locator(self, sub_cluster: str, code: str) -> str:
        """Where the crosswalk says that a sub-cluster covers a code; empty if it covers only its kin."""
        return self._locator.get((sub_cluster, code), "")

    def _place(self, node_id: str) -> Place:
        title = self.graph.nodes[node_id].title
        cluster = self._cluster_of.get(node_id)
        if cluster is None:
            return Place(node_id, title)
        return Place(cluster, self.graph.nodes[cluster].title, node_id, title)

    def _learn(self, row: _Row) -> None:
        cip = self._code(row.program)
        self._occupations[cip].add(row.occupation)
        if not occupations.is_teacher(row.occupation):
            self._practised.add((row.sub_cluster, cip))
        parts = self.parts[row.occupation]
        for kin in {row.occupation, *parts, *(self._broad[part] for part in parts)}:
            found = self._together[self._code(kin), cip]
            found[row.sub_cluster] = (*found.get(row.sub_cluster, ()), row.locator)

    def _code(self, node_id: str) -> str:
        node = self.graph.nodes[node_id]
        assert isinstance(node, Code)
        return node.code


@dataclass(frozen=True, slots=True)
class _Row:
    sub_cluster: str
    occupation: str
    program: str
    locator: str


def _crosswalk(graph: CareerGraph) -> Iterator[_Row]:
    """The rows of the crosswalk that name a program."""
    occupation = {r.start: r.end for r in graph.of_type(OfOccupation)}
    sub_cluster = {r.start: r for r in graph.of_type(InSubCluster)}
    for via in graph.of_type(ViaProgram):
        within = sub_cluster[via.start]
        yield _Row(within.end, occupation[via.start], via.end, within.locator or "")
