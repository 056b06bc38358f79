"""The rules that every CareerGraph keeps, each with an exception that carries its data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence

from ontology import codes
from ontology.derived import Derived
from ontology.nodes import (
    Code,
    CombinedOccupation,
    Government,
    Industry,
    Node,
    Occupation,
    Program,
    Source,
    SubCluster,
)
from ontology.relationships import Broader, HasSubCluster, Relationship


class IntegrityError(ValueError):
    """A rule of the graph is broken."""


class DuplicateId(IntegrityError):
    """Two nodes share an id."""

    def __init__(self, first: Node, second: Node) -> None:
        super().__init__(f"two nodes have the id {first.id}: {first!r} and {second!r}")
        self.first, self.second = first, second


class DuplicateRelationship(IntegrityError):
    """The same statement stands twice, to the letter."""

    def __init__(self, relationship: Relationship) -> None:
        super().__init__(f"stated twice: {relationship!r}")
        self.relationship = relationship


class DanglingEnd(IntegrityError):
    """A relationship (or its source) names a node that is not there."""

    def __init__(self, relationship: Relationship, missing: str) -> None:
        super().__init__(f"there is no node {missing!r}, which is named by {relationship!r}")
        self.relationship, self.missing = relationship, missing


class ForbiddenRelation(IntegrityError):
    """A relationship joins kinds that its type may not join."""

    def __init__(self, relationship: Relationship, start: Node, end: Node) -> None:
        allowed = (
            f"{' or '.join(k.__name__ for k in relationship.START)} to "
            f"{' or '.join(k.__name__ for k in relationship.END)}"
        )
        super().__init__(
            f"{relationship.type} may join {allowed}, not {start.kind} {start.id} to {end.kind} {end.id}"
        )
        self.relationship, self.start, self.end = relationship, start, end


class NotASource(IntegrityError):
    """A relationship names as its source what is none."""

    def __init__(self, relationship: Relationship, named: Node) -> None:
        super().__init__(f"{named.kind} {named.id} is not a Source, but it is named as one by {relationship!r}")
        self.relationship, self.named = relationship, named


class BadDerivation(IntegrityError):
    """A derived relationship lacks what makes it one: evidence that exists, sources, a confidence from 0 to 1."""

    def __init__(self, relationship: Derived, why: str) -> None:
        super().__init__(f"{why}: {relationship!r}")
        self.relationship = relationship


class BrokenHierarchy(IntegrityError):
    """A code does not stand under the code that its system's rule names."""

    def __init__(self, node_id: str, expected: str | None, found: Sequence[str]) -> None:
        stands = ", ".join(found) or "nothing"
        super().__init__(f"{node_id} should stand under {expected or 'nothing'}; it stands under {stands}")
        self.node_id, self.expected, self.found = node_id, expected, tuple(found)


class WrongCode(IntegrityError):
    """A node's code is none of its system, or its id is another's."""

    def __init__(self, node: Code, why: str) -> None:
        super().__init__(f"{node.kind} {node.id} has the code {node.code!r}: {why}")
        self.node = node


class OrphanSubCluster(IntegrityError):
    """A sub-cluster stands in no cluster, or in several."""

    def __init__(self, node_id: str, clusters: Sequence[str]) -> None:
        super().__init__(f"{node_id} should stand in one cluster; it stands in {', '.join(clusters) or 'none'}")
        self.node_id, self.clusters = node_id, tuple(clusters)


class WrongCount(IntegrityError):
    """There are more or fewer of a kind than the sources say."""

    def __init__(self, kind: str, expected: int, found: int) -> None:
        super().__init__(f"{kind}: expected {expected:,}, found {found:,}")
        self.kind, self.expected, self.found = kind, expected, found


def unique_nodes(nodes: Iterable[Node]) -> dict[str, Node]:
    """Node id → node. Raises DuplicateId."""
    found: dict[str, Node] = {}
    for node in nodes:
        if node.id in found:
            raise DuplicateId(found[node.id], node)
        found[node.id] = node
    return found


