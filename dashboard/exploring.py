"""Where a reader stands in the graph: the chosen thing, what was opened; its address, and steps from there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dashboard.picture import MOST, Opening, picture, unasked
from queries.statements import Statements

AT_FIRST, ON_THE_WAY = 30, 12
"""New things that are drawn unasked around the first thing, and around each that is chosen then."""


@dataclass(frozen=True, slots=True)
class State:
    """The chosen thing, what was opened, whether only what is published is drawn, the far end of paths, if any."""

    chosen: str
    openings: tuple[Opening, ...]
    only: bool = False
    to: str = ""

    @property
    def first(self) -> str:
        """The thing that the picture begins with."""
        return self.openings[0].node if self.openings else self.chosen

    @property
    def drawn(self) -> list[Opening]:
        """The openings that are drawn."""
        return [one for one in self.openings if not (one.closed or (self.only and one.derived))]

    def address(self) -> dict[str, str | list[str]]:
        """As the page's address has it."""
        told: dict[str, str | list[str]] = {"id": self.chosen, "open": [one.text for one in self.openings]}
        return told | ({"only": "published"} if self.only else {}) | ({"to": self.to} if self.to else {})


def begun(statements: Statements, chosen: str) -> State:
    """A new picture around a thing, with its small groups open."""
    return State(chosen, tuple(unasked(statements, chosen, (), AT_FIRST)))


def moved(statements: Statements, now: State, node_id: str) -> State:
    """Another thing chosen; the first time, the small groups around it open."""
    whole = picture(statements, now.first, now.openings)
    been = any(one.node == node_id and not one.to for one in now.openings)
    room = min(ON_THE_WAY, MOST - len(whole.nodes))
    new = [] if been else unasked(statements, node_id, whole.nodes, room)
    return replace(now, chosen=node_id, openings=with_open(now.openings, new), to="")


def with_open(openings: Sequence[Opening], more: Iterable[Opening]) -> tuple[Opening, ...]:
    """Openings with more of them; what was closed opens where it stood."""
    more = list(more)
    kept = [replace(one, closed=one.closed and replace(one, closed=False) not in more) for one in openings]
    return tuple(dict.fromkeys((*kept, *more)))


def switched(now: State, here: Iterable[Opening], wanted: Sequence[Opening]) -> State:
    """Of some openings those open that are wanted, and the others closed."""
    unwanted = {one for one in here if one not in wanted}
    kept = [replace(one, closed=True) if one in unwanted else one for one in now.openings]
    return replace(now, openings=with_open(kept, wanted))
