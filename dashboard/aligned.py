"""A list of codes brought up to date and aligned: what became of each code, the first rows, the workbook."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from ontology.nodes import Source as Publication
from queries.about import About
from queries.align import Aligner, AmbiguousSystem, Kind, NoSuchAlignment, Outcome, choose, guess_system
from queries.align_cells import Cell, shown
from queries.align_run import Added, run
from queries.align_tables import Source
from queries.align_xlsx import XlsxWriter
from queries.code_forms import forms
from queries.resolve import SYSTEMS, Reading, Resolver
from queries.sources_table import sources_table

SHOWN = 200
TODAY = "today"


class Became(StrEnum):
    """What became of a code, the gravest first."""

    UNKNOWN = "not known"
    ENDED = "ended, nothing took its place"
    MAY_LACK_ZEROS = "zeros may be missing"
    MENDED = "lost zeros put back"
    MOVED = "moved to today's code"
    REWRITTEN = "written differently"
    KEPT = "as it stands"


_ORDER = list(Became)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to align: `system` is empty where it is to be found out, `to` where the finest is wanted."""

    system: str = ""
    to: str = ""
    joined: bool = False
    mend: bool = True


@dataclass(frozen=True, slots=True)
class Aligned:
    """What was found: a row for each code with what became of it, the first aligned rows as texts, and counts.

    `counts` are of codes, of which several things may be true. `systems` tells how many codes were read as which;
    `doubtful` how many could be of another as well, where the list does not tell which it is of.
    """

    codes: list[dict[str, Any]]
    counts: Mapping[Became, int]
    systems: Mapping[str, int]
    doubtful: int
    unaligned: int
    empty: int
    rows_read: int
    rows_written: int
    columns: list[str]
    lines: list[list[str]]


class ListAligner(Aligner):
    """Reads a code in the first of `systems`, or where that does not know it, in the only other that does."""

    def __init__(self, resolver: Resolver, systems: Sequence[str], wanted: Wanted) -> None:
        to = systems[0] if wanted.to == TODAY else wanted.to
        super().__init__(resolver, system=systems[0], to=to, mend=wanted.mend)
        self._systems = systems
        self._others = {system: _other(resolver, system, wanted) for system in systems[1:]}

    def system_of(self, text: str) -> str:
        """The system that a code is read in; where none knows it, the one whose codes look like it."""
        known = [system for system in self._systems if self._resolver.resolve(text, (system,))]
        if len(known) == 1 or self.system in known:
            return known[0]
        alike = {form.system for form in forms(text)}
        return next((system for system in self._systems if system in alike), self.system)

    def reading(self, text: str) -> Reading | None:
        """What a code is read as, if anything."""
        return choose(self._resolver.resolve(text, (self.system_of(text),)), mend=self.mend)[0]

    def _align(self, text: str) -> Outcome:
        system = self.system_of(text)
        return super()._align(text) if system == self.system else self._others[system].align(text)


def _other(resolver: Resolver, system: str, wanted: Wanted) -> Aligner:
    try:
        return Aligner(resolver, system=system, to=system if wanted.to == TODAY else wanted.to, mend=wanted.mend)
    except NoSuchAlignment:
        return Aligner(resolver, system=system, mend=wanted.mend)


def align(source: Source, resolver: Resolver, wanted: Wanted) -> Aligned:
    """Aligns a list. Raises NoSuchAlignment."""
    read = list(source.rows)
    source.rows = iter(read)
    texts = Counter(row.code for row in read if row.code.strip())
    aligner, doubtful = _aligner(resolver, texts, source.column_name, wanted)
    preview = _Preview()
    report = run(source, aligner, preview, joined=wanted.joined, progress=_silent)
    readings = {text: aligner.reading(text) for text in texts}
    became = {text: _became(aligner.align(text), mend=wanted.mend) for text in texts}
    gravest_first = sorted(texts, key=lambda text: _ORDER.index(became[text][0]))
    return Aligned(
        codes=[
            {"asGiven": text.strip(), "whatBecameOfIt": ", ".join(became[text]), **row, "rows": texts[text]}
            for text in gravest_first
            for row in _told(readings[text], aligner.align(text))
        ],
        counts=Counter(one for several in became.values() for one in several),
        systems=Counter(reading.system for reading in readings.values() if reading),
        doubtful=doubtful,
        unaligned=report.codes_by_kind[Kind.NO_ALIGNMENT],
        empty=report.rows_without_code,
        rows_read=report.rows,
        rows_written=report.written_rows,
        columns=preview.columns,
        lines=preview.lines,
    )


