"""Which column of a table is meant: by its name, its number or its letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from queries.align_cells import Cell, shown

_ORDINAL = re.compile(r"[1-9][0-9]{0,5}")
_LETTERS = re.compile(r"[A-Za-z]{1,3}")


class UnreadableTable(ValueError):
    """A file is not a table that can be read, or lacks what was asked for; its text is fit to show."""


def find_column(rows: Sequence[Sequence[Cell]], wanted: str) -> tuple[int, int]:
    """Index of the header row among the rows, and of the wanted column in it.

    A number or letters name a place unless the first row has a column of that name: further down they are data.
    """
    texts = [[shown(cell) for cell in cells] for cells in rows]
    first = next((i for i, row in enumerate(texts) if any(row)), None)
    if first is None:
        raise UnreadableTable("the file is empty")
    place = _position(wanted)
    if place is not None and not _named(texts[first], wanted):
        for at in range(first, len(texts)):
            if place < len(texts[at]):
                return at, place
    for at, row in enumerate(texts):
        if found := _named(row, wanted):
            if len(found) > 1:
                places = " and ".join(_letter(index) for index in found)
                raise UnreadableTable(f"{places} are both called {wanted!r}; say which by its letter")
            return at, found[0]
    raise UnreadableTable(_no_column(texts[first], wanted))


def _named(row: Sequence[str], wanted: str) -> list[int]:
    return [index for index, name in enumerate(row) if name and _plain(name) == _plain(wanted)]


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _position(wanted: str) -> int | None:
    """Index of a column by its number (from 1) or its letters."""
    if _ORDINAL.fullmatch(wanted):
        return int(wanted) - 1
    if not _LETTERS.fullmatch(wanted):
        return None
    place = 0
    for letter in wanted.upper():
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _letter(index: int) -> str:
    text, rest = "", index + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        text = chr(ord("A") + digit) + text
    return text


def _no_column(header: Sequence[str], wanted: str) -> str:
    named = {_plain(name): name for name in header if name}
    near = [named[found] for found in get_close_matches(_plain(wanted), named, 2)]
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    listed = ", ".join(f"{_letter(i)} {name}" for i, name in enumerate(header) if name)
    return f"there is no column {wanted!r}.{hint} The columns are: {listed}"
