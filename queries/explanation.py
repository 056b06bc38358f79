"""What an explanation holds: reasons, crosswalk rows, routes, findings, and two answers compared."""

from __future__ import annotations

from dataclasses import dataclass

from ontology.nodes import Node, Source
from queries.statements import Chain, Statement, Step, plain_node
from queries.store import Plain


@dataclass(frozen=True, slots=True)
class Reason:
    """Chains alike: `pattern` are their types with directions, without the steps between wholes and parts.

    `derived`: a statement of each chain is derived. The surest come first, then the shortest, then most jobs.
    """

    pattern: tuple[Step, ...]
    derived: bool
    chains: tuple[Chain, ...]

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {
            "pattern": [{"type": kind, "outgoing": outgoing} for kind, outgoing in self.pattern],
            "count": len(self.chains),
            "chains": [chain.to_plain() for chain in self.chains],
        }


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """A row of the full crosswalk and where it stands; `program` is None where the workbook says NO MATCH."""

    sub_cluster: Node
    occupation: Node
    program: Node | None
    stated: Statement

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {
            "subCluster": plain_node(self.sub_cluster),
            "occupation": plain_node(self.occupation),
            "program": plain_node(self.program) if self.program else None,
            "source": self.stated.source.id,
            "locator": self.stated.relationship.locator,
            "note": self.stated.start.note,
        }


@dataclass(frozen=True, slots=True)
class Compared:
    """Where a pathway went: what the report says of one cluster, and what the method says of its sub-clusters.

    The report speaks of the pathway, or failing that of its cluster. `agrees` is what the links that the method
    asserts say of the report; None where it asserts none there, or the report does not speak.
    """

    cluster: Node
    published: tuple[Statement, ...]
    derived: tuple[Statement, ...]
    agrees: bool | None

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {
            "cluster": plain_node(self.cluster),
            "published": [statement.to_plain() for statement in self.published],
            "derived": [statement.to_plain() for statement in self.derived],
            "agrees": self.agrees,
        }


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a and b are linked; where b is None, what a is linked to and why.

    `routes` are the shortest that carry evidence, for two things. `findings` say where a method could assert
    nothing on a or b: each is what joins the finding to it. `compared` is for a pathway alone.
    """

    a: Node
    b: Node | None
    reasons: tuple[Reason, ...]
    rows: tuple[CrosswalkRow, ...]
    routes: tuple[Chain, ...]
    findings: tuple[Statement, ...]
    compared: tuple[Compared, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to say: no link, no row, no finding."""
        return not (self.reasons or self.rows or self.routes or self.findings)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of everything that is said here, by title."""
        chains = [*(chain for reason in self.reasons for chain in reason.chains), *self.routes]
        stated = [statement for chain in chains for statement in chain.statements]
        stated += [*self.findings, *(row.stated for row in self.rows)]
        found = {source.id: source for statement in stated for source in statement.sources}
        return tuple(sorted(found.values(), key=lambda source: (source.title, source.id)))

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it, published and derived apart."""
        return {
            "a": plain_node(self.a),
            "b": plain_node(self.b) if self.b else None,
            "published": {**self._told(derived=False), "crosswalkRows": [row.to_plain() for row in self.rows]},
            "derived": {**self._told(derived=True), "findings": [_plain_finding(each) for each in self.findings]},
            "compared": [compared.to_plain() for compared in self.compared],
            "sources": [_plain_source(source) for source in self.sources],
        }

    def _told(self, *, derived: bool) -> dict[str, Plain]:
        return {
            "reasons": [reason.to_plain() for reason in self.reasons if reason.derived == derived],
            "routes": [route.to_plain() for route in self.routes if route.derived == derived],
        }


def _plain_finding(concerns: Statement) -> dict[str, Plain]:
    properties = concerns.start.properties()
    told: dict[str, Plain] = {name: str(properties[name]) for name in ("outcome", "reason")}
    return {**told, **concerns.to_plain()}


def _plain_source(source: Source) -> dict[str, Plain]:
    told = ("id", "title", "publisher", "release", "rights", "url", "citation")
    properties = source.properties()
    return {name: str(properties[name]) for name in told}
