"""Statements of a graph, joined into chains: what an explanation and a route are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ontology.derived import Derived
from ontology.graph import CareerGraph
from ontology.nodes import Node, Source
from ontology.relationships import Broader, Combines, HasCluster, HasPathway, HasSubCluster, Relationship
from queries.store import Plain

Walk = tuple[Relationship, ...]
Step = tuple[str, bool]  # a relationship type, and whether it is walked from its start to its end

# Types that join a whole to its parts, and whether they do so from the whole.
MEMBERSHIPS: Mapping[type[Relationship], bool] = {
    HasCluster: True,
    HasSubCluster: True,
    HasPathway: True,
    Combines: True,
    Broader: False,
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One relationship with the things that it names; nothing is derived from anything where it is published."""

    relationship: Relationship
    start: Node
    end: Node
    source: Source
    evidence: tuple[Node, ...] = ()
    derived_from: tuple[Source, ...] = ()

    @property
    def type(self) -> str:
        """Relationship type in the property graph."""
        return self.relationship.type

    @property
    def derived(self) -> bool:
        """Whether a method of ours says it, and no publisher."""
        return isinstance(self.relationship, Derived)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Who states it, and what it is derived from."""
        return (self.source, *self.derived_from)

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it: the properties of the relationship, its evidence with titles."""
        told: dict[str, Plain] = {
            "type": self.type,
            "start": self.start.id,
            "end": self.end.id,
            "derived": self.derived,
        }
        for name, value in self.relationship.properties().items():
            told[name] = list(value) if isinstance(value, tuple) else value
        if self.evidence:
            told["evidence"] = [plain_node(node) for node in self.evidence]
        return told


@dataclass(frozen=True, slots=True)
class Chain:
    """Statements from one thing to another: n of them between n + 1 things, in walking order."""

    nodes: tuple[Node, ...]
    statements: tuple[Statement, ...]

    @property
    def derived(self) -> bool:
        """Whether any of it is derived: then the whole is no publisher's."""
        return any(statement.derived for statement in self.statements)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The type of each statement, and whether it is walked from its start to its end."""
        pairs = zip(self.nodes, self.statements, strict=False)
        return tuple((statement.type, statement.start == node) for node, statement in pairs)

    @property
    def pattern(self) -> tuple[Step, ...]:
        """The steps without those between a whole and its parts, unless there are no others."""
        pairs = zip(self.steps, self.statements, strict=True)
        links = tuple(step for step, statement in pairs if type(statement.relationship) not in MEMBERSHIPS)
        return links or self.steps

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {
            "nodes": [plain_node(node) for node in self.nodes],
            "statements": [statement.to_plain() for statement in self.statements],
        }


def plain_node(node: Node) -> dict[str, Plain]:
    """A thing as JSON names it."""
    return {"id": node.id, "title": node.title, "kind": node.kind}


def far_end(relationship: Relationship, near: str) -> str:
    """The end of a relationship that is not this one."""
    return relationship.end if relationship.start == near else relationship.start


class Statements:
    """The relationships of a graph by the things that they join; made once, in a fraction of a second."""

    def __init__(self, graph: CareerGraph) -> None:
        self.nodes = graph.nodes
        self._around: dict[str, list[Relationship]] = defaultdict(list)
        for relationship in graph.relationships:
            self._around[relationship.start].append(relationship)
            self._around[relationship.end].append(relationship)

    def around(self, node_id: str) -> Sequence[Relationship]:
        """All relationships of a thing, out and in, in canonical order."""
        return self._around.get(node_id, ())

    def parts(self, node_id: str) -> dict[str, Walk]:
        """The thing itself, its parts and theirs, each with the walk down to it, the nearest first."""
        return self._family(node_id, down=True)

    def wholes(self, node_id: str) -> dict[str, Walk]:
        """The thing itself, what it is part of and so on, each with the walk up to it, the nearest first."""
        return self._family(node_id, down=False)

    def _family(self, node_id: str, *, down: bool) -> dict[str, Walk]:
        found: dict[str, Walk] = {node_id: ()}
        waiting = [node_id]
        for node in waiting:
            for relationship in self.around(node):
                from_whole = MEMBERSHIPS.get(type(relationship))
                if from_whole is None or (from_whole == (relationship.start == node)) != down:
                    continue
                other = far_end(relationship, node)
                if other not in found:
                    found[other] = (*found[node], relationship)
                    waiting.append(other)
        return found

    def chain(self, start: str, walk: Sequence[Relationship]) -> Chain:
        """The walk from this thing, told in full."""
        ids = [start]
        for relationship in walk:
            ids.append(far_end(relationship, ids[-1]))
        return Chain(tuple(self.nodes[i] for i in ids), tuple(self.statement(r) for r in walk))

    def statement(self, relationship: Relationship) -> Statement:
        """A relationship with the things that it names."""
        derived = relationship if isinstance(relationship, Derived) else None
        return Statement(
            relationship,
            start=self.nodes[relationship.start],
            end=self.nodes[relationship.end],
            source=self._source(relationship.source),
            evidence=tuple(self.nodes[named] for named in derived.evidence) if derived else (),
            derived_from=tuple(self._source(named) for named in derived.derived_from) if derived else (),
        )

    def _source(self, source_id: str) -> Source:
        source = self.nodes[source_id]
        assert isinstance(source, Source)
        return source
