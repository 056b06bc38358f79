"""Answers and things as text for people."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from careergraph.answers import Answer, as_text
from careergraph.manifest import Manifest
from queries.dictionary import Dictionary, SchemaEntry
from queries.search import Hit
from queries.store import Node, Path, Relationship, Value


def console() -> Console:
    """Standard output; in a pipe lines are as long as they need to be."""
    return Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=10_000)


def cell(value: Value) -> str:
    """One value of an answer, short."""
    match value:
        case None:
            return ""
        case Node():
            return f"{value.properties.get('title', '')} ({value.id})"
        case Relationship():
            return f"{value.start} -[{value.type}]-> {value.end}"
        case Path():
            return _path(value)
        case str():
            return value
        case bool():
            return str(value).lower()
        case list():
            return ", ".join(cell(item) for item in value)
    return as_text(value)


def _path(path: Path) -> str:
    text = cell(path.nodes[0])
    for relationship, before, after in zip(path.relationships, path.nodes, path.nodes[1:], strict=False):
        forward = relationship.start == before.id
        arrow = f" -[{relationship.type}]-> " if forward else f" <-[{relationship.type}]- "
        text += f"{arrow}{cell(after)}"
    return text


def grid(columns: Sequence[str], rows: Iterable[Sequence[Value]], numbers: Sequence[str] = ()) -> Table:
    """A plain table; columns of numbers stand right."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns:
        table.add_column(Text(name), justify="right" if name in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(value)) for value in row))
    return table


def answer_table(answer: Answer) -> Table:
    """An answer as a table."""
    numbers = [
        name
        for index, name in enumerate(answer.columns)
        if any(isinstance(row[index], int | float) for row in answer.result.rows)
    ]
    return grid(answer.columns, answer.result.rows, numbers)


def counts_table(title: str, counts: Mapping[str, int]) -> Table:
    """Names and counts."""
    return grid((title, "count"), [(name, f"{count:,}") for name, count in counts.items()], ("count",))


def sources_table(manifest: Manifest) -> Table:
    """Sources with publisher and release."""
    return grid(("source", "publisher", "release"), [(s.title, s.publisher, s.release) for s in manifest.sources])


def hits_table(hits: Sequence[Hit]) -> Table:
    """What a search found; where another name matched than the title, that name."""
    rows = [(hit.id, hit.kind, hit.title, _matched(hit)) for hit in hits]
    return grid(("id", "kind", "title", "found by"), rows)


def _matched(hit: Hit) -> str:
    retired = "retired; " if hit.retired else ""
    return f"{retired}{hit.role}" if hit.role == "title" else f"{retired}{hit.role}: {hit.matched}"


def print_dictionary(out: Console, found: Dictionary, names: Sequence[str]) -> None:
    """Labels and relationship types with their counts; one of them, if named, with its properties."""
    entries = [entry for entry in (*found.labels, *found.relationship_types) if entry.name in names]
    for entry in entries:
        _print_entry(out, entry)
    if not entries:
        rows = [(entry.name, f"{entry.count:,}", entry.meaning) for entry in found.labels]
        out.print(grid(("label", "count", "meaning"), rows, ("count",)))
        out.print()
        for what, derived in (("published", False), ("derived by careergraph", True)):
            rows = [(e.name, f"{e.count:,}", e.meaning) for e in found.relationship_types if e.derived is derived]
            if rows:
                out.print(grid((f"relationship, {what}", "count", "meaning"), rows, ("count",)))
                out.print()
        out.print("One of them with its properties: careergraph schema DetailedOccupation")


def _print_entry(out: Console, entry: SchemaEntry) -> None:
    out.print(Text(f"{entry.name}  {entry.count:,}", style="bold"))
    out.print(Text(entry.meaning))
    if entry.joins:
        out.print(Text(f"joins {' or '.join(entry.joins[0])} to {' or '.join(entry.joins[1])}"))
    rows = [(p.name, p.meaning, p.unit, p.year, p.absent) for p in entry.properties]
    out.print(grid(("property", "meaning", "unit", "year", "absent means"), rows))
