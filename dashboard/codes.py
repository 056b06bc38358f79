"""A code among the others of its system: its place, the old codes that lead to it, what of it is covered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from dashboard.figures.code_tree import Branch, branches
from ontology import nodes as n
from ontology import relationships as r
from ontology.graph import CareerGraph
from queries.align_links import Links
from queries.resolve import Reading, Resolver
from queries.show import Thing

Rows = list[dict[str, Any]]


class System(NamedTuple):
    """A code system: what it is called, the kind of its codes, how their ids begin."""

    title: str
    kind: type[n.Code]
    begins: str


SYSTEMS: Mapping[str, System] = {
    "naics": System("Industries (NAICS)", n.Industry, "naics/"),
    "soc": System("Occupations (SOC)", n.Occupation, "soc/"),
    "cip": System("Programs (CIP)", n.Program, "cip/"),
}
_ID_OF_OTHERS = {"oews": "naics", "bls-combined": "soc"}
_FIGURES = ("employment2025", "medianWage2025", "openings2024to2034")


def system_of(node_id: str) -> str:
    """The system that a code is asked for under: a key of SYSTEMS."""
    first = node_id.partition("/")[0]
    return _ID_OF_OTHERS.get(first, first)


def tree(graph: CareerGraph, system: str) -> tuple[Branch, ...]:
    """The codes in force of a system as a tree, without those that only figures of BLS use."""
    found = SYSTEMS[system]
    return tuple(top for top in branches(graph, found.kind) if top.id.startswith(found.begins))


class Places:
    """Which code is in which."""

    def __init__(self, graph: CareerGraph) -> None:
        self._nodes = graph.nodes
        self._above: dict[str, str] = {}
        self._below: dict[str, list[str]] = defaultdict(list)
        for broader in graph.of_type(r.Broader):
            self._above[broader.start] = broader.end
            self._below[broader.end].append(broader.start)

    def path(self, node_id: str) -> list[str]:
        """Ids of the broader codes, the broadest first."""
        found: list[str] = []
        while node_id in self._above:
            node_id = self._above[node_id]
            found.insert(0, node_id)
        return found

    def within(self, node_id: str) -> list[str]:
        """Ids of a code and of all finer ones in it."""
        return [node_id, *(found for below in self._below.get(node_id, ()) for found in self.within(below))]

    def narrower(self, node_id: str) -> Rows:
        """The codes one level finer, with how many are in each; of occupations with their figures."""
        below = sorted((self._nodes[found] for found in self._below.get(node_id, ())), key=_code)
        return [self._row(node) for node in below]

    def _row(self, node: n.Node) -> dict[str, Any]:
        retired = " (retired)" if isinstance(node, n.Code) and node.retired else ""
        row = {"id": node.id, "code": _code(node), "title": f"{node.title}{retired}"}
        if isinstance(node, n.Occupation):
            return row | {name: node.properties().get(name) for name in _FIGURES}
        return row | {"codesInIt": len(self.within(node.id)) - 1}


def leading_here(graph: CareerGraph, within: Iterable[str]) -> Rows:
    """Former and retired codes that go on as one of these, and the concordance that says so."""
    ends = set(within)
    steps: list[r.MovedTo | r.ReplacedBy] = [*graph.of_type(r.ReplacedBy), *graph.of_type(r.MovedTo)]
    return [
        {
            "oldId": step.start,
            "oldCode": _code(graph.nodes[step.start]),
            "whatItWas": graph.nodes[step.start].title,
            "id": step.end,
            "code": _code(graph.nodes[step.end]),
            "title": graph.nodes[step.end].title,
            "saidBy": _said_by(graph, step),
        }
        for step in steps
        if step.end in ends and step.start not in ends
    ]


def _said_by(graph: CareerGraph, step: r.MovedTo | r.ReplacedBy) -> str:
    named = graph.nodes.get(f"source/{step.concordance}") or graph.nodes[step.source]
    return named.title


def reading_of(resolver: Resolver, node: n.Code | n.FormerCode) -> Reading:
    """What a code is: of which edition, whether in force, and as what it goes on."""
    readings = resolver.resolve(node.code, (system_of(node.id),))
    return next(reading for reading in readings if reading.id == node.id)


def aligned_today(graph: CareerGraph, links: Links, reading: Reading) -> Rows:
    """The clusters, and where there are any the sub-clusters, of the codes that an old one goes on as."""
    target = "cluster" if system_of(reading.id) == "naics" else "sub-cluster"
    return [
        {"todayId": code.id, "todaysCode": f"{code.code} {code.title}", **_aligned(graph, links, found)}
        for code in reading.today
        for found, _ in links.aligned(graph.nodes[code.id], target)
    ]


def _aligned(graph: CareerGraph, links: Links, found: str) -> dict[str, str]:
    cluster = links.cluster_of.get(found, found)
    sub_cluster = {"subClusterId": found, "subCluster": graph.nodes[found].title} if cluster != found else {}
    return {**sub_cluster, "clusterId": cluster, "cluster": graph.nodes[cluster].title}


def covered(graph: CareerGraph, within: Iterable[str]) -> Rows:
    """The sub-clusters that cover codes of a group, with how many, most first."""
    codes = set(within)
    found: dict[str, list[str]] = defaultdict(list)
    covers: list[r.Relationship] = [*graph.of_type(r.CoversOccupation), *graph.of_type(r.CoversProgram)]
    for link in covers:
        if link.end in codes:
            found[link.start].append(_code(graph.nodes[link.end]))
    cluster_of = {link.end: link.start for link in graph.of_type(r.HasSubCluster)}
    rows = [
        {
            "subClusterId": sub_cluster,
            "subCluster": graph.nodes[sub_cluster].title,
            "clusterId": cluster_of[sub_cluster],
            "cluster": graph.nodes[cluster_of[sub_cluster]].title,
            "howMany": len(ends),
            "codes": ", ".join(sorted(ends)),
        }
        for sub_cluster, ends in found.items()
    ]
    return sorted(rows, key=lambda row: (-row["howMany"], row["subCluster"]))


def employed(thing: Thing) -> Rows:
    """Occupations with jobs in an industry of 3 or 4 digits, most jobs first; withheld ones last."""
    return [
        {
            "id": related.node.id,
            "code": related.node.properties["code"],
            "title": related.node.properties["title"],
            "jobs": related.relationship.properties.get("jobs"),
            "medianWage": related.relationship.properties.get("medianWage"),
        }
        for group in thing.groups
        if group.type in ("EMPLOYED_IN", "EMPLOYED_IN_GROUP") and not group.outgoing
        for related in group.related
    ]


def _code(node: n.Node) -> str:
    return node.code if isinstance(node, n.Code | n.FormerCode) else ""
