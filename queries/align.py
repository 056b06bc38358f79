"""What a code is aligned to: clusters, sub-clusters, occupations, programs, industries; by published links only.

A code of a column is resolved first; a code of an earlier edition goes on as today's, all of them if several.
Where the publisher aligns only something near (the broad occupation, the sector), `via` of the match says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ontology.graph import CareerGraph
from ontology.nodes import Code, InstructionalProgram, Node, Occupation
from queries.align_links import Links
from queries.resolve import SYSTEMS, Reading, Resolver, TodaysCode

TARGETS = ("sub-cluster", "cluster", "soc", "naics", "cip")
SAMPLE = 500
_REMEMBERED = 50_000
_HINTS = {
    "cip": ("cip", "program"),
    "soc": ("soc", "o*net", "onet", "occ"),
    "naics": ("naics", "industry", "sector"),
}


class NoSuchAlignment(ValueError):
    """No published link leads from one system to the other."""

    def __init__(self, system: str, target: str) -> None:
        super().__init__(
            f"nothing published aligns {system.upper()} codes to {target.upper()} codes: the crosswalk aligns "
            f"sectors to clusters only. Take cluster or sub-cluster"
        )
        self.system, self.target = system, target


class AmbiguousSystem(ValueError):
    """The values of a column read as codes of several systems, or of none."""

    def __init__(self, shares: Mapping[str, float]) -> None:
        said = ", ".join(f"{share:.0%} as {system.upper()}" for system, share in shares.items())
        super().__init__(f"cannot tell which codes these are ({said})")
        self.shares = dict(shares)


class Kind(StrEnum):
    """What there is to say about a code."""

    NOT_FOUND = "not found"
    LOST_ZEROS = "lost zeros"
    OLD_CODE = "old code"
    NORMALISED = "normalised"
    TWO_MEANINGS = "two meanings"
    NO_ALIGNMENT = "no alignment published"
    NO_CODE = "no code"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on a code."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """Today's code, and one thing that it is aligned to; `id` and all after it are empty where there is none."""

    code: str
    code_title: str
    id: str = ""
    aligned_code: str = ""
    title: str = ""
    cluster: str = ""
    via: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one text: its matches (none if it was not resolved), and what there is to say."""

    matches: tuple[Match, ...]
    findings: tuple[Finding, ...]

    @property
    def aligned(self) -> bool:
        """Whether something is aligned to it."""
        return any(match.id for match in self.matches)

    @property
    def remark(self) -> str:
        """All findings in one line."""
        return "; ".join(finding.text for finding in self.findings)


class Aligner:
    """Aligns codes of one system. With `mend` a code that lost its zeros is taken for what it would be."""

    def __init__(self, resolver: Resolver, *, system: str, to: str = "", mend: bool = False) -> None:
        if system not in SYSTEMS:
            raise ValueError(f"there is no code system {system!r}; there are {', '.join(SYSTEMS)}")
        self.system, self.to, self.mend = system, to or default_target(system), mend
        if self.to not in TARGETS:
            raise ValueError(f"nothing is aligned to {to!r}; to what can be: {', '.join(TARGETS)}")
        if system == "naics" and self.to in ("soc", "cip"):
            raise NoSuchAlignment(system, self.to)
        self._resolver = resolver
        self._graph: CareerGraph = resolver.graph
        self._links = Links(resolver.graph)
        self.align: Callable[[str], Outcome] = lru_cache(_REMEMBERED)(self._align)

    def _align(self, text: str) -> Outcome:
        if not text.strip():
            return Outcome((), (Finding(Kind.NO_CODE, "no code"),))
        readings = self._resolver.resolve(text, (self.system,))
        if not readings:
            return Outcome((), (Finding(Kind.NOT_FOUND, self._near(text)),))
        chosen, findings = choose(readings, mend=self.mend)
        if chosen is None:
            return Outcome((), tuple(findings))
        matches = [match for code in chosen.today for match in self._matches(code, chosen)]
        findings += _about(chosen, readings)
        if not any(match.id for match in matches):
            findings.append(Finding(Kind.NO_ALIGNMENT, self._why(chosen)))
        return Outcome(tuple(matches), tuple(findings))

    def _near(self, text: str) -> str:
        near = self._resolver.near(text, (self.system,))
        said = ", ".join(f"{code.code} ({code.title})" for code in near)
        return f"not found{f'; near it: {said}' if said else ''}"

    def _matches(self, code: TodaysCode, reading: Reading) -> list[Match]:
        if self.to == self.system:
            step = "same code" if reading.in_force else ("MOVED_TO" if self.system == "cip" else "REPLACED_BY")
            return [Match(code.code, code.title, code.id, code.code, code.title, "", step)]
        found = self._links.aligned(self._graph.nodes[code.id], self.to)
        return [self._match(code, node_id, via) for node_id, via in found] or [Match(code.code, code.title)]

    def _match(self, code: TodaysCode, node_id: str, via: str) -> Match:
        node = self._graph.nodes[node_id]
        cluster = self._links.cluster_of.get(node_id)
        return Match(
            code.code,
            code.title,
            node_id,
            node.code if isinstance(node, Code) else "",
            node.title,
            self._graph.nodes[cluster].title if cluster else "",
            via,
        )

    def _why(self, reading: Reading) -> str:
        node = self._graph.nodes[reading.today[0].id] if reading.today else None
        if isinstance(node, Code) and not _is_fine(node):
            return f"no alignment is published for {node.code}: it is a group, and only what is in it is aligned"
        return "no alignment is published for it" if node else "nothing took its place"


def default_target(system: str) -> str:
    """What codes of a system are aligned to if nothing is asked: as fine as the workbook is."""
    return "cluster" if system == "naics" else "sub-cluster"


def choose(readings: Iterable[Reading], *, mend: bool) -> tuple[Reading | None, list[Finding]]:
    """The reading to go on with, if any, and what is to be said about zeros.

    A text that is a code as it stands may be a longer one short of zeros, too (`52.01`, of 52.0100): with consent
    it is taken for the program of six digits, as only those are aligned. So it is where several are possible.
    """
    plain = [reading for reading in readings if reading.mend is None]
    mended = sorted((r for r in readings if r.mend is not None), key=lambda r: -len(r.code))
    best = mended[0] if mended else None
    if best is None or (plain and not (_is_program(best) and not _is_program(plain[0]))):
        return (plain[0] if plain else None), []
    others = ", ".join(reading.code for reading in (*plain[:1], *mended[1:]))
    if mend:
        said = f"{best.mend}: {best.code}"
        return best, [Finding(Kind.LOST_ZEROS, f"{said} (could also be {others})" if others else said)]
    if plain:
        said = f"taken as it stands; if it lost zeros, it would become {best.code} with --mend"
        return plain[0], [Finding(Kind.LOST_ZEROS, said)]
    said = f"lost zeros; would become {best.code} with --mend"
    return None, [Finding(Kind.LOST_ZEROS, f"{said} (could also be {others})" if others else said)]


def _about(chosen: Reading, readings: Collection[Reading]) -> list[Finding]:
    found = []
    if chosen.normalised:
        found.append(Finding(Kind.NORMALISED, f"read as {chosen.code}: {chosen.normalised}"))
    if not chosen.in_force:
        said = f"{chosen.how} ({chosen.concordance})" if chosen.concordance else chosen.how
        found.append(Finding(Kind.OLD_CODE, said))
    for other in readings:
        if other.code == chosen.code and other.id != chosen.id:
            said = f"taken as {chosen.system} {chosen.edition}; it is also a {other.how}"
            found.append(Finding(Kind.TWO_MEANINGS, said))
    return found


def _is_program(reading: Reading) -> bool:
    return len(reading.code) == 7


def _is_fine(node: Node) -> bool:
    """Whether codes of this kind are what the publishers align."""
    if isinstance(node, Occupation):
        return node.kind not in ("MajorGroup", "MinorGroup")
    return not isinstance(node, Code) or isinstance(node, InstructionalProgram) or node.id.startswith("naics/")


def guess_system(resolver: Resolver, values: Iterable[str], column: str) -> str:
    """The system that reads most of the values; the column's name tips the scales. Raises AmbiguousSystem."""
    known = list(dict.fromkeys(value.strip() for value in values if value.strip()))[:SAMPLE]
    shares = {system: _share(resolver, known, system) for system in SYSTEMS}
    hinted = {system: any(hint in column.lower() for hint in _HINTS[system]) for system in SYSTEMS}
    scores = sorted(((shares[s] + 0.25 * hinted[s], s) for s in SYSTEMS), reverse=True)
    if scores[0][0] - scores[1][0] < 0.1:
        raise AmbiguousSystem(shares)
    return scores[0][1]


def _share(resolver: Resolver, values: Collection[str], system: str) -> float:
    worth = 0.0
    for value in values:
        readings = resolver.resolve(value, (system,))
        worth += (1.0 if readings[0].mend is None else 0.9) if readings else 0.0
    return worth / len(values) if values else 0.0
