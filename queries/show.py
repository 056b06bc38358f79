"""One thing with all its relations, out of any store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ontology.derived import DERIVED_TYPES
from queries.search import Hit, SearchIndex
from queries.store import Node, Plain, Relationship, Store, plain

TIMEOUT = 30.0
_EXACT = 0.95

_NODE = "MATCH (n {id: $id}) RETURN n"
_RELATIONS = """
MATCH (n {id: $id})-[r]-(other)
WHERE NOT other:Alignment
RETURN r, other
ORDER BY other.code, other.title, other.id"""
_ALIGNMENTS = """
MATCH (n {id: $id})--(a:Alignment)
MATCH (a)-[r:IN_SUB_CLUSTER]->(s:SubCluster)
MATCH (a)-[:OF_OCCUPATION]->(o:Occupation)
OPTIONAL MATCH (a)-[:VIA_PROGRAM]->(p:Program)
RETURN a, s, o, p, r.locator AS locator
ORDER BY s.title, o.code, p.code"""


class NothingFound(LookupError):
    """No node has this id, code or title. `near` are those that come close."""

    def __init__(self, asked: str, near: Sequence[Hit]) -> None:
        lines = "".join(f"\n  {hit.id}  {hit.title}" for hit in near)
        super().__init__(f"Nothing has the id, code or title {asked!r}.{' Near it:' if near else ''}{lines}")
        self.asked, self.near = asked, tuple(near)


class SeveralFound(LookupError):
    """Several nodes have this code or title."""

    def __init__(self, asked: str, hits: Sequence[Hit]) -> None:
        lines = "".join(f"\n  {hit.id}  {hit.title}" for hit in hits)
        super().__init__(f"{asked!r} names several things; say which by its id:{lines}")
        self.asked, self.hits = asked, tuple(hits)


@dataclass(frozen=True, slots=True)
class Related:
    """A node at the other end of a relationship."""

    node: Node
    relationship: Relationship


@dataclass(frozen=True, slots=True)
class Group:
    """Relationships of one type in one direction; `outgoing` is from the thing shown."""

    type: str
    outgoing: bool
    related: tuple[Related, ...]

    @property
    def derived(self) -> bool:
        """Whether careergraph derives this type, and no publisher states it."""
        return self.type in DERIVED_TYPES


@dataclass(frozen=True, slots=True)
class AlignmentRow:
    """A crosswalk row with the thing in it; `program` is None where the workbook says NO MATCH."""

    sub_cluster: Node
    occupation: Node
    program: Node | None
    locator: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Thing:
    """A node, its relationships by type and direction, and the crosswalk rows that it stands in."""

    node: Node
    groups: tuple[Group, ...]
    alignments: tuple[AlignmentRow, ...]

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {
            "node": plain(self.node),
            "relationships": [
                {
                    "type": g.type,
                    "outgoing": g.outgoing,
                    "derived": g.derived,
                    "node": plain(r.node),
                    "relationship": plain(r.relationship),
                }
                for g in self.groups
                for r in g.related
            ],
            "alignments": [
                {
                    "subCluster": plain(row.sub_cluster),
                    "occupation": plain(row.occupation),
                    "program": plain(row.program),
                    "locator": row.locator,
                    "note": row.note,
                }
                for row in self.alignments
            ],
        }


def resolve(asked: str, index: SearchIndex, kinds: Collection[str] | None = None) -> str:
    """Id of the one node with this id, code or exact title; what lives goes before what is retired.

    `kinds` are the kinds of nodes it may be, all if None.

    Raises NothingFound or SeveralFound.
    """
    hits = index.find(asked, kinds=kinds, limit=10)
    if hits and hits[0].id == asked.strip():
        return hits[0].id
    for role in ("code", "title"):
        exact = [hit for hit in hits if hit.score >= _EXACT and hit.role == role]
        live = [hit for hit in exact if not hit.retired] or exact
        if len(live) == 1:
            return live[0].id
        if live:
            raise SeveralFound(asked, live)
    of_kinds = hits[:5] if kinds is not None else []
    raise NothingFound(asked, of_kinds or index.suggest(asked))


def show(store: Store, node_id: str) -> Thing:
    """The node with this id and all that it is joined to. Raises NothingFound."""
    about: Mapping[str, str] = {"id": node_id}
    found = store.query(_NODE, about, timeout=TIMEOUT, limit=1).rows
    if not found:
        raise NothingFound(node_id, ())
    relations = store.query(_RELATIONS, about, timeout=TIMEOUT, limit=None).rows
    alignments = store.query(_ALIGNMENTS, about, timeout=TIMEOUT, limit=None).rows
    node = found[0][0]
    assert isinstance(node, Node)
    related = [_related(row) for row in relations]
    return Thing(node, grouped(node, related), tuple(_alignment(row) for row in alignments))


def grouped(node: Node, related: Iterable[Related]) -> tuple[Group, ...]:
    """What a node is related to, by type and direction: published types first."""
    groups: dict[tuple[str, bool], list[Related]] = {}
    for one in related:
        key = one.relationship.type, one.relationship.start == node.id
        groups.setdefault(key, []).append(one)
    made = [Group(*key, tuple(sorted(found, key=_weight))) for key, found in sorted(groups.items())]
    return tuple(sorted(made, key=lambda group: group.derived))


def _related(row: Sequence[object]) -> Related:
    relationship, other = row
    assert isinstance(relationship, Relationship)
    assert isinstance(other, Node)
    return Related(other, relationship)


def _weight(related: Related) -> float:
    """Most jobs first, surest first, or by rank; what is withheld comes last, all else stays as it stands."""
    properties = related.relationship.properties
    confidence = properties.get("confidence")
    if isinstance(confidence, float):
        return (0.0 if properties["asserted"] else 1.0) - confidence
    if related.relationship.type in ("EMPLOYED_IN", "EMPLOYED_IN_GROUP"):
        jobs = properties.get("jobs")
        return -float(jobs) if isinstance(jobs, int) else 1.0
    rank = properties.get("rank", 0)
    return float(rank) if isinstance(rank, int) else 0.0


def _alignment(row: Sequence[object]) -> AlignmentRow:
    alignment, sub_cluster, occupation, program, locator = row
    assert isinstance(alignment, Node)
    assert isinstance(sub_cluster, Node)
    assert isinstance(occupation, Node)
    assert program is None or isinstance(program, Node)
    note = alignment.properties.get("note")
    return AlignmentRow(sub_cluster, occupation, program, str(locator), None if note is None else str(note))
