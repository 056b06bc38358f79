"""One thing with its properties, relations and crosswalk rows, as text for people."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

from careergraph.rendering import cell
from ontology.records import Means
from queries.dictionary import property_meanings
from queries.show import AlignmentRow, Group, Thing
from queries.store import Node, Value

# Lines of a group that are shown unless all are asked for.
FEW = 12
MOST = {"EMPLOYED_IN": 10}
FINER = {"EMPLOYED_IN_GROUP": "jobs by 4-digit industry, finer than EMPLOYED_IN and not to be added to it"}
PLACES = ("source", "locator", "locators")
# What every derived relationship says; `careergraph explain` shows it whole.
BASIS = ("method", "evidence", "derivedFrom", "asserted")


def print_thing(out: Console, thing: Thing, *, everything: bool) -> None:
    """A node, its properties, its relationships by type, and its crosswalk rows."""
    node = thing.node
    out.print(Text(str(node.properties.get("title", node.id)), style="bold"))
    out.print(Text(f"{node.id} · {' · '.join(node.labels)}", style="dim"))
    _print_properties(out, node, everything=everything)
    for group in (g for g in thing.groups if not g.derived):
        _print_group(out, group, everything=everything)
    if derived := [g for g in thing.groups if g.derived]:
        out.print(Text("\nDerived by careergraph, stated by no publisher", style="bold underline"))
        out.print(Text(f"  why: careergraph explain {node.id}", style="dim"))
        for group in derived:
            _print_group(out, group, everything=everything)
    if thing.alignments:
        _print_alignments(out, thing, everything=everything)


def _print_properties(out: Console, node: Node, *, everything: bool) -> None:
    """Properties, those without news left out; figures with their unit and year."""
    known = property_meanings(node.labels)
    for name, value in node.properties.items():
        if name in ("id", "title") or value is False:
            continue
        means = known.get(name)
        if means is not None and means.year:
            out.print(Text(f"  {name}: {_figure(value, means)}").append(f"  [{means.year}]", style="dim"))
        else:
            out.print(Text(f"  {name}: {_short(value, everything=everything)}"))


def _figure(value: Value, means: Means) -> str:
    number = f"{value:,}" if isinstance(value, int | float) and not isinstance(value, bool) else cell(value)
    if means.unit.startswith("dollars"):
        return f"${number}{means.unit.removeprefix('dollars')}"
    return f"{number} {means.unit}".rstrip()


def _short(value: Value, *, everything: bool) -> str:
    if isinstance(value, list) and len(value) > FEW and not everything:
        return f"{', '.join(cell(item) for item in value[:FEW])}, and {len(value) - FEW:,} more"
    return cell(value)


def _print_group(out: Console, group: Group, *, everything: bool) -> None:
    if group.type in FINER and not everything:
        hint = f"\n{group.type}  {len(group.related):,}: {FINER[group.type]}; --all shows them"
        out.print(Text(hint, style="dim"))
        return
    arrow = f"-[{group.type}]->" if group.outgoing else f"<-[{group.type}]-"
    out.print()
    out.print(Text(f"{arrow}  {len(group.related):,}", style="bold"))
    shown = group.related if everything else group.related[: MOST.get(group.type, FEW)]
    for related in shown:
        about = {k: v for k, v in related.relationship.properties.items() if k not in (*PLACES, *BASIS)}
        if group.type == "CONCERNS":
            about = {"reason": related.node.properties["reason"]}
        if related.relationship.properties.get("asserted") is False:
            about["below the floor"] = "reported, not asserted"
        extra = "".join(f"; {name}: {_plain_number(value)}" for name, value in about.items())
        place = _place(related.relationship.properties)
        line = Text(f"  {cell(related.node)}{extra}")
        out.print(line.append(f"  [{place}]", style="dim"))
    _print_more(out, len(group.related) - len(shown))


def _place(properties: Mapping[str, Value]) -> str:
    return cell(properties.get("locator") or properties.get("method") or properties.get("source"))


def _plain_number(value: Value) -> str:
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else cell(value)


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
