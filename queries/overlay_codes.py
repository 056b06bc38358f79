"""Codes in the cells of a local framework: several in one cell, with their titles, old, short of zeros."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from queries.align import Aligner, Finding, Kind, Match, Outcome
from queries.overlay_columns import nothing
from queries.resolve import Resolver

# A comma parts codes only where another code follows: titles behind codes have commas, too.
_BETWEEN_CODES = re.compile(r"[;|\n]+|,(?=\s*(?:[\"'=]|(?:soc|cip|o\*?net(?:-soc)?)[\s:#]*)?\d)", re.IGNORECASE)
_DASHES = "-\u2010-\u2015\u2212"
_CODE = rf"(?:[A-Za-z*-]{{3,9}}[\s:#]*)?\d[\d.{_DASHES}]*\d"
_BEFORE_TITLE = re.compile(rf"({_CODE})(?:\s*[,:({_DASHES}]\s*|\s+)[^\d\s].*", re.DOTALL)
_BEHIND_TITLE = re.compile(rf".*\D[(\[]\s*({_CODE})\s*[)\]]", re.DOTALL)
_OTHER = {"soc": ("cip", "CIP"), "cip": ("soc", "SOC")}
LONGEST = 500  # characters of a text that may hold a code with its title


@dataclass(frozen=True, slots=True)
class CodeRead:
    """One code of a cell: its text, today's codes that it stands for, where these are aligned, and remarks."""

    text: str
    codes: tuple[str, ...]
    matches: tuple[Match, ...]
    findings: tuple[Finding, ...]

    @property
    def retired_for_good(self) -> bool:
        """Whether it was a code, and nothing took its place."""
        return not self.codes and any(finding.kind is Kind.NO_ALIGNMENT for finding in self.findings)


def codes_in(cell: str, aligner: Aligner, resolver: Resolver) -> tuple[CodeRead, ...]:
    """The codes of a cell in their order, each once; none where it is blank or says that there is none."""
    parts = dict.fromkeys(part.strip() for part in _BETWEEN_CODES.split(cell))
    return tuple(_read(part, aligner, resolver) for part in parts if part and part.casefold() not in nothing())


def _read(text: str, aligner: Aligner, resolver: Resolver) -> CodeRead:
    outcome = aligner.align(text)
    findings: Sequence[Finding] = outcome.findings
    if _unknown(outcome):
        titled = _without_title(text, aligner)
        if titled is None:
            findings = [_lost(text, outcome.findings[0], aligner.system, resolver)]
        else:
            outcome = titled
            findings = [Finding(Kind.NORMALISED, "title beside it left out"), *titled.findings]
    codes = tuple(dict.fromkeys(match.code for match in outcome.matches))
    return CodeRead(text, codes, tuple(match for match in outcome.matches if match.id), tuple(findings))


def _without_title(text: str, aligner: Aligner) -> Outcome | None:
    if len(text) > LONGEST:
        return None
    for pattern in (_BEFORE_TITLE, _BEHIND_TITLE):
        if found := pattern.fullmatch(text):
            outcome = aligner.align(found[1])
            if not _unknown(outcome):
                return outcome
    return None


def _lost(text: str, finding: Finding, system: str, resolver: Resolver) -> Finding:
    """What is said of a text that is no code: whether it is one of the other system; what is near, if a number."""
    other, name = _OTHER[system]
    if not any(reading.mend is None for reading in resolver.resolve(text, (other,))):
        return Finding(Kind.NOT_FOUND, "not found") if any(map(str.isalpha, text)) else finding
    return Finding(Kind.NOT_FOUND, f"no {system.upper()} code, but a {name} code: it has a column of its own")


def _unknown(outcome: Outcome) -> bool:
    return any(finding.kind is Kind.NOT_FOUND for finding in outcome.findings)
