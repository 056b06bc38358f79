"""Where published statements stand, in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from queries.store import Value


class Place(NamedTuple):
    """A file and its sheet, or a document and its section; and the rows there that say so, or the position."""

    file: str
    sheet: str
    rows: tuple[str, ...]

    @property
    def where(self) -> str:
        """File and sheet."""
        return f"{self.file}, {self.sheet}" if self.sheet else self.file

    @property
    def which(self) -> str:
        """The rows, or the position in a document."""
        if not self.rows:
            return ""
        one = "row" if "." in self.file else "position"
        return f"{one if len(self.rows) == 1 else f'{one}s'} {', '.join(self.rows)}"

    @property
    def words(self) -> str:
        """All of it."""
        return ", ".join(filter(None, (self.where, self.which)))


def place(properties: Mapping[str, Value]) -> Place | None:
    """The place that a relationship's locator names, or all of its locators; None without one."""
    locator, several = properties.get("locator"), properties.get("locators")
    if not isinstance(locator, str):
        return None
    file, sheet, _ = locator.split("|")
    rows = [str(one).rpartition("|")[2] for one in (several if isinstance(several, list) else [locator])]
    return Place(file, sheet, tuple(sorted(filter(None, rows), key=lambda row: (len(row), row))))


def shared(places: Collection[Place | None]) -> Place | None:
    """The file and sheet that all of them stand in, if it is the same."""
    found = {place._replace(rows=()) if place else None for place in places}
    return found.pop() if len(found) == 1 else None
