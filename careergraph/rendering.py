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
from queries.show import AlignmentRow, Group, Thing
from queries.store import Node, Path, Relationship, Value

# Lines of a group that are shown unless all are asked for.
FEW = 12


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


def print_thing(out: Console, thing: Thing, *, everything: bool) -> None:
    """A node, its properties, its relationships by type, and its crosswalk rows."""
    node = thing.node
    out.print(Text(str(node.properties.get("title", node.id)), style="bold"))
    out.print(Text(f"{node.id} · {' · '.join(node.labels)}", style="dim"))
    for name, value in node.properties.items():
        if name not in ("id", "title"):
            out.print(Text(f"  {name}: {_short(value, everything=everything)}"))
    for group in thing.groups:
        _print_group(out, group, everything=everything)
    if thing.alignments:
        _print_alignments(out, thing, everything=everything)


def _short(value: Value, *, everything: bool) -> str:
    if isinstance(value, list) and len(value) > FEW and not everything:
        return f"{', '.join(cell(item) for item in value[:FEW])}, and {len(value) - FEW:,} more"
    return cell(value)


def _print_group(out: Console, group: Group, *, everything: bool) -> None:
    arrow = f"-[{group.type}]->" if group.outgoing else f"<-[{group.type}]-"
    out.print()
    out.print(Text(f"{arrow}  {len(group.related):,}", style="bold"))
    shown = group.related if everything else group.related[:FEW]
    for related in shown:
        about = {
            k: v for k, v in related.relationship.properties.items() if k not in ("source", "locator", "locators")
        }
        extra = "".join(f"; {name}: {cell(value)}" for name, value in about.items())
        place = related.relationship.properties.get("locator") or related.relationship.properties.get("source", "")
        line = Text(f"  {cell(related.node)}{extra}")
        out.print(line.append(f"  [{place}]", style="dim"))
    _print_more(out, len(group.related) - len(shown))


def _print_alignments(out: Console, thing: Thing, *, everything: bool) -> None:
    rows = thing.alignments
    out.print()
    out.print(Text(f"Crosswalk rows, by sub-cluster  {len(rows):,}", style="bold"))
    out.print(Text(f"  [{_sheet(rows[0])}|row]", style="dim"))
    for sub_cluster in {row.sub_cluster.id: row.sub_cluster for row in rows}.values():
        own = [row for row in rows if row.sub_cluster.id == sub_cluster.id]
        shown = own if everything else own[: 2 * FEW]
        out.print(Text(f"  {cell(sub_cluster)}"))
        for row in shown:
            out.print(Text(f"    {_others(row, thing.node.id)}").append(f"  [row {_row(row)}]", style="dim"))
        _print_more(out, len(own) - len(shown), indent=4)


def _sheet(row: AlignmentRow) -> str:
    return row.locator.rpartition("|")[0]


def _row(row: AlignmentRow) -> str:
    return row.locator.rpartition("|")[2] + (f"; {row.note}" if row.note else "")


def _others(row: AlignmentRow, shown: str) -> str:
    names = []
    if row.occupation.id != shown:
        names.append(_coded(row.occupation))
    if row.program is None:
        names.append("no program (NO MATCH)")
    elif row.program.id != shown:
        names.append(_coded(row.program))
    return " × ".join(names)


def _coded(node: Node) -> str:
    return f"{node.properties.get('code', '')} {node.properties.get('title', '')}"


def _print_more(out: Console, more: int, indent: int = 2) -> None:
    if more > 0:
        out.print(Text(f"{' ' * indent}and {more:,} more; --all shows them", style="dim"))


def print_dictionary(out: Console, found: Dictionary, names: Sequence[str]) -> None:
    """Labels and relationship types with their counts; one of them, if named, with its properties."""
    entries = [entry for entry in (*found.labels, *found.relationship_types) if entry.name in names]
    for entry in entries:
        _print_entry(out, entry)
    if not entries:
        rows = [(entry.name, f"{entry.count:,}", entry.meaning) for entry in found.labels]
        out.print(grid(("label", "count", "meaning"), rows, ("count",)))
        out.print()
        rows = [(entry.name, f"{entry.count:,}", entry.meaning) for entry in found.relationship_types]
        out.print(grid(("relationship", "count", "meaning"), rows, ("count",)))
        out.print("\nOne of them with its properties: careergraph schema DetailedOccupation")


def _print_entry(out: Console, entry: SchemaEntry) -> None:
    out.print(Text(f"{entry.name}  {entry.count:,}", style="bold"))
    out.print(Text(entry.meaning))
    if entry.joins:
        out.print(Text(f"joins {' or '.join(entry.joins[0])} to {' or '.join(entry.joins[1])}"))
    rows = [(p.name, p.meaning, p.unit, p.year, p.absent) for p in entry.properties]
    out.print(grid(("property", "meaning", "unit", "year", "absent means"), rows))
