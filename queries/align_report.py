"""What an alignment of a file did: counts, and the codes that someone should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from queries.align import Kind, Outcome

LISTED = 1000  # codes of a kind that are kept with their rows; beyond, only counted
SHOWN = 20
_ROWS = 5  # row numbers kept of a code
KINDS = {
    Kind.NOT_FOUND: "Codes not found",
    Kind.LOST_ZEROS: "Codes that lost zeros",
    Kind.OLD_CODE: "Codes of an earlier edition",
    Kind.TWO_MEANINGS: "Codes with another meaning in an earlier edition",
    Kind.NO_ALIGNMENT: "Codes that nothing published aligns",
    Kind.NORMALISED: "Codes written differently",
}
_QUIET = frozenset({Kind.NORMALISED})  # harmless: counted, not listed, except in JSON and the workbook


@dataclass(slots=True)
class Listed:
    """One code of the file: in how many rows, the first of them, and what there is to say."""

    code: str
    text: str
    count: int = 0
    rows: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Report:
    """Counts and lists, filled row by row."""

    column: str = ""
    system: str = ""
    target: str = ""
    mended: bool = False
    output: str = ""
    rows: int = 0
    aligned_rows: int = 0
    written_rows: int = 0
    rows_without_code: int = 0
    codes: set[str] = field(default_factory=set)
    rows_by_kind: Counter[Kind] = field(default_factory=Counter)
    codes_by_kind: Counter[Kind] = field(default_factory=Counter)
    lists: dict[Kind, dict[str, Listed]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    notes: list[str] = field(default_factory=list)

    def add(self, number: int, code: str, outcome: Outcome) -> None:
        """Counts one row of the file."""
        self.rows += 1
        self.aligned_rows += outcome.aligned
        new = code not in self.codes
        if new and code.strip():
            self.codes.add(code)
        for finding in outcome.findings:
            if finding.kind is Kind.NO_CODE:
                self.rows_without_code += 1
            else:
                self._list(finding.kind, finding.text, number, code, new=new)

    def _list(self, kind: Kind, text: str, number: int, code: str, *, new: bool) -> None:
        self.rows_by_kind[kind] += 1
        self.codes_by_kind[kind] += new
        listed = self.lists[kind]
        entry = listed.get(code)
        if entry is None:
            if len(listed) >= LISTED:
                return
            entry = listed[code] = Listed(code, text)
        entry.count += 1
        if len(entry.rows) < _ROWS:
            entry.rows.append(number)

    def to_plain(self) -> dict[str, Any]:
        """As JSON carries it; lists hold at most the first 1,000 codes of a kind, `codes` counts all."""
        return {
            "column": self.column,
            "from": self.system,
            "to": self.target,
            "mended": self.mended,
            "output": self.output,
            "rows": self.rows,
            "alignedRows": self.aligned_rows,
            "writtenRows": self.written_rows,
            "rowsWithoutCode": self.rows_without_code,
            "distinctCodes": len(self.codes),
            "findings": {
                kind.value: {
                    "codes": self.codes_by_kind[kind],
                    "rows": self.rows_by_kind[kind],
                    "list": [
                        {"code": e.code, "remark": e.text, "count": e.count, "firstRows": e.rows}
                        for e in self.lists[kind].values()
                    ],
                }
                for kind in KINDS
            },
            "notes": self.notes,
        }

    def counts(self) -> list[tuple[str, int]]:
        """Names and numbers of the summary."""
        counts = [
            ("rows read", self.rows),
            ("rows aligned", self.aligned_rows),
            ("rows written", self.written_rows),
            ("rows without a code", self.rows_without_code),
            ("distinct codes", len(self.codes)),
        ]
        return counts + [(name.lower(), self.codes_by_kind[kind]) for kind, name in KINDS.items()]

    def lines(self, limit: int = SHOWN) -> Iterator[str]:
        """The report as plain lines, with the first `limit` codes of each kind."""
        yield f"{self.system.upper()} codes of column {self.column!r} aligned to: {self.target}"
        for name, count in self.counts():
            if count or name in ("rows read", "rows aligned", "rows written"):
                yield f"  {name}: {count:,}"
        for kind, name in KINDS.items():
            if kind not in _QUIET and self.lists[kind]:
                yield ""
                yield f"{name}{self._consent(kind)}"
                yield from self._listed(kind, limit)
        yield from (f"Note: {note}" for note in self.notes)

    def _consent(self, kind: Kind) -> str:
        if kind is not Kind.LOST_ZEROS:
            return ""
        return (
            ", put back as --mend says" if self.mended else "; to align them as what they would become, add --mend"
        )

    def _listed(self, kind: Kind, limit: int) -> Iterator[str]:
        entries = list(self.lists[kind].values())
        for entry in entries[:limit]:
            yield f"  {entry.code}  {entry.text}  [{self.where(entry)}]"
        more = self.codes_by_kind[kind] - len(entries[:limit])
        if more > 0:
            yield f"  and {more:,} more; --json lists up to {LISTED:,}"

    @staticmethod
    def where(entry: Listed) -> str:
        """The rows that a code stands in, the first few of many."""
        rows = ", ".join(f"{row:,}" for row in entry.rows)
        more = entry.count - len(entry.rows)
        return f"row{'s' if entry.count > 1 else ''} {rows}{f' and {more:,} more' if more else ''}"

    def table(self) -> list[Sequence[str]]:
        """The report as rows of a sheet."""
        head = [["Column", self.column], ["From", self.system], ["To", self.target]]
        counts = [[name, str(count)] for name, count in self.counts()]
        notes = [["note", note] for note in self.notes]
        lists = [
            [kind.value, entry.code, entry.text, str(entry.count), ", ".join(map(str, entry.rows))]
            for kind in KINDS
            for entry in self.lists[kind].values()
        ]
        return [*head, *counts, *notes, [], ["Finding", "Code", "Remark", "Rows", "First rows"], *lists]
