"""The whole graph as GraphML, for Gephi, yEd, networkx and their like."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from ontology.exports import about
from ontology.graph import CareerGraph
from ontology.identifiers import BASE
from ontology.nodes import Node
from ontology.records import Means, Record, Value, meanings, property_names, property_types
from ontology.relationships import Relationship

_TYPES = {str: "string", bool: "boolean", int: "long", float: "double", tuple: "string"}
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_OF_NODES = {"kind": "The most specific label", "labels": "All labels, the general one first"}
_OF_EDGES = {"type": "Type of the relationship"}
_ATTRIBUTES = frozenset({"id", "start", "end"})
# Gephi shows as a node's label what has this key, whatever its name; of keys called d3 or d7 it believes the same.
_KEYS = {"node title": "label"}


def write_graphml(graph: CareerGraph, folder: Path, base: str = BASE) -> list[Path]:
    """Writes `careergraph.graphml`: typed keys, lists as JSON; gives it alone. Same graph, same bytes.

    A node has `kind` and `labels` beside its properties, an edge `type` and an id that no other has; absent
    properties are left out, and characters that XML lacks become U+FFFD.
    """
    # Not networkx's writer: it numbers parallel edges only, so that Gephi and yEd drop all edges but a few.
    path = folder / "careergraph.graphml"
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"{line}\n" for line in _lines(graph, base))
    return [path]


def _lines(graph: CareerGraph, base: str) -> Iterator[str]:
    yield "<?xml version='1.0' encoding='utf-8'?>"
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    said = [about.citation(graph), *about.NOTES, f"An id stands for {about.iri_pattern(base)}."]
    yield f"<desc>{_text(' '.join(said))}</desc>"
    yield from _keys("node", _OF_NODES, {type(node) for node in graph.nodes.values()})
    yield from _keys("edge", _OF_EDGES, {type(relationship) for relationship in graph.relationships})
    yield '<graph id="careergraph" edgedefault="directed">'
    yield from map(_node, graph.nodes.values())
    for number, relationship in enumerate(graph.relationships, 1):
        yield _edge(relationship, number)
    yield "</graph>"
    yield "</graphml>"


def _keys(domain: str, ours: Mapping[str, str], records: Iterable[type[Record]]) -> Iterator[str]:
    for name, meaning in ours.items():
        yield _key(domain, name, str, meaning)
    types: dict[str, type] = {}
    said: dict[str, dict[str, None]] = {}
    for record in sorted(records, key=lambda found: found.__name__):
        for field, name in property_names(record).items():
            if name not in _ATTRIBUTES:
                types[name] = property_types(record)[field]
                said.setdefault(name, {})[_said(meanings(record)[name])] = None
    for name in sorted(types):
        yield _key(domain, name, types[name], " / ".join(said[name]))


def _said(means: Means) -> str:
    return ", ".join(filter(None, (means.meaning, means.unit, means.year)))


def _key(domain: str, name: str, kind: type, meaning: str) -> str:
    what = f'id="{_key_id(domain, name)}" for="{domain}" attr.name="{name}" attr.type="{_TYPES[kind]}"'
    return f"<key {what}><desc>{_text(meaning)}</desc></key>"


def _key_id(domain: str, name: str) -> str:
    return _KEYS.get(f"{domain} {name}", f"{domain}-{name}")


def _node(node: Node) -> str:
    found = {"kind": node.kind, "labels": node.labels, **node.properties()}
    return f"<node id={quoteattr(_legal(node.id))}>{_data('node', found)}</node>"


def _edge(relationship: Relationship, number: int) -> str:
    ends = f"source={quoteattr(_legal(relationship.start))} target={quoteattr(_legal(relationship.end))}"
    found = {"type": relationship.type, **relationship.properties()}
    return f'<edge id="e{number}" {ends}>{_data("edge", found)}</edge>'


def _data(domain: str, found: Mapping[str, Value]) -> str:
    return "".join(
        f'<data key="{_key_id(domain, name)}">{_value(value)}</data>'
        for name, value in found.items()
        if name not in _ATTRIBUTES
    )


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return _text(json.dumps(value, ensure_ascii=False))
    return _text(value) if isinstance(value, str) else repr(value)


def _text(text: str) -> str:
    return escape(_legal(text))


def _legal(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)
