"""Why two things are linked, or what one is linked to and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from ontology.derived import Concerns, Derived, LikelySucceededBy
from ontology.graph import CareerGraph
from ontology.nodes import CareerCluster, LegacyPathway, Node
from ontology.relationships import (
    Employment,
    InSubCluster,
    Listed,
    OfOccupation,
    RelatedTo,
    Relationship,
    SucceededBy,
    ViaProgram,
)
from ontology.vocabulary import RELATIONSHIP_TYPES
from queries import links
from queries.explanation import Compared, CrosswalkRow, Explanation, Reason
from queries.routes import Routes
from queries.search import Hit, SearchIndex
from queries.show import NothingFound, SeveralFound, resolve
from queries.statements import Chain, Statement, Statements, Step

_PLACE = {name: place for place, name in enumerate(RELATIONSHIP_TYPES)}


def meant(asked: str, index: SearchIndex) -> tuple[str, tuple[Hit, ...]]:
    """Id of the one thing with this id, code or title, and the others that have the title, too.

    A thing of the framework goes before codes, skills and the like of the same title, if it is the only one.
    Raises NothingFound or SeveralFound.
    """
    try:
        return resolve(asked, index), ()
    except SeveralFound as several:
        of_framework = [hit for hit in several.hits if hit.id.startswith("framework/")]
        if len(of_framework) != 1:
            raise
        return of_framework[0].id, tuple(hit for hit in several.hits if hit not in of_framework)


class Explainer:
    """Explains links in a graph, with or without derived relationships. Made once, in a fraction of a second."""

    def __init__(self, graph: CareerGraph) -> None:
        self.statements = Statements(graph)
        self._routes = Routes(self.statements)

    def explain(self, a: str, b: str | None = None) -> Explanation:
        """Why a and b are linked; with a alone (or itself as b) what it is linked to and why.

        a and b are ids. Raises NothingFound.
        """
        for asked in (a, b):
            if asked is not None and asked not in self.statements.nodes:
                raise NothingFound(asked, ())
        return self._alone(a) if b is None or b == a else self._between(a, b)

    def _alone(self, a: str) -> Explanation:
        chains = [self.statements.chain(a, walk) for walk in links.alone(self.statements, a)]
        return Explanation(
            a=self.statements.nodes[a],
            b=None,
            reasons=_reasons(chains),
            rows=self._rows(a),
            routes=(),
            findings=self._findings(a),
            compared=self._compared(a, chains),
        )

    def _between(self, a: str, b: str) -> Explanation:
        chains = [self.statements.chain(a, walk) for walk in links.between(self.statements, a, b)]
        return Explanation(
            a=self.statements.nodes[a],
            b=self.statements.nodes[b],
            reasons=_reasons(chains),
            rows=self._rows(a, b),
            routes=self._routes.between(a, b),
            findings=self._findings(a, b),
            compared=(),
        )

    def _rows(self, a: str, b: str | None = None) -> tuple[CrosswalkRow, ...]:
        found = [self._row(alignment) for alignment in links.rows(self.statements, a, b)]
        return tuple(sorted(found, key=lambda row: row.sub_cluster.title))

    def _row(self, alignment: str) -> CrosswalkRow:
        ends = {type(r): self.statements.statement(r) for r in self.statements.around(alignment)}
        program = ends.get(ViaProgram)
        return CrosswalkRow(
            sub_cluster=ends[InSubCluster].end,
            occupation=ends[OfOccupation].end,
            program=program.end if program else None,
            stated=ends[InSubCluster],
        )

    def _findings(self, *asked: str) -> tuple[Statement, ...]:
        concerns = [r for node in asked for r in self.statements.around(node) if isinstance(r, Concerns)]
        return tuple(self.statements.statement(relationship) for relationship in concerns)

    def _compared(self, a: str, chains: Iterable[Chain]) -> tuple[Compared, ...]:
        """Cluster by cluster what the report and the method say of a pathway; nothing for anything else."""
        if not isinstance(self.statements.nodes[a], LegacyPathway):
            return ()
        last = [chain.statements[-1] for chain in chains]
        likely = [s for s in last if isinstance(s.relationship, LikelySucceededBy)]
        said = [s for s in last if isinstance(s.relationship, SucceededBy) and s.relationship.change != "added"]
        # What the report says of the pathway goes before what it says of its cluster.
        said = [s for s in said if s.start.id == a] or said
        clusters = sorted({self._cluster_of(s.end) for s in (*said, *likely)})
        return tuple(
            _compare(
                self.statements.nodes[cluster],
                [s for s in said if self._cluster_of(s.end) == cluster],
                [s for s in likely if self._cluster_of(s.end) == cluster],
            )
            for cluster in clusters
        )

    def _cluster_of(self, node: Node) -> str:
        wholes = self.statements.wholes(node.id)
        return next(whole for whole in wholes if isinstance(self.statements.nodes[whole], CareerCluster))


def _compare(cluster: Node, said: Sequence[Statement], likely: Sequence[Statement]) -> Compared:
    links = [s.relationship for s in likely if isinstance(s.relationship, LikelySucceededBy)]
    verdicts = [link.agrees for link in links if link.asserted and link.agrees is not None]
    surest_first = sorted(likely, key=lambda s: _sureness([s.relationship]))
    return Compared(cluster, tuple(said), tuple(surest_first), any(verdicts) if verdicts else None)


def _reasons(chains: Iterable[Chain]) -> tuple[Reason, ...]:
    """Chains of one pattern together; published patterns first, then short ones, then as the schema has them."""
    found: dict[tuple[bool, tuple[Step, ...]], list[Chain]] = defaultdict(list)
    for chain in chains:
        found[chain.derived, chain.pattern].append(chain)
    return tuple(
        Reason(pattern, derived, tuple(sorted(found[derived, pattern], key=_rank)))
        for derived, pattern in sorted(found, key=_place)
    )


def _place(group: tuple[bool, tuple[Step, ...]]) -> tuple[Any, ...]:
    derived, pattern = group
    return derived, len(pattern), [(_PLACE[kind], not outgoing) for kind, outgoing in pattern]


def _rank(chain: Chain) -> tuple[Any, ...]:
    """The surest first, then the shortest, then by figures: most jobs, best rank; then by ids."""
    relationships = [statement.relationship for statement in chain.statements]
    jobs = -sum(r.jobs or 0 for r in relationships if isinstance(r, Employment))
    rank = sum(r.rank for r in relationships if isinstance(r, RelatedTo))
    position = sum(r.position for r in relationships if isinstance(r, Listed))
    ids = [node.id for node in chain.nodes]
    return *_sureness(relationships), len(relationships), jobs, rank + position, ids


def _sureness(relationships: Iterable[Relationship]) -> tuple[bool, float]:
    """What is asserted sorts first, then by confidence, that of the least sure."""
    derived = [r for r in relationships if isinstance(r, Derived)]
    return any(not r.asserted for r in derived), -min((r.confidence for r in derived), default=1.0)
