"""What two builds, or two releases of a source, differ in, as text for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields

from rich.console import Console
from rich.table import Table
from rich.text import Text

from careergraph.rendering import grid
from ontology.nodes import NODE_KINDS
from ontology.records import Value
from queries.compare_tables import SUMMED, RowDifference, TableDifference
from queries.difference import (
    Change,
    Changed,
    ChangedStatement,
    Difference,
    Named,
    NodeDifference,
    Part,
    Statement,
    TypeDifference,
)

# Lines of a group, rows of a table, and items of a list that are shown unless all are asked for.
FEW, FEW_ROWS, FEW_ITEMS = 12, 20, 4
_ALWAYS = ("added", "removed", "moved", "retitled", "changed")
_COLUMNS = (*_ALWAYS, "retired", "reinstated", "figures", "stated elsewhere")
_LEFT_OUT = frozenset({"source", "locator", "locators", "derivedFrom", "evidence"})
_HEADINGS = ((False, "changed"), (True, "with other figures"))


def print_difference(out: Console, found: Difference, *, everything: bool) -> None:
    """A summary by kind and type, then what differs, cut short; the published part before the derived one."""
    for title, part in (("Published", found.published), ("Derived by careergraph", found.derived)):
        if part:
            out.print(Text(f"\n{title}", style="bold underline"))
            out.print(_summary(part))
            for kind in NODE_KINDS:
                _print_nodes(out, kind, part.nodes.of((kind,)), everything=everything)
            for difference in part.relationships:
                _print_type(out, difference, everything=everything)


def _summary(part: Part) -> Table:
    counts = {kind: _node_counts(part.nodes.of((kind,))) for kind in NODE_KINDS}
    counts |= {difference.type: _type_counts(difference) for difference in part.relationships}
    counts = {what: count for what, count in counts.items() if any(count.values())}
    columns = [c for c in _COLUMNS if c in _ALWAYS or any(count.get(c) for count in counts.values())]
    rows = [(what, *(f"{count[c]:,}" if c in count else "" for c in columns)) for what, count in counts.items()]
    return grid(("what", *columns), rows, columns)


def _node_counts(nodes: NodeDifference) -> dict[str, int]:
    counts = {part.name: len(getattr(nodes, part.name)) for part in fields(nodes)}
    return counts | _change_counts(nodes.changed)


def _type_counts(found: TypeDifference) -> dict[str, int]:
    counts = {"added": len(found.added), "removed": len(found.removed), "stated elsewhere": found.restated}
    return counts | _change_counts(found.changed)


def _change_counts(changed: Sequence[Changed | ChangedStatement]) -> dict[str, int]:
    """How many changed in a figure, and how many in something else; some in both."""
    sorts = Counter(figure for item in changed for figure in {change.figure for change in item.changes})
    return {"changed": sorts[False], "figures": sorts[True]}


def _print_nodes(out: Console, kind: str, nodes: NodeDifference, *, everything: bool) -> None:
    groups = {
        "added": [_node(entry.node) + _others("for", entry.others) for entry in nodes.added],
        "removed": [_node(entry.node) + _others("now", entry.others) for entry in nodes.removed],
        "retired": [_node(entry.node) + _others("now", entry.others) for entry in nodes.retired],
        "reinstated": [_node(entry.node) for entry in nodes.reinstated],
        "moved": [f"{_node(m.node)}: from {_nodes(m.before)} to {_nodes(m.after)}" for m in nodes.moved],
        "retitled": [f"{node.before} → {_node(node.node)}" for node in nodes.retitled],
    }
    for what, lines in groups.items():
        _print_group(out, f"{kind} {what}", lines, everything=everything)
    named = [(_node(node.node), node.changes) for node in nodes.changed]
    _print_changes(out, kind, named, everything=everything)


def _print_type(out: Console, found: TypeDifference, *, everything: bool) -> None:
    for what, statements in (("added", found.added), ("removed", found.removed)):
        shown = [s for s in statements if everything or not s.with_end]
        others = len(statements) - len(shown)
        lines = [_statement(statement) for statement in shown]
        rest = others, f"with a node that was {what}"
        _print_group(out, f"{found.type} {what}", lines, rest, everything=everything)
    named = [(_ends(s.start, s.end) + _properties(s.apart), s.changes) for s in found.changed]
    _print_changes(out, found.type, named, everything=everything)


def _print_changes(
    out: Console, what: str, named: Iterable[tuple[str, Sequence[Change]]], *, everything: bool
) -> None:
    """What changed otherwise, then what changed in a figure."""
    found = list(named)
    for figures, heading in _HEADINGS:
        lines = []
        for name, changes in found:
            told = [_change(change, everything=everything) for change in changes if change.figure is figures]
            lines += ["; ".join((name, *told))] if told else []
        _print_group(out, f"{what} {heading}", lines, everything=everything)


def _print_group(
    out: Console,
    heading: str,
    lines: Sequence[str],
    others: tuple[int, str] = (0, ""),
    *,
    everything: bool,
    few: int = FEW,
) -> None:
    """A heading with the count, and the lines, cut short; `others` are counted and told of, but not listed."""
    count, told = len(lines) + others[0], f", of them {others[0]:,} {others[1]}" if others[0] else ""
    if not count:
        return
    shown = lines if everything else lines[:few]
    out.print()
    out.print(Text(f"{heading}  {count:,}{told}", style="bold"))
    for line in shown:
        out.print(Text(f"  {line}"))
    if more := len(lines) - len(shown):
        out.print(Text(f"  and {more:,} more; --all shows them", style="dim"))


def _node(node: Named) -> str:
    return f"{node.title} ({node.id})"


def _nodes(nodes: Sequence[Named]) -> str:
    return ", ".join(map(_node, nodes)) or "nothing"


def _others(word: str, others: Sequence[Named]) -> str:
    return f"; {word} {_nodes(others)}" if others else ""


def _ends(start: Named, end: Named) -> str:
    return f"{_node(start)} → {_node(end)}"


def _statement(found: Statement) -> str:
    return _ends(found.start, found.end) + _properties(found.properties)


def _properties(properties: Mapping[str, Value]) -> str:
    shown = [f"; {name}: {_value(value)}" for name, value in properties.items() if name not in _LEFT_OUT]
    return "".join(shown)


def _change(change: Change, *, everything: bool) -> str:
    """`caption: old → new`; of a list what it gained and lost."""
    lists = [value if isinstance(value, tuple) else () for value in (change.before, change.after)]
    if not any(lists):
        return f"{change.name}: {_value(change.before)} → {_value(change.after)}"
    before, after = (Counter(items) for items in lists)
    gained, lost = (sorted(items.elements()) for items in (after - before, before - after))
    signed = [f"+{item}" for item in gained] + [f"−{item}" for item in lost]
    shown = signed if everything else signed[:FEW_ITEMS]
    more = f" and {len(signed) - len(shown):,} more" if len(signed) > len(shown) else ""
    return f"{change.name}: {', '.join(shown) or 'another order'}{more}"


def _value(value: Value | None) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case int() | float():
            return f"{value:,}"
        case tuple():
            return ", ".join(value)
    return value


def print_tables(
    out: Console, found: Sequence[TableDifference], differing: Mapping[str, Sequence[int]], *, everything: bool
) -> None:
    """A summary by table, the counts of the loader that are `differing`, the rows that do, cut short."""
    counted = [
        (table.table, *(f"{count:,}" for count in (table.before, table.after, *table.counts().values())))
        for table in found
    ]
    columns = ("rows before", "rows after", *SUMMED)
    out.print(grid(("table", *columns), counted, columns))
    if differing:
        counted = [(what, *(f"{count:,}" for count in counts)) for what, counts in differing.items()]
        out.print()
        out.print(grid(("counted by the loader", "before", "after"), counted, ("before", "after")))
    for table in found:
        for what, rows in (("added", table.added), ("removed", table.removed), ("changed", table.changed)):
            lines = [_row(row, table.key) for row in rows]
            _print_group(out, f"{table.table} {what}", lines, everything=everything, few=FEW_ROWS)


def _row(found: RowDifference, key: Sequence[str]) -> str:
    """The row's key; what changed in it, or else its other cells; what its code goes on as."""
    name = " × ".join(found.row[column] for column in key)
    others = [item for item in found.row.items() if item[0] not in key and item[1] not in ("", "false")]
    cells = [f"{column}: {cell}" for column, cell in others]
    changes = [f"{c.column}: {c.before or 'nothing'} → {c.after or 'nothing'}" for c in found.changes]
    goes_on = [f"now {found.goes_on_as}"] if found.goes_on_as else []
    return "; ".join((name, *(changes or cells), *goes_on))
