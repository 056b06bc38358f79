"""A picture of a part of the graph: what was opened, what is drawn of it, where. It grows, and nothing moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dashboard.layout import Point, positions
from ontology.derived import DERIVED_TYPES
from ontology.nodes import Alignment
from ontology.vocabulary import RELATIONSHIP_TYPES
from queries.statements import Statements, far_end
from queries.store import Relationship
from queries.thing import as_relationship, thing
from queries.told.words import relations

Tie = tuple[str, str, str]

MOST = 500
"""Things of the largest picture."""
_MOST_OPENINGS = 100


@dataclass(frozen=True, slots=True)
class Group:
    """What a thing is linked to over one type in one direction: ids, those that matter most first."""

    type: str
    outgoing: bool
    ids: tuple[str, ...]

    @property
    def derived(self) -> bool:
        """Whether careergraph derives it."""
        return self.type in DERIVED_TYPES

    def tie(self, node_id: str, other: str) -> Tie:
        """What tells the link from a thing to one of its group from others."""
        return (self.type, node_id, other) if self.outgoing else (self.type, other, node_id)

    @property
    def heading(self) -> str:
        """What pages call it."""
        return relations()[self.type].heading(self.outgoing)


@dataclass(frozen=True, slots=True)
class Opening:
    """A group of a thing that is drawn, or only its link to `to`. What is `closed` keeps its places, undrawn."""

    node: str
    type: str
    outgoing: bool
    to: str = ""
    closed: bool = False

    @property
    def derived(self) -> bool:
        """Whether careergraph derives what is opened."""
        return self.type in DERIVED_TYPES

    @property
    def text(self) -> str:
        """As an address has it."""
        parts = ("out" if self.outgoing else "in", self.type, self.node, self.to)
        return ("-" if self.closed else "") + ":".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Picture:
    """Things in the order in which they came, the links between them, and where they stand.

    Those that are `missing` found no room.
    """

    nodes: tuple[str, ...]
    ties: tuple[Relationship, ...]
    places: Mapping[str, Point]
    missing: frozenset[str] = frozenset()


def read(texts: Iterable[str], statements: Statements) -> tuple[list[Opening], int]:
    """The openings that an address names, each once, and how many texts there name nothing that there is."""
    asked = list(texts)
    found = [opening for text in asked[:_MOST_OPENINGS] if (opening := _read(text, statements))]
    return list(dict.fromkeys(found)), len(asked) - len(found)


def _read(text: str, statements: Statements) -> Opening | None:
    way, *rest = text.removeprefix("-").split(":")
    if way not in ("out", "in") or len(rest) not in (2, 3) or rest[0] not in RELATIONSHIP_TYPES:
        return None
    opening = Opening(rest[1], rest[0], way == "out", rest[2] if len(rest) > 2 else "", text.startswith("-"))
    return opening if _ties(statements, opening) else None


@lru_cache(maxsize=200)
def groups(statements: Statements, node_id: str) -> tuple[Group, ...]:
    """All that a thing is linked to, as pages order it; rows of the crosswalk last. Raises NothingFound."""
    found = [
        Group(one.type, one.outgoing, tuple(dict.fromkeys(related.node.id for related in one.related)))
        for one in thing(statements, node_id).groups
    ]
    found.sort(key=lambda group: relations()[group.type].place)
    return (*found, *_crosswalk(statements, node_id))


def _crosswalk(statements: Statements, node_id: str) -> list[Group]:
    rows: dict[str, list[str]] = {}
    for told in statements.around(node_id):
        if isinstance(statements.nodes[told.start], Alignment) and told.end == node_id:
            rows.setdefault(told.type, []).append(told.start)
    return [Group(kind, False, tuple(ids)) for kind, ids in rows.items()]


def unasked(statements: Statements, node_id: str, drawn: Sequence[str], most: int) -> list[Opening]:
    """The groups that open by themselves: each with so few new things that all together are at most `most`."""
    found, known = [], {node_id, *drawn}
    for group in groups(statements, node_id):
        new = set(group.ids) - known
        if len(new) <= most and not isinstance(statements.nodes[group.ids[0]], Alignment):
            found.append(Opening(node_id, group.type, group.outgoing))
            known |= new
            most -= len(new)
    return found


def picture(statements: Statements, first: str, openings: Sequence[Opening]) -> Picture:
    """The picture that begins with a thing; each opening adds to it and moves nothing. At most 500 things.

    What is closed is in it, too: see `visible`.
    """
    return _grown(statements, first, tuple(replace(one, closed=False) for one in openings))


@lru_cache(maxsize=300)
def _grown(statements: Statements, first: str, openings: tuple[Opening, ...]) -> Picture:
    if not openings:
        return Picture((first,), (), positions([first], []))
    before, last = _grown(statements, first, openings[:-1]), openings[-1]
    ties = _ties(statements, last)
    wanted = dict.fromkeys((last.node, *(end for tie in ties for end in (tie.start, tie.end))))
    new = [one for one in wanted if one not in before.places]
    nodes = (*before.nodes, *new[: MOST - len(before.nodes)])
    known = set(nodes)
    drawn = dict.fromkeys((tie.type, tie.start, tie.end) for tie in before.ties)
    fresh = [tie for tie in ties if {tie.start, tie.end} <= known and (tie.type, tie.start, tie.end) not in drawn]
    found = (*before.ties, *fresh)
    places = positions(nodes, [(tie.start, tie.end) for tie in found], before.places)
    return Picture(nodes, found, places, before.missing | (set(new) - known))


@lru_cache(maxsize=1_000)
def _ties(statements: Statements, opening: Opening) -> list[Relationship]:
    """The links that an opening draws, those that matter most first."""
    if opening.node not in statements.nodes:
        return []
    order = {
        one: at
        for group in groups(statements, opening.node)
        if (group.type, group.outgoing) == (opening.type, opening.outgoing)
        for at, one in enumerate(group.ids)
    }
    found = [
        told
        for told in statements.around(opening.node)
        if told.type == opening.type
        and (told.start == opening.node) == opening.outgoing
        and opening.to in ("", far_end(told, opening.node))
    ]
    found.sort(key=lambda told: order[far_end(told, opening.node)])
    return [as_relationship(told) for told in found]


def visible(
    statements: Statements, whole: Picture, first: str, chosen: str, openings: Sequence[Opening]
) -> Picture:
    """The part of a picture that is drawn: what these openings hold, the first thing and the chosen one."""
    seen: dict[tuple[str, str, str], None] = {}
    for opening in openings:
        seen |= dict.fromkeys((tie.type, tie.start, tie.end) for tie in _ties(statements, opening))
    ties = tuple(tie for tie in whole.ties if (tie.type, tie.start, tie.end) in seen)
    ends = {first, chosen, *(opening.node for opening in openings)}
    ends |= {end for tie in ties for end in (tie.start, tie.end)}
    nodes = tuple(node for node in whole.nodes if node in ends)
    return Picture(nodes, ties, {node: whole.places[node] for node in nodes}, whole.missing)
