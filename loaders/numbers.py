"""Figures in official tables: checked as texts, turned into jobs, dollars and percent without rounding."""

from __future__ import annotations

import re
from decimal import Decimal

from loaders.tables import Row

_THOUSANDS = re.compile(r"-?\d{1,3}(,?\d{3})*(\.\d)?", re.ASCII)
_PERCENT = re.compile(r"-?\d+(\.\d)?", re.ASCII)
_WHOLE = re.compile(r"[1-9]\d*", re.ASCII)
_CENTS = re.compile(r"\d+(\.\d{1,2})?", re.ASCII)


def jobs_of_thousands(row: Row, column: str, *, negative: bool = False) -> str:
    """Jobs, of a cell that holds thousands with one decimal at most. Raises SourceError for anything else."""
    text = row[column]
    if not _THOUSANDS.fullmatch(text) or (text.startswith("-") and not negative):
        row.wrong(column, "thousands of jobs, with one decimal at most")
    return str(int(Decimal(text.replace(",", "")) * 1000))


def percent(row: Row, column: str) -> str:
    """Percent with one decimal at most. Raises SourceError for anything else."""
    if not _PERCENT.fullmatch(row[column]):
        row.wrong(column, "percent, with one decimal at most")
    return row[column]


def whole(row: Row, column: str) -> str:
    """A whole number above zero. Raises SourceError for anything else."""
    if not _WHOLE.fullmatch(row[column]):
        row.wrong(column, "a whole number above zero")
    return row[column]


def hourly(row: Row, column: str) -> str:
    """Dollars an hour with two decimals: `21.3` is 21.30. Raises SourceError for anything else."""
    if not _CENTS.fullmatch(row[column]):
        row.wrong(column, "dollars an hour, with two decimals at most")
    return str(Decimal(row[column]).quantize(Decimal("0.01")))
