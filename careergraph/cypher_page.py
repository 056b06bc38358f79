"""The page for researchers, docs/cypher.md: its text from cypher_page.md, all else from the code and a build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files

from careergraph.cypher_model import drawings, generals, levels
from careergraph.cypher_networks import networks, table
from ontology import nodes
from ontology.derived import Derived
from ontology.graph import CareerGraph
from ontology.nodes import NODE_KINDS, Code, DetailedOccupation, MajorGroup, Node, Occupation
from ontology.records import Record, meanings
from ontology.relationships import EmployedIn, EmployedInGroup, Relationship
from ontology.vocabulary import RELATIONSHIP_TYPES
from queries.dictionary import Dictionary, PropertyEntry, SchemaEntry

Shared = dict[PropertyEntry, list[str]]
_COLUMNS = ("property", "meaning", "unit", "year", "null means")


def page(found: Dictionary, graph: CareerGraph) -> str:
    """The page in Markdown; the same build, of which these are schema and graph, gives the same page."""
    text = files("careergraph").joinpath("cypher_page.md").read_text(encoding="utf-8")
    parts = {
        "sums": _sums(graph),
        "model": drawings(graph),
        "networks": networks(graph),
        "codebook": _codebook(found),
    }
    for name, lines in parts.items():
        text = text.replace(f"<!-- {name} -->", "\n".join(lines).strip())
    return text


def _sums(graph: CareerGraph) -> Iterator[str]:
    """What sums over jobs give, right and wrong ones."""

    def cells(kind: type[EmployedIn | EmployedInGroup]) -> str:
        return f"{sum(r.jobs or 0 for r in graph.of_type(kind)):,}"

    def figures(kind: type[Occupation]) -> str:
        return f"{sum(node.employment_2025 or 0 for node in graph.of_kind(kind)):,}"

    rows = (
        ("`EMPLOYED_IN.jobs`", cells(EmployedIn), "all but what is withheld"),
        ("`EMPLOYED_IN_GROUP.jobs`", cells(EmployedInGroup), "too few: some subsectors have no groups"),
        ("`employment2025` of `MajorGroup`", figures(MajorGroup), "all"),
        ("`employment2025` of `DetailedOccupation`", figures(DetailedOccupation), "too few: some count together"),
        ("`employment2025` of `Occupation`", figures(Occupation), "wrong: each job counts at every level"),
    )
    return table(("sum over all", "jobs, May 2025", "what it is"), rows)


def _codebook(found: Dictionary) -> Iterator[str]:
    yield from ("### Labels", "", *_labels(found.labels), "")
    yield from ("### Properties of nodes", "", "Every node may have these:", "")
    yield from (*table(_COLUMNS, map(_row, _shared(found.labels, Node))), "")
    yield from ("Codes (`Industry`, `Occupation`, `Program`) have these, too:", "")
    coded = [entry for entry in found.labels if issubclass(_kind(entry.name), Code)]
    yield from (*table(_COLUMNS, map(_row, _shared(coded, Code, Node))), "")
    for general in dict.fromkeys([kind, *generals(kind)][-1] for kind in NODE_KINDS.values()):
        yield from _of_label(general, found.labels)
    for title, derived in (("Relationships, published", False), ("Relationships, derived", True)):
        if entries := [entry for entry in found.relationship_types if entry.derived is derived]:
            yield from (f"### {title}", "", *_types(entries), "")
            yield from _of_types(entries, Derived if derived else Relationship)


def _labels(entries: Sequence[SchemaEntry]) -> Iterator[str]:
    rows = (
        (
            f"`{entry.name}`",
            ", ".join(f"`{level}`" for level in levels(_kind(entry.name))) if entry.name != "Retired" else "",
            f"{entry.count:,}",
            "derived" if entry.derived else "published",
            entry.meaning,
        )
        for entry in entries
    )
    return table(("label", "stands beside the levels", "nodes", "stated", "meaning"), rows)


def _types(entries: Iterable[SchemaEntry]) -> Iterator[str]:
    rows = (
        (f"`{entry.name}`", *(", ".join(ends) for ends in entry.joins or ()), f"{entry.count:,}", entry.meaning)
        for entry in entries
    )
    return table(("type", "from", "to", "count", "meaning"), rows)


def _of_label(general: type[Node], entries: Sequence[SchemaEntry]) -> Iterator[str]:
    """The properties of a label and its levels, without those that all nodes or all codes may have."""
    specific = [entry for entry in entries if entry.name in (levels(general) or [general.__name__])]
    if rows := _shared(specific, general, Code if issubclass(general, Code) else Node):
        yield from (f"#### {general.__name__}", "")
        yield from (*table((*_COLUMNS, "on"), _with_owners(rows, len(specific))), "")


def _of_types(entries: Sequence[SchemaEntry], common: type[Relationship]) -> Iterator[str]:
    yield from ("All of them may have these:", "")
    yield from (*table(_COLUMNS, map(_row, _shared(entries, common))), "", "Some have more:", "")
    rows: Shared = {}
    for entry in entries:
        for one, owners in _shared([entry], RELATIONSHIP_TYPES[entry.name], common).items():
            rows.setdefault(one, []).extend(owners)
    yield from (*table((*_COLUMNS, "on"), _with_owners(rows)), "")


def _shared(entries: Iterable[SchemaEntry], record: type[Record], without: type[Record] = Record) -> Shared:
    """Properties of a record class, in its order, each with the labels or types that have it."""
    found: Shared = {}
    for name in meanings(record):
        if name not in meanings(without):
            for entry in entries:
                for one in entry.properties:
                    if one.name == name:
                        found.setdefault(one, []).append(entry.name)
    return found


def _with_owners(rows: Shared, everyone: int = 0) -> Iterator[tuple[str, ...]]:
    for one, owners in rows.items():
        yield (*_row(one), "all" if len(owners) == everyone else ", ".join(f"`{owner}`" for owner in owners))


def _row(one: PropertyEntry) -> tuple[str, ...]:
    return f"`{one.name}`", one.meaning, one.unit, one.year, one.absent


def _kind(label: str) -> type[Node]:
    found: type[Node] = getattr(nodes, "Program" if label == "Retired" else label)
    return found
