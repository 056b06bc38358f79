"""Which pages there are, and which of them is a thing's own: read from pages.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlencode

HOME, ANY = "home", "explore"


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: `name` is its file in views/ and its path; `kinds` are labels of nodes whose own page it is."""

    name: str
    title: str
    kinds: tuple[str, ...]

    @property
    def file(self) -> str:
        """The file of the page, from the folder of app.py."""
        return f"views/{self.name.replace('-', '_')}.py"


@cache
def pages() -> Mapping[str, PageEntry]:
    """Name → page, in the order of the navigation."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {name: PageEntry(name, row["title"], tuple(row.get("kinds", ()))) for name, row in table.items()}


def page_of(labels: Collection[str]) -> PageEntry:
    """The page of a node with these labels; what has no page of its own is shown in the graph."""
    found = (page for page in pages().values() if set(page.kinds) & set(labels))
    return next(found, pages()[ANY])


def href(page: str, **parameters: str) -> str:
    """A relative address, which holds behind a proxy, too."""
    place = "./" if page == HOME else page
    return f"{place}?{urlencode(parameters, quote_via=quote, safe='/')}" if parameters else place
