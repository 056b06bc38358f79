"""A small graph with some of everything, cut out of the shipped one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ontology.derived import Derived
from ontology.graph import CareerGraph
from ontology.nodes import NODE_KINDS, Alignment, Source
from ontology.rdf.model import HIERARCHY, ROLES
from ontology.relationships import Employment, Relationship, SucceededBy
from ontology.vocabulary import RELATIONSHIP_TYPES

EACH = 1
"""How many of each form."""


def small_graph(graph: CareerGraph) -> CareerGraph:
    """Some relationships of each form, the ends and evidence of all, what stands above those, and all sources."""
    rows = {node.id for node in graph.of_kind(Alignment)[:EACH] + graph.of_kind(Alignment)[-EACH:]}
    chosen = [found for relation in RELATIONSHIP_TYPES.values() for found in _some(graph, relation, rows)]
    ids = {node.id for kind in NODE_KINDS.values() if kind is not Alignment for node in graph.of_kind(kind)[:EACH]}
    ids |= {node.id for node in graph.of_kind(Source)}
    ids |= {name for found in chosen for name in _named(found)}
    above, about = _above(graph), _about(graph)
    while more := {name for one in ids for found in (*above[one], *about[one]) for name in _named(found)} - ids:
        ids |= more
    chosen += [found for one in ids for found in (*above[one], *about[one])]
    return CareerGraph([node for node in graph.nodes.values() if node.id in ids], dict.fromkeys(chosen))


def _some(graph: CareerGraph, relation: type[Relationship], rows: set[str]) -> Iterator[Relationship]:
    if relation in HIERARCHY:
        return
    if relation in ROLES:
        yield from (found for found in graph.of_type(relation) if found.start in rows)
        return
    forms = defaultdict(list)
    for found in graph.of_type(relation):
        forms[_form(found)].append(found)
    for same in forms.values():
        yield from sorted(same, key=lambda found: len(_named(found)))[:EACH]


def _form(found: Relationship) -> object:
    """What tells apart relationships that become triples of other forms."""
    if isinstance(found, Derived):
        return found.asserted, found.start.split("/")[0], found.end.split("/")[0]
    if isinstance(found, Employment):
        return found.suppressed, found.wage_note
    return found.change if isinstance(found, SucceededBy) else (found.start.split("/")[0], found.end.split("/")[0])


def _named(found: Relationship) -> list[str]:
    evidence = (*found.evidence, *found.derived_from) if isinstance(found, Derived) else ()
    return [found.start, found.end, found.source, *evidence]


def _above(graph: CareerGraph) -> dict[str, list[Relationship]]:
    """Lower end → what puts it in its hierarchy."""
    found: dict[str, list[Relationship]] = defaultdict(list)
    for relation, downwards in HIERARCHY.items():
        for one in graph.of_type(relation):
            found[one.end if downwards else one.start].append(one)
    return found


def _about(graph: CareerGraph) -> dict[str, list[Relationship]]:
    """Finding → what it concerns."""
    found: dict[str, list[Relationship]] = defaultdict(list)
    for one in graph.of_type(RELATIONSHIP_TYPES["CONCERNS"]):
        found[one.start].append(one)
    return found
