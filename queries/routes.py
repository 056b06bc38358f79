"""The shortest routes between two things, over statements that carry evidence.

A hop costs 100, and 100 times the decimal logarithm of how many statements of its type its start has, times how
many its end has: one of 600 occupations of an industry says less than one of 4 in a sub-cluster, so that hubs
are no shortcuts. A derived hop costs 100 more, and up to 100 more the less sure it is: published ones go first.
A vague hop (an occupation in an industry) only begins or ends a route, and does not do both where the route has
two (two occupations of one industry). From part to part of one whole (two codes of one sector) is no way.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from ontology.derived import Concerns, Derived, InterdisciplinaryWith, PredictedIn, PresentIn
from ontology.relationships import (
    AppliedIn,
    Combines,
    CrossCuts,
    EmployedIn,
    EmployedInGroup,
    HasCluster,
    InSubCluster,
    OfOccupation,
    RelatedTo,
    Relationship,
    ViaProgram,
)
from queries.statements import MEMBERSHIPS, Chain, Statements, Walk, far_end

MOST_ROUTES = 3
MOST_HOPS = 5
HOP = 100

# Types that join nearly all to all.
VAGUE = (EmployedIn, EmployedInGroup, RelatedTo, PredictedIn)
# Types that lead from any cluster to any other.
EVERYWHERE = (CrossCuts, AppliedIn, InterdisciplinaryWith, PresentIn)
# The rows of the crosswalk, whose statements stand in types of their own, too.
ROWS = (InSubCluster, OfOccupation, ViaProgram)
_NO_ROADS = (*EVERYWHERE, *ROWS, HasCluster, EmployedInGroup, Concerns)

Kind = type[Relationship]


class _Road(NamedTuple):
    """The way to a neighbour. `manner`: vague, up to a whole, down to a part, or none of these."""

    there: str
    price: int
    manner: str
    relationship: Relationship


class _Label(NamedTuple):
    """A way that Dijkstra has got to; labels compare by cost, then hops, then the ids on the way."""

    cost: int
    hops: int
    stops: tuple[str, ...]
    number: int
    manner: str
    walk: Walk


class Routes:
    """Finds routes in a graph."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements
        self._alike: dict[str, Counter[tuple[Kind, bool]]] = {}
        self._roads: dict[str, Sequence[_Road]] = {}

    def between(self, a: str, b: str) -> tuple[Chain, ...]:
        """Up to three routes of at most five hops from a to b, the cheapest first; empty where there is none.

        They have no thing in common on the way, and a type that an earlier one used costs 100 more, so that the
        next shows something else. The same two things have the same routes whichever comes first.
        """
        first, last = sorted((a, b))
        found: list[Walk] = []
        closed: set[str] = set()
        worn: Counter[Kind] = Counter()
        while len(found) < MOST_ROUTES:
            direct = all(len(walk) > 1 for walk in found)
            walk = self._cheapest(first, last, closed, worn, direct=direct)
            if walk is None:
                break
            found.append(walk)
            closed.update({end for r in walk for end in (r.start, r.end)} - {first, last})
            worn.update(type(r) for r in walk)
        return tuple(self._statements.chain(a, walk if a == first else walk[::-1]) for walk in found)

    def _cheapest(
        self, first: str, last: str, closed: set[str], worn: Mapping[Kind, int], *, direct: bool
    ) -> Walk | None:
        """Dijkstra with a limit of hops: a costlier way to a thing counts where it has fewer hops."""
        number = count()
        waiting = [_Label(0, 0, (first,), next(number), "", ())]
        known: dict[tuple[str, str], list[float]] = {}
        while waiting:
            label = heapq.heappop(waiting)
            here, hops = label.stops[-1], label.hops
            if here == last:
                return label.walk
            if hops == MOST_HOPS or (hops and known[here, label.manner][hops] < label.cost):
                continue
            for road in self._onward(label, last):
                if road.there in closed or (road.there == last and hops == 0 and not direct):
                    continue
                cost = label.cost + road.price + HOP * worn.get(type(road.relationship), 0)
                lowest = known.setdefault((road.there, road.manner), [math.inf] * (MOST_HOPS + 1))
                if cost < lowest[hops + 1]:
                    lowest[hops + 1 :] = [min(cost, other) for other in lowest[hops + 1 :]]
                    stops, walk = (*label.stops, road.there), (*label.walk, road.relationship)
                    heapq.heappush(waiting, _Label(cost, hops + 1, stops, next(number), road.manner, walk))
        return None

    def _onward(self, label: _Label, last: str) -> Iterator[_Road]:
        """The roads that may follow: up and down again is none, a vague one only as the first or the last."""
        for road in self._from(label.stops[-1]):
            turns_down = label.manner == "up" and road.manner == "down"
            vague_inside = road.manner == "vague" and label.hops > 0 and road.there != last
            vague_twice = road.manner == label.manner == "vague"
            if road.there not in label.stops and not (turns_down or vague_inside or vague_twice):
                yield road

    def _from(self, here: str) -> Sequence[_Road]:
        """The cheapest way to each neighbour."""
        if here not in self._roads:
            found: dict[str, _Road] = {}
            for relationship in self._statements.around(here):
                if isinstance(relationship, _NO_ROADS) or not carries_evidence(relationship):
                    continue
                there, price = far_end(relationship, here), self._price(relationship)
                if there not in found or price < found[there].price:
                    found[there] = _Road(there, price, _manner(relationship, here), relationship)
            self._roads[here] = list(found.values())
        return self._roads[here]

    def _price(self, relationship: Relationship) -> int:
        kind = type(relationship)
        alike = self._count(relationship.start)[kind, True] * self._count(relationship.end)[kind, False]
        unsure = 2 - relationship.confidence if isinstance(relationship, Derived) else 0
        return round(HOP * (1 + math.log10(alike) + unsure))

    def _count(self, here: str) -> Counter[tuple[Kind, bool]]:
        if here not in self._alike:
            self._alike[here] = Counter((type(r), r.start == here) for r in self._statements.around(here))
        return self._alike[here]


def carries_evidence(relationship: Relationship) -> bool:
    """Whether a row or section states it, or a method asserts it on evidence (combined codes: by elimination)."""
    if isinstance(relationship, Derived):
        return relationship.asserted and bool(relationship.evidence)
    return relationship.locator is not None or isinstance(relationship, Combines)


def _manner(relationship: Relationship, here: str) -> str:
    if isinstance(relationship, VAGUE):
        return "vague"
    from_whole = MEMBERSHIPS.get(type(relationship))
    if from_whole is None:
        return ""
    return "down" if from_whole == (relationship.start == here) else "up"
