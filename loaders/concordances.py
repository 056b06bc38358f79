"""What the concordances of code systems have in common: codes of an earlier edition that lead to today's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from loaders.shipped import Fact
from loaders.sources import SourceSpec
from ontology.nodes import FormerCode
from ontology.records import Record
from ontology.relationships import ReplacedBy

Former = Callable[[str], FormerCode]
Identifier = Callable[[str], str]


def changed(pairs: Sequence[Fact]) -> list[Fact]:
    """The pairs of those old codes that are not simply the same code today."""
    successors = defaultdict(set)
    for pair in pairs:
        successors[pair["old"]].add(pair["new"])
    return [pair for pair in pairs if successors[pair["old"]] != {pair["old"]}]


def change_counts(pairs: Sequence[Fact]) -> dict[str, int]:
    """How many pairs there are, and how many of them tell of a change."""
    found = changed(pairs)
    return {
        "pairs": len(pairs),
        "old codes": len({pair["old"] for pair in pairs}),
        "old codes that changed": len({pair["old"] for pair in found}),
        "pairs of old codes that changed": len(found),
    }


def former_codes(
    pairs: Sequence[Fact], source: SourceSpec, sheet: str, former: Former, today: Identifier
) -> Iterator[Record]:
    """The old codes that changed, as `former` makes them of the code, and REPLACED_BY to today's codes."""
    found = changed(pairs)
    nodes = {code: former(code) for code in dict.fromkeys(pair["old"] for pair in found)}
    yield from nodes.values()
    for pair in found:
        yield ReplacedBy(
            start=nodes[pair["old"]].id,
            end=today(pair["new"]),
            concordance=source.name,
            source=source.id,
            locator=source.locator("concordance", sheet, pair["row"]),
        )
