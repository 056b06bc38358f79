"""The published links between codes and clusters, each way, as the aligner walks them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ontology.graph import CareerGraph
from ontology.nodes import (
    BroadOccupation,
    Code,
    CombinedOccupation,
    DetailedOccupation,
    Industry,
    Node,
    Occupation,
)

# Id of what is aligned, and the relationships that say so.
Link = tuple[str, str]
_COARSE = "coarse: the crosswalk aligns sectors to clusters only"


class Links:
    """Relationships of the graph by end."""

    def __init__(self, graph: CareerGraph) -> None:
        self._graph = graph
        self._out: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._in: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for relationship in graph.relationships:
            if relationship.type in _WALKED:
                self._out[relationship.type][relationship.start].append(relationship.end)
                self._in[relationship.type][relationship.end].append(relationship.start)
        self.cluster_of: Mapping[str, str] = {
            sub_cluster: clusters[0] for sub_cluster, clusters in self._in["HAS_SUB_CLUSTER"].items()
        }

    def aligned(self, node: Node, target: str) -> list[Link]:
        """What a code in force is aligned to, each thing once, by code and title."""
        walks = {
            "sub-cluster": self._sub_clusters,
            "cluster": self._clusters,
            "soc": self._occupations,
            "cip": self._programs,
            "naics": self._sectors,
        }
        found: dict[str, str] = {}
        for node_id, via in walks[target](node):
            found.setdefault(node_id, via)
        return sorted(found.items(), key=lambda link: self._order(link[0]))

    def _order(self, node_id: str) -> tuple[str, str]:
        node = self._graph.nodes[node_id]
        return (node.code if isinstance(node, Code) else "", node.title)

    def _sub_clusters(self, node: Node) -> Iterable[Link]:
        if isinstance(node, Industry):
            return [
                (sub_cluster, f"{via}; then HAS_SUB_CLUSTER: all of the cluster's")
                for cluster, via in self._clusters(node)
                for sub_cluster in self._out["HAS_SUB_CLUSTER"].get(cluster, ())
            ]
        if isinstance(node, Occupation):
            return self._over(node, "COVERS_OCCUPATION")
        return [(start, "COVERS_PROGRAM") for start in self._in["COVERS_PROGRAM"].get(node.id, ())]

    def _clusters(self, node: Node) -> Iterable[Link]:
        if isinstance(node, Industry):
            return list(self._clusters_of_sector(node))
        return [(self.cluster_of[sub], f"{via}; then HAS_SUB_CLUSTER") for sub, via in self._sub_clusters(node)]

    def _clusters_of_sector(self, node: Industry) -> Iterator[Link]:
        sector = node.id
        while above := self._out["BROADER"].get(sector):
            sector = above[0]
        via = "COVERS_INDUSTRY" if sector == node.id else f"COVERS_INDUSTRY of its sector {self._code(sector)}"
        for cluster in self._in["COVERS_INDUSTRY"].get(sector, ()):
            yield cluster, via

    def _sectors(self, node: Node) -> Iterable[Link]:
        return [
            (sector, f"{via}; then COVERS_INDUSTRY ({_COARSE})")
            for cluster, via in self._clusters(node)
            for sector in self._out["COVERS_INDUSTRY"].get(cluster, ())
        ]

    def _occupations(self, node: Node) -> Iterable[Link]:
        return [(end, "PREPARES_FOR") for end in self._out["PREPARES_FOR"].get(node.id, ())]

    def _programs(self, node: Node) -> Iterable[Link]:
        return self._over(node, "PREPARES_FOR")

    def _over(self, node: Node, relation: str) -> Iterable[Link]:
        """The starts of a relation to an occupation; if none, to the one that it is in, or to its parts."""
        own = self._in[relation].get(node.id)
        if own:
            return [(start, relation) for start in own]
        return [
            (start, f"{relation} of {said} {self._code(other)}")
            for other, said in self._kin(node)
            for start in self._in[relation].get(other, ())
        ]

    def _kin(self, node: Node) -> Iterator[tuple[str, str]]:
        if isinstance(node, DetailedOccupation):
            for broad in self._out["BROADER"].get(node.id, ()):
                yield broad, "its broad occupation"
            for combined in self._in["COMBINES"].get(node.id, ()):
                yield combined, "the combined occupation"
        elif isinstance(node, BroadOccupation):
            for detailed in self._in["BROADER"].get(node.id, ()):
                yield detailed, "its occupation"
        elif isinstance(node, CombinedOccupation):
            for part in self._out["COMBINES"].get(node.id, ()):
                yield part, "its part"

    def _code(self, node_id: str) -> str:
        node = self._graph.nodes[node_id]
        assert isinstance(node, Code)
        return node.code


_WALKED = frozenset(
    {
        "HAS_SUB_CLUSTER",
        "COVERS_PROGRAM",
        "COVERS_OCCUPATION",
        "COVERS_INDUSTRY",
        "PREPARES_FOR",
        "BROADER",
        "COMBINES",
    }
)
