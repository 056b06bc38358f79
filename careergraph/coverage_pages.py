"""What is missing or in conflict, as a table, as lists, as a page of Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from alignments.coverage import Gap
from alignments.coverage_items import Item
from careergraph.rendering import grid

LISTED = 20  # things of a kind on the page
NO_DERIVED = (
    "This build holds no derived part: what its methods leave open, and where they disagree, is left out. "
    "careergraph build makes one that holds it."
)
_INTRODUCTION = """\
# What is missing or in conflict

Written by `careergraph coverage --markdown` out of a build of the shipped facts, not by hand. A count of 0 says
that the kind was looked for and not found. Figures are national. `careergraph coverage KIND` lists a kind in full;
`careergraph coverage --json` gives all of them to programs."""


def overview(gaps: Sequence[Gap]) -> Table:
    """Each kind with its count and meaning."""
    rows = [(gap.kind, f"{gap.count:,}", gap.meaning) for gap in gaps]
    return grid(("kind", "count", "what"), rows, ("count",))


def print_list(out: Console, gap: Gap) -> None:
    """A kind with all its things."""
    out.print(Text(f"{gap.title}  {gap.count:,}", style="bold"))
    out.print(Text(gap.meaning))
    rows = [(one.id, one.title, one.detail) for one in gap.items]
    out.print(grid(("id", "title", "detail"), rows) if rows else Text("none"))
    out.print()


def to_plain(gap: Gap) -> dict[str, Any]:
    """A kind as JSON carries it."""
    things = [{"id": one.id, "title": one.title, "detail": one.detail} for one in gap.items]
    return {"kind": gap.kind, "title": gap.title, "meaning": gap.meaning, "count": gap.count, "items": things}


def page(gaps: Sequence[Gap], *, derived: bool) -> str:
    """A page of Markdown: a table of the kinds, then each with up to 20 of its things; same graph, same page."""
    lines = [
        _INTRODUCTION,
        *([] if derived else ["", NO_DERIVED]),
        "",
        "| kind | count | what |",
        "|---|---:|---|",
    ]
    lines += [f"| [{gap.kind}](#{gap.kind}) | {gap.count:,} | {_plain(gap.meaning)} |" for gap in gaps]
    for gap in gaps:
        lines += ["", *_section(gap)]
    return "\n".join(lines) + "\n"


def _section(gap: Gap) -> Iterator[str]:
    # The heading is the kind, so that a link to it is the kind, too.
    yield from (f"## {gap.kind}", f"{_plain(gap.title)}: {gap.count:,}. {_plain(gap.meaning)}")
    if gap.items:
        yield ""
    yield from (_line(one) for one in gap.items[:LISTED])
    if (more := gap.count - LISTED) > 0:
        yield f"- and {more:,} more: `careergraph coverage {gap.kind}`"


def _line(one: Item) -> str:
    return _plain(f"- {one.title} (`{one.id}`)" + (f": {one.detail}" if one.detail else ""))


def _plain(text: str) -> str:
    """The text without Markdown's emphasis: O*NET twice in a line would make a slanted one."""
    return text.replace("*", "\\*")