def check_ends(nodes: Mapping[str, Node], relationships: Iterable[Relationship]) -> None:
    """Every relationship joins two nodes of kinds it may join and names a Source; none stands twice."""
    seen = set()
    for relationship in relationships:
        for named in (relationship.start, relationship.end, relationship.source):
            if named not in nodes:
                raise DanglingEnd(relationship, named)
        start, end = nodes[relationship.start], nodes[relationship.end]
        allowed = isinstance(start, relationship.START) and isinstance(end, relationship.END)
        if not allowed:
            raise ForbiddenRelation(relationship, start, end)
        if not isinstance(source := nodes[relationship.source], Source):
            raise NotASource(relationship, source)
        if relationship in seen:
            raise DuplicateRelationship(relationship)
        seen.add(relationship)


def check_derived(nodes: Mapping[str, Node], relationships: Iterable[Relationship]) -> None:
    """Every derived relationship rests on nodes and sources that are there. Raises BadDerivation."""
    for relationship in relationships:
        if isinstance(relationship, Derived):
            if not 0 <= relationship.confidence <= 1:
                raise BadDerivation(relationship, "the confidence should lie between 0 and 1")
            if missing := [named for named in relationship.evidence if named not in nodes]:
                raise BadDerivation(relationship, f"the evidence names what is not there ({missing[0]})")
            if not all(isinstance(nodes.get(named), Source) for named in relationship.derived_from):
                raise BadDerivation(relationship, "it should be derived from sources")


def check_hierarchy(nodes: Mapping[str, Node], relationships: Iterable[Relationship]) -> None:
    """Every code has the level and the one parent that its system's rule gives; so no cycle can be.

    The rules are those of the Census, BLS and NCES manuals, as ontology.codes states them.
    """
    above: dict[str, list[str]] = {}
    for relationship in relationships:
        if isinstance(relationship, Broader):
            above.setdefault(relationship.start, []).append(relationship.end)
    occupations = {n.code for n in nodes.values() if isinstance(n, Occupation)}
    for node in nodes.values():
        if isinstance(node, Code):
            _check_place(node, above.get(node.id, []), occupations)


def _check_place(node: Code, found: Sequence[str], occupations: Container[str]) -> None:
    if not node.id.endswith(f"/{node.code}"):
        raise WrongCode(node, "its id should end in it")
    try:
        place = _place(node, occupations)
    except codes.BadCode as error:
        raise WrongCode(node, str(error)) from error
    expected = f"{node.id.removesuffix(node.code)}{place.parent}" if place.parent else None
    if node.kind != place.level or list(found) != ([expected] if expected else []):
        raise BrokenHierarchy(node.id, expected, found)


def _place(node: Code, occupations: Container[str]) -> codes.CodePlace:
    if isinstance(node, CombinedOccupation | Government):
        return codes.CodePlace(node.kind, None)
    if isinstance(node, Industry):
        return codes.naics_place(node.code)
    if isinstance(node, Occupation):
        return codes.soc_place(node.code, occupations)
    assert isinstance(node, Program)
    return codes.cip_place(node.code)


def check_sub_clusters(nodes: Mapping[str, Node], relationships: Iterable[Relationship]) -> None:
    """Every sub-cluster stands in exactly one cluster. Raises OrphanSubCluster."""
    clusters: dict[str, list[str]] = {n.id: [] for n in nodes.values() if isinstance(n, SubCluster)}
    for relationship in relationships:
        if isinstance(relationship, HasSubCluster):
            clusters[relationship.end].append(relationship.start)
    for node_id, found in clusters.items():
        if len(found) != 1:
            raise OrphanSubCluster(node_id, found)


def check_counts(found: Mapping[str, int], expected: Mapping[str, int]) -> None:
    """Each kind or type named in `expected` occurs just that often. Raises WrongCount."""
    for kind, count in expected.items():
        if found.get(kind, 0) != count:
            raise WrongCount(kind, count, found.get(kind, 0))


def count_labels(nodes: Iterable[Node]) -> Counter[str]:
    """Label → number of nodes that carry it."""
    return Counter(label for node in nodes for label in node.labels)
