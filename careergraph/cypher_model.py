"""The model drawn, as Mermaid: which relationship types join which labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from ontology import nodes as n
from ontology.derived import DERIVED_TYPES
from ontology.graph import CareerGraph
from ontology.relationships import PUBLISHED_TYPES, Relationship

Kind = type[n.Node]
Types = Mapping[str, type[Relationship]]
_LISTED = (n.AdvisoryGroup, n.JobTitle, n.Skill, n.Workplace)


def drawings(graph: CareerGraph) -> Iterator[str]:
    """Headings and drawings in Markdown: published ones in three parts, derived ones apart.

    A type is drawn between the labels that it may join and does join in this graph.
    """
    for title, types in _parts().items():
        if drawn := list(_drawn(graph, types)):
            yield from (f"### {title}", "", "```mermaid", "flowchart LR", *drawn, "```", "")


def _parts() -> dict[str, Types]:
    codes = {name: cls for name, cls in PUBLISHED_TYPES.items() if _only(cls, n.Code, n.FormerCode)}
    listed = {name: cls for name, cls in PUBLISHED_TYPES.items() if _touches(cls, *_LISTED)}
    rest = {name: cls for name, cls in PUBLISHED_TYPES.items() if name not in codes and name not in listed}
    return {
        "Published: the frameworks, and what they are aligned to": rest,
        "Published: codes, old and new, and figures": codes,
        "Published: what the report lists": listed,
        "Derived": DERIVED_TYPES,
    }


def _only(relation: type[Relationship], *kinds: Kind) -> bool:
    return all(issubclass(end, kinds) for end in (*relation.START, *relation.END))


def _touches(relation: type[Relationship], *kinds: Kind) -> bool:
    return any(issubclass(end, kinds) for end in (*relation.START, *relation.END))


def _drawn(graph: CareerGraph, types: Types) -> Iterator[str]:
    arrows: dict[tuple[Kind, Kind], list[str]] = {}
    for name, relation in types.items():
        for pair in _joined(graph, relation):
            arrows.setdefault(pair, []).append(name)
    boxes = list(dict.fromkeys(kind for pair in arrows for kind in pair))
    yield from (f'    {kind.__name__}["{"<br/>".join(_box(kind))}"]' for kind in boxes)
    for (start, end), names in arrows.items():
        yield f'    {start.__name__} -->|"{"<br/>".join(names)}"| {end.__name__}'
    for kind in boxes:
        yield from (f"    {kind.__name__} -.-> {above.__name__}" for above in generals(kind) if above in boxes)


def _joined(graph: CareerGraph, relation: type[Relationship]) -> list[tuple[Kind, Kind]]:
    kinds = {(type(graph.nodes[r.start]), type(graph.nodes[r.end])) for r in graph.of_type(relation)}
    return [
        (start, end)
        for start, end in product(relation.START, relation.END)
        if any(issubclass(one, start) and issubclass(other, end) for one, other in kinds)
    ]


def _box(kind: Kind) -> list[str]:
    """The label, and below it the levels that it stands for."""
    return [kind.__name__, *(f"<i>{level}</i>" for level in levels(kind))]


def levels(kind: Kind) -> list[str]:
    """The labels that stand beside this general one; none for a level."""
    return [name for name, cls in n.NODE_KINDS.items() if issubclass(cls, kind) and cls is not kind]


def generals(kind: Kind) -> list[Kind]:
    """The labels that stand beside this one and are more general, the most general last."""
    return [cls for cls in kind.__mro__[1:] if issubclass(cls, n.Node) and cls not in (n.Node, n.Code)]
