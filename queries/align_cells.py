"""Cells of spreadsheets as the text that Excel would show."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any, TypeAlias

# A text of a CSV file, or a cell of a workbook (openpyxl's, or None).
Cell: TypeAlias = Any

_FIXED = re.compile(r"(0+)(?:\.(0+))?")
_PARTED = re.compile(r'(0+)(?:\\(.)|"([^"]*)"|(-))(0+)')


def shown(cell: Cell) -> str:
    """The text of a cell: of a number with a format such as `00.0000` or `00-0000`, with its zeros."""
    if isinstance(cell, str):
        return cell
    value = getattr(cell, "value", cell)
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, getattr(cell, "number_format", None) or "General")
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _number(value: float, number_format: str) -> str:
    pattern = number_format.partition(";")[0]
    if value >= 0 and (fixed := _FIXED.fullmatch(pattern)) and pattern != "0":
        decimals = len(fixed[2] or "")
        width = len(fixed[1]) + (decimals + 1 if decimals else 0)
        return f"{value:0{width}.{decimals}f}"
    if value >= 0 and float(value).is_integer() and (parted := _PARTED.fullmatch(pattern)):
        digits = str(int(value)).zfill(len(parted[1]) + len(parted[5]))
        joint = parted[2] or parted[3] or parted[4] or ""
        return f"{digits[: -len(parted[5])]}{joint}{digits[-len(parted[5]) :]}"
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return f"{value:.15g}"
