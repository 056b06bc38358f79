"""Where a program of a local framework lands: by its codes together, by either, by the sub-cluster it states."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from queries.overlay_codes import CodeRead, codes_in
from queries.overlay_columns import nothing
from queries.overlay_ground import Ground, Place
from queries.overlay_names import Named
from queries.overlay_rows import LocalProgram
from queries.store import Plain

_BETWEEN_NAMES = re.compile(r"[;|\n]+")
TEACHERS = "only with postsecondary teachers (SOC 25-1000)"
ELSEWHERE = "its codes allow it, and the file states another of them"
UNBACKED = "the file states it, and its codes land elsewhere"


class Basis(StrEnum):
    """By what a program lands."""

    TOGETHER = "program and occupation in one row of the crosswalk"
    APART = "program and occupation, in rows apart"
    PROGRAM = "program"
    OCCUPATION = "occupation"
    SUCCEEDED = "name of 2002, and what the report says became of it"
    STATED = "stated in the file"

    @property
    def published(self) -> bool:
        """Whether a publisher says so, and not the file alone."""
        return self is not Basis.STATED


class Agreement(StrEnum):
    """How the sub-cluster that is stated and the codes agree."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    ONLY_STATED = "stated only"
    ONLY_CODES = "codes only"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Landing:
    """One place where a program lands. `codes` led there, `evidence` are rows of the crosswalk.

    `counts` says whether shares, missed occupations and what is reached go by it; `note` why not.
    """

    place: Place
    basis: Basis
    codes: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    counts: bool = True
    note: str = ""

    def to_plain(self) -> dict[str, Plain]:
        """As JSON carries it."""
        return {
            **self.place.to_plain(),
            "basis": self.basis.value,
            "published": self.basis.published,
            "codes": list(self.codes),
            "via": list(self.via),
            "evidence": list(self.evidence),
            "counts": self.counts,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Landed:
    """A program with what its cells say, and where it lands: nowhere if it has no home."""

    program: LocalProgram
    cip: tuple[CodeRead, ...]
    soc: tuple[CodeRead, ...]
    named: tuple[Named, ...]
    landings: tuple[Landing, ...]
    agreement: Agreement

    def codes(self, system: str) -> tuple[str, ...]:
        """Today's codes of its cells, `cip` or `soc`."""
        return _codes(self.cip if system == "cip" else self.soc)


def land(program: LocalProgram, ground: Ground) -> Landed:
    """What a program's cells say, and where that puts it."""
    row = program.local
    cip = codes_in(row.cip, ground.aligners["cip"], ground.resolver)
    soc = codes_in(row.soc, ground.aligners["soc"], ground.resolver)
    named = tuple(ground.names.read(part) for part in _names_in(row.sub_cluster))
    by_codes = _together(cip, soc, ground) or _apart(cip, soc, ground)
    stated = [place for name in named for place in name.places]
    agreed = [landing for landing in by_codes if landing.place.id in stated or landing.place.cluster_id in stated]
    landings = _counted(by_codes, agreed) + _stated(named, by_codes, agreed, ground)
    agreement = _agreement(bool(by_codes), bool(stated), bool(agreed))
    return Landed(program, cip, soc, named, tuple(sorted(landings, key=_order)), agreement)


def _names_in(cell: str) -> Iterable[str]:
    parts = dict.fromkeys(part.strip() for part in _BETWEEN_NAMES.split(cell))
    return (part for part in parts if part and part.casefold() not in nothing())


def _codes(read: Iterable[CodeRead]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for one in read for code in one.codes))


def _together(cip: Sequence[CodeRead], soc: Sequence[CodeRead], ground: Ground) -> list[Landing]:
    """Where one of its programs and one of its occupations stand in one row of the crosswalk."""
    codes: dict[str, list[str]] = defaultdict(list)
    rows: dict[str, list[str]] = defaultdict(list)
    for occupation in _codes(soc):
        for program in _codes(cip):
            for sub_cluster, locators in ground.together(occupation, program).items():
                codes[sub_cluster] += [occupation, program]
                rows[sub_cluster] += locators
    return [
        Landing(ground.place(sub), Basis.TOGETHER, _once(found), ("Alignment",), _once(rows[sub]))
        for sub, found in codes.items()
    ]


def _apart(cip: Sequence[CodeRead], soc: Sequence[CodeRead], ground: Ground) -> list[Landing]:
    by_program, by_occupation = _single(cip, ground), _single(soc, ground)
    found = []
    for sub in dict.fromkeys((*by_program, *by_occupation)):
        program, occupation = by_program.get(sub), by_occupation.get(sub)
        if program and occupation:
            found.append(_joined(program, occupation))
        elif occupation:
            found.append(replace(occupation, basis=Basis.OCCUPATION))
        elif program:
            taught = all(ground.only_teachers(sub, code) for code in program.codes)
            found.append(replace(program, note=TEACHERS if taught else ""))
    return found


def _single(read: Iterable[CodeRead], ground: Ground) -> Mapping[str, Landing]:
    """Sub-cluster id → where the codes of one system land."""
    found: dict[str, Landing] = {}
    for match in dict.fromkeys(match for one in read for match in one.matches):
        locator = ground.locator(match.id, match.code)
        one = Landing(
            ground.place(match.id),
            Basis.PROGRAM,
            (match.code,),
            (match.via,),
            (locator,) if locator else (),
        )
        found[match.id] = _joined(found[match.id], one, Basis.PROGRAM) if match.id in found else one
    return found


def _joined(one: Landing, other: Landing, basis: Basis = Basis.APART) -> Landing:
    return Landing(
        one.place,
        basis,
        _once((*one.codes, *other.codes)),
        _once((*one.via, *other.via)),
        _once((*one.evidence, *other.evidence)),
    )


def _counted(landings: Sequence[Landing], agreed: Sequence[Landing]) -> list[Landing]:
    """Those that the file states count, if any; else all but teachers', if there are others."""
    practised = [landing for landing in landings if not landing.note]
    if agreed:
        return [_with_count(one, one in agreed, one.note or ELSEWHERE) for one in landings]
    return [_with_count(one, one in (practised or landings), one.note) for one in landings]


def _with_count(landing: Landing, counts: bool, why_not: str) -> Landing:
    return replace(landing, counts=counts, note=landing.note if counts else why_not)


def _stated(
    named: Iterable[Named], by_codes: Sequence[Landing], agreed: Sequence[Landing], ground: Ground
) -> list[Landing]:
    """Where it is put by name, as far as its codes do not put it there anyway."""
    there = {place for landing in agreed for place in (landing.place.id, landing.place.cluster_id)}
    found: dict[str, Landing] = {}
    for name in named:
        basis = Basis.SUCCEEDED if name.succeeded else Basis.STATED
        via = ("SUCCEEDED_BY",) if name.succeeded else ()
        for place in name.places:
            if place not in there:
                counts = not by_codes
                note = "" if counts else UNBACKED
                found.setdefault(place, Landing(ground.place(place), basis, (), via, (), counts, note))
    return list(found.values())


def _agreement(codes: bool, stated: bool, agreed: bool) -> Agreement:
    if agreed:
        return Agreement.AGREES
    if codes and stated:
        return Agreement.DISAGREES
    if codes or stated:
        return Agreement.ONLY_CODES if codes else Agreement.ONLY_STATED
    return Agreement.NEITHER


def _order(landing: Landing) -> tuple[bool, str, str]:
    return not landing.counts, landing.place.cluster, landing.place.sub_cluster


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
