"""A local framework laid over the graph: where it lands, what has no home, what it misses.

Nothing of it enters the graph: its clusters, pathways and programs have ids of their own, below `overlay/`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from queries.align import Kind
from queries.overlay_codes import CodeRead
from queries.overlay_columns import LABELS
from queries.overlay_gaps import FIGURES, Missed, NotReached, Share, missed, not_reached, shares
from queries.overlay_ground import Ground
from queries.overlay_landing import Agreement, Landed, land
from queries.overlay_names import Suggestion
from queries.overlay_rows import LocalProgram, LocalRow, base_id, one_line, programs
from queries.overlay_suggest import SEARCHED, Find, by_title
from queries.resolve import Resolver
from queries.store import Plain

__all__ = ["LocalRow", "NoHome", "Overlay", "Reason", "Remark", "overlay"]

_STEP = 5_000


class Reason(StrEnum):
    """Why a program has no home; of several, the first that applies."""

    LOST_ZEROS = "code that lost zeros"
    NO_ALIGNMENT = "no alignment published"
    NO_SUCCESSOR = "retired code without a successor"
    NOT_A_CODE = "not a code"
    NOT_A_NAME = "not a sub-cluster"
    NOTHING_GIVEN = "no code given"


@dataclass(frozen=True, slots=True)
class NoHome:
    """A program that lands nowhere, why, and what a search by its names suggests: derived, never counted."""

    program: LocalProgram
    reason: Reason
    text: str
    suggestions: tuple[Suggestion, ...]

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {
            **_local(self.program),
            "reason": self.reason.value,
            "text": self.text,
            "suggestions": [suggestion.to_plain() for suggestion in self.suggestions],
        }


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a text in a column, and in which rows it stands."""

    column: str
    text: str
    kind: str
    remark: str
    rows: tuple[int, ...]

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {
            "column": self.column,
            "text": self.text,
            "kind": self.kind,
            "remark": self.remark,
            "rows": list(self.rows),
        }


@dataclass(frozen=True, slots=True)
class Overlay:
    """A local framework over the graph. Each of its programs stands in `landed` or in `no_home`."""

    name: str
    id: str
    landed: tuple[Landed, ...]
    no_home: tuple[NoHome, ...]
    shares: tuple[Share, ...]
    missed: tuple[Missed, ...]
    not_reached: tuple[NotReached, ...]
    remarks: tuple[Remark, ...]
    notes: tuple[str, ...] = ()

    @property
    def programs(self) -> tuple[LocalProgram, ...]:
        """All programs, each once, those that land first."""
        return (*(one.program for one in self.landed), *(one.program for one in self.no_home))

    @property
    def agreements(self) -> Counter[Agreement]:
        """How many of those that land agree with the sub-cluster that they state."""
        return Counter(one.agreement for one in self.landed)

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {
            "name": self.name,
            "id": self.id,
            "landing": [
                {
                    **_local(one.program),
                    "agreement": one.agreement.value,
                    "places": [landing.to_plain() for landing in one.landings],
                }
                for one in self.landed
            ],
            "noHome": [one.to_plain() for one in self.no_home],
            "shares": [one.to_plain() for one in self.shares],
            "figures": FIGURES,
            "missedOccupations": [one.to_plain() for one in self.missed],
            "notReached": [one.to_plain() for one in self.not_reached],
            "remarks": [one.to_plain() for one in self.remarks],
            "notes": list(self.notes),
        }


def overlay(
    rows: Iterable[LocalRow],
    resolver: Resolver,
    *,
    name: str,
    mend: bool = False,
    find: Find | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Overlay:
    """Lays the rows of a local framework over the resolver's graph; nothing of them is kept.

    With `mend`, codes that lost zeros are taken for what they would be. `find` searches titles, for suggestions.
    Rows that say the same in every column count once. Order and repeats change nothing but the numbers of rows.
    """
    name = one_line(name)
    base, ground = base_id(name), Ground(resolver, mend=mend)
    found = []
    for program in programs(rows, base):
        found.append(land(program, ground))
        if len(found) % _STEP == 0:
            progress(f"{len(found):,} programs")
    landed = tuple(one for one in found if one.landings)
    homeless = [one for one in found if not one.landings]
    suggested = by_title(homeless, ground, find)
    return Overlay(
        name,
        base,
        landed,
        tuple(_no_home(one, suggested[one.program]) for one in homeless),
        shares(found),
        missed(landed, ground),
        not_reached(landed, ground),
        _remarks(found),
        _notes(homeless) if find else (),
    )


def _notes(homeless: Sequence[Landed]) -> tuple[str, ...]:
    left = len({one.program.name for one in homeless} - {""}) - SEARCHED
    return (f"suggestions by title: {left:,} of the titles without a home were not searched",) if left > 0 else ()


def _no_home(found: Landed, suggestions: tuple[Suggestion, ...]) -> NoHome:
    codes = [*found.cip, *found.soc]
    kinds = {finding.kind for code in codes for finding in code.findings}
    applies = {
        Reason.LOST_ZEROS: Kind.LOST_ZEROS in kinds,
        Reason.NO_ALIGNMENT: any(code.codes for code in codes),
        Reason.NO_SUCCESSOR: any(code.retired_for_good for code in codes),
        Reason.NOT_A_CODE: bool(codes),
        Reason.NOT_A_NAME: bool(found.named),
        Reason.NOTHING_GIVEN: True,
    }
    reason = next(reason for reason, holds in applies.items() if holds)
    said = [f"{column} {text}: {remark}" for column, text, _, remark in _said(found)]
    return NoHome(found.program, reason, "; ".join(said) or "neither a code nor a sub-cluster", suggestions)


def _remarks(found: Iterable[Landed]) -> tuple[Remark, ...]:
    rows: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
    for one in found:
        for said in _said(one):
            rows[said] += one.program.rows
    made = [Remark(*said, tuple(sorted(set(numbers)))) for said, numbers in rows.items()]
    return tuple(sorted(made, key=lambda remark: (remark.column, remark.kind, remark.text, remark.remark)))


def _said(found: Landed) -> Iterator[tuple[str, str, str, str]]:
    """Column, text, kind and remark, cell by cell."""
    yield from _of_codes(LABELS["cip"], found.cip)
    yield from _of_codes(LABELS["soc"], found.soc)
    for named in found.named:
        if named.remark:
            kind = "name of 2002" if named.succeeded else "cluster" if named.places else Reason.NOT_A_NAME.value
            yield LABELS["sub_cluster"], named.text, kind, named.remark


def _of_codes(column: str, read: Sequence[CodeRead]) -> Iterator[tuple[str, str, str, str]]:
    for code in read:
        for finding in code.findings:
            yield column, code.text, finding.kind.value, finding.text


def _local(program: LocalProgram) -> dict[str, Plain]:
    """A program as JSON carries it."""
    row = program.local
    return {
        "id": program.id,
        "rows": list(program.rows),
        "cluster": row.cluster,
        "pathway": row.pathway,
        "title": row.title,
        "soc": row.soc,
        "cip": row.cip,
        "subCluster": row.sub_cluster,
        "others": list(row.others),
    }
