"""Small steps over the facts tables that the expected answers share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from loaders.shipped import Fact
from tests.queries.catalog.world import World


def framework(world: World, table: str) -> Sequence[Fact]:
    """A table of the report."""
    return world.facts["framework"][table]


def crosswalk(world: World, table: str) -> Sequence[Fact]:
    """A table of the crosswalk."""
    return world.facts["crosswalk"][table]


def tail(node_id: str) -> str:
    """The slug or code that an id ends with."""
    return node_id.rsplit("/", 1)[1]


def of(facts: Iterable[Fact], **wanted: str) -> list[Fact]:
    """The rows that have these values."""
    return [fact for fact in facts if all(fact[column] == value for column, value in wanted.items())]


def by(column: str, facts: Iterable[Fact]) -> Mapping[str, Fact]:
    """Value of a column → its row."""
    return {fact[column]: fact for fact in facts}


def titles(column: str, facts: Iterable[Fact]) -> Mapping[str, str]:
    """Slug or code → title."""
    return {fact[column]: fact["title"] for fact in facts}


def by_title(facts: Iterable[Fact]) -> list[Fact]:
    """In the order of titles, then slugs."""
    return sorted(facts, key=lambda fact: (fact["title"], fact["slug"]))


def by_code(facts: Iterable[Fact]) -> list[Fact]:
    """In the order of codes."""
    return sorted(facts, key=lambda fact: fact["code"])


def section(fact: Fact) -> str:
    """The locator of a row of the report's tables."""
    return f"technical report|{fact['section']}|{fact.get('position', '')}"


def naics_sector(digits: str) -> str:
    """The code of two digits as NAICS writes it, some as a range; longer ones as they are."""
    ranges = ("31-33", "44-45", "48-49")
    return next((joint for joint in ranges if len(digits) == 2 and joint[:2] <= digits <= joint[3:]), digits)
