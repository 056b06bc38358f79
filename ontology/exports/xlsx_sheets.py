"""Which sheets a workbook for people has: things by kind, crosswalk rows, relationships by code and title."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ontology import nodes as n
from ontology import relationships as r
from ontology.exports.described import is_derived
from ontology.exports.workbook_parts import Value
from ontology.graph import CareerGraph
from ontology.records import Means, Record, meanings, property_names
from ontology.vocabulary import RELATIONSHIP_TYPES

_FIRST = ("code", "title")
_LAST = ("source", "locator", "note", "id")
_ENDS = {"start": "starts from", "end": "leads to"}
_ROLES = (r.InSubCluster, r.OfOccupation, r.ViaProgram)

Columns = dict[str, tuple[Means, list[Value]]]


@dataclass(frozen=True, slots=True)
class Listing:
    """A sheet of data: its columns with their meanings, and its rows."""

    name: str
    meaning: str
    origin: str
    columns: Mapping[str, Means]
    rows: Sequence[Sequence[Value]]


def listings(graph: CareerGraph) -> list[Listing]:
    """All sheets of data that have rows: things, crosswalk rows, relationships, then what careergraph derives."""
    found = [*_things(graph), *_crosswalk(graph), *_links(graph)]
    return sorted(found, key=lambda listing: listing.origin == "derived")


def _things(graph: CareerGraph) -> Iterator[Listing]:
    """One sheet a general kind: occupations of all levels stand together."""
    groups: dict[str, list[n.Node]] = {}
    for kind in n.NODE_KINDS.values():
        for node in graph.of_kind(kind):
            groups.setdefault(node.labels[0], []).append(node)
    groups.pop(n.Alignment.__name__, None)
    for label, nodes in groups.items():
        nodes.sort(key=lambda node: getattr(node, "code", node.id))
        columns: Columns = {}
        if len({node.kind for node in nodes}) > 1:
            columns["kind"] = Means("Its level or kind: the most specific label"), [node.kind for node in nodes]
        columns |= _properties(type(nodes[0]), nodes)
        yield _listing(label, getattr(n, label), columns)


def _crosswalk(graph: CareerGraph) -> Iterator[Listing]:
    """One row a row of the crosswalk, with its cluster, sub-cluster, occupation and program."""
    rows = graph.of_kind(n.Alignment)
    if not rows:
        return
    roles = {relation: {found.start: found for found in graph.of_type(relation)} for relation in _ROLES}
    ends = {
        relation: [graph.nodes[found[row.id].end] if row.id in found else None for row in rows]
        for relation, found in roles.items()
    }
    above = {found.end: graph.nodes[found.start].title for found in graph.of_type(r.HasSubCluster)}
    sub_clusters, occupations, programs = ends.values()
    stated = [roles[r.InSubCluster].get(row.id) for row in rows]
    means = meanings(r.Relationship)
    columns: Columns = {
        "careerCluster": (Means("Title of the cluster"), [above.get(s.id) if s else None for s in sub_clusters]),
        "subCluster": (Means("Title of the sub-cluster"), [_title(node) for node in sub_clusters]),
        "occupationCode": (Means("Code of the occupation"), [_code(node) for node in occupations]),
        "occupation": (Means("Title of the occupation"), [_title(node) for node in occupations]),
        "programCode": (Means("Code of the program", absent="NO MATCH"), [_code(node) for node in programs]),
        "program": (Means("Title of the program", absent="NO MATCH"), [_title(node) for node in programs]),
        "source": (means["source"], [found.source if found else None for found in stated]),
        "locator": (means["locator"], [found.locator if found else None for found in stated]),
        "id": (meanings(n.Alignment)["id"], [row.id for row in rows]),
    }
    yield _listing(n.Alignment.__name__, n.Alignment, columns)


def _links(graph: CareerGraph) -> Iterator[Listing]:
    for name, relation in RELATIONSHIP_TYPES.items():
        found = graph.of_type(relation)
        if found and relation not in _ROLES:
            starts, ends = [graph.nodes[x.start] for x in found], [graph.nodes[x.end] for x in found]
            named = _named("start", relation.START, starts) | _named("end", relation.END, ends)
            ids = {name: named.pop(name) for name in _ENDS}
            yield _listing(name, relation, named | _properties(relation, found) | ids)


def _named(end: str, kinds: r.Kinds, nodes: Sequence[n.Node]) -> Columns:
    what = f"{' or '.join(kind.__name__ for kind in kinds)} that it {_ENDS[end]}"
    return {
        f"{end}Code": (Means(f"Code of the {what}", absent="it has no code"), [_code(node) for node in nodes]),
        f"{end}Title": (Means(f"Title of the {what}"), [_title(node) for node in nodes]),
        end: (Means(f"Id of the {what}"), [node.id for node in nodes]),
    }


def _properties(record: type[Record], found: Sequence[Record]) -> Columns:
    """Code and title first, source, place and id last."""
    names = {label: field for field, label in property_names(record).items() if label not in _ENDS}
    middle = [name for name in names if name not in _FIRST + _LAST]
    order = [name for name in (*_FIRST, *middle, *_LAST) if name in names]
    means = meanings(record)
    return {name: (means[name], [getattr(one, names[name]) for one in found]) for name in order}


def _listing(name: str, record: type[Record], columns: Columns) -> Listing:
    """Without the columns that are empty throughout."""
    kept = {column: told for column, told in columns.items() if any(cell not in (None, ()) for cell in told[1])}
    origin = "derived" if is_derived(record) else "published"
    title = f"derived {name}" if origin == "derived" else name
    rows = list(zip(*(cells for _, cells in kept.values()), strict=True))
    return Listing(title, inspect.getdoc(record) or "", origin, {c: means for c, (means, _) in kept.items()}, rows)


def _title(node: n.Node | None) -> str | None:
    return node.title if node else None


def _code(node: n.Node | None) -> str | None:
    return getattr(node, "code", None)