def _aligner(resolver: Resolver, texts: Iterable[str], column: str, wanted: Wanted) -> tuple[ListAligner, int]:
    """The aligner for a list, and of how many of its codes it is doubtful which system they are of."""
    if wanted.system:
        return ListAligner(resolver, (wanted.system,), wanted), 0
    texts, doubtful = list(texts), 0
    try:
        first = guess_system(resolver, texts, column)
    except AmbiguousSystem as error:
        first = max(error.shares, key=error.shares.__getitem__)
        doubtful = sum(_systems_that_know(text, resolver) > 1 for text in texts)
    systems = (first, *(system for system in SYSTEMS if system != first))
    return ListAligner(resolver, systems, wanted), doubtful


def _systems_that_know(text: str, resolver: Resolver) -> int:
    return len({reading.system for reading in resolver.resolve(text) if reading.mend is None})


def _told(reading: Reading | None, outcome: Outcome) -> list[dict[str, str]]:
    """A row for each of today's codes that a code means; one where it means none."""
    read_as = f"{reading.system} {reading.edition}: {reading.code}" if reading else ""
    today = [(code.id, code.code, code.title) for code in reading.today] if reading else []
    return [
        {"readAs": read_as, "id": node_id, "code": code, "title": title, "remark": outcome.remark}
        for node_id, code, title in today or [("", "", "")]
    ]


def _became(outcome: Outcome, *, mend: bool) -> list[Became]:
    """What became of a code: one thing, or zeros put back and where it then went."""
    kinds = {finding.kind for finding in outcome.findings}
    found = {
        Became.UNKNOWN: Kind.NOT_FOUND in kinds,
        Became.ENDED: Kind.OLD_CODE in kinds and not outcome.matches,
        Became.MAY_LACK_ZEROS: Kind.LOST_ZEROS in kinds and not mend,
        Became.MENDED: Kind.LOST_ZEROS in kinds and mend,
        Became.MOVED: Kind.OLD_CODE in kinds and bool(outcome.matches),
        Became.REWRITTEN: Kind.NORMALISED in kinds,
    }
    return [became for became, true in found.items() if true] or [Became.KEPT]


def workbook(source: Source, resolver: Resolver, wanted: Wanted, about: About) -> bytes:
    """The aligned list as XLSX, codes as text, with a report and the sources. Raises NoSuchAlignment."""
    read = list(source.rows)
    source.rows = iter(read)
    aligner, _ = _aligner(resolver, dict.fromkeys(row.code for row in read), source.column_name, wanted)
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED, compresslevel=1) as out, XlsxWriter(out) as book:
        report = run(source, aligner, book, joined=wanted.joined, progress=_silent)
        book.finish(report, sources_table(about.build, about.citation, resolver.graph.of_kind(Publication)))
    return made.getvalue()


def _silent(_: str) -> None:
    return None


class _Preview:
    """Keeps the first rows as texts."""

    def __init__(self) -> None:
        self.columns: list[str] = []
        self.lines: list[list[str]] = []

    def before(self, cells: Sequence[Cell]) -> None:
        """Rows above the header are not shown."""

    def header(self, cells: Sequence[Cell], added: Added) -> None:
        """The header, each column under a name of its own."""
        for name in [*map(shown, cells), *added]:
            same = sum(other.partition(" (")[0] == name for other in self.columns)
            self.columns.append(f"{name} ({same + 1})" if same else name)

    def rows(self, cells: Sequence[Cell], lines: Sequence[Added], beyond: Sequence[Cell] = ()) -> None:
        """Rows, up to as many as are shown."""
        room = max(SHOWN - len(self.lines), 0)
        self.lines += [[*map(shown, [*cells, *beyond]), *added] for added in lines[:room]]
