"""A picture of the graph as files: GraphML for other programs, Cypher that finds the same again."""

from __future__ import annotations

import json
from collections.abc import Sequence

import networkx as nx

from dashboard.picture import Opening, Picture
from queries.statements import Statements
from queries.store import Value
from queries.thing import as_node


def as_graphml(found: Picture, statements: Statements) -> bytes:
    """A picture as GraphML: places as `x` and `y`, lists as JSON, titles also as `label`."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for one in found.nodes:
        node, (x, y) = as_node(statements.nodes[one]), found.places[one]
        told = {name: _plain(value) for name, value in node.properties.items() if name != "id"}
        kind = statements.nodes[one].kind
        network.add_node(one, label=told["title"], kind=kind, x=x, y=-y, **told)
    for number, tie in enumerate(found.ties, 1):
        told = {name: _plain(value) for name, value in tie.properties.items()}
        # Gephi and yEd drop edges whose ids are not their own.
        network.add_edge(tie.start, tie.end, number=f"e{number}", type=tie.type, **told)
    lines = nx.generate_graphml(network, edge_id_from_attribute="number", named_key_ids=False)
    return "\n".join(["<?xml version='1.0' encoding='utf-8'?>", *lines]).encode()


def _plain(value: Value) -> str | int | float | bool:
    return value if isinstance(value, str | int | float | bool) else json.dumps(value, ensure_ascii=False)


def as_cypher(first: str, openings: Sequence[Opening], statements: Statements) -> str:
    """A query for all that was opened, with every link and its ends; for a picture of one thing, that thing."""
    if not openings:
        return f"MATCH (n{_named(first, statements)})\nRETURN n"
    return "\nUNION\n".join(_part(one, statements) for one in openings)


def _part(one: Opening, statements: Statements) -> str:
    arrow = f"-[r:{one.type}]->" if one.outgoing else f"<-[r:{one.type}]-"
    far = _named(one.to, statements) if one.to else ""
    return f"MATCH (n{_named(one.node, statements)}){arrow}(m{far})\nRETURN n, r, m"


def _named(node_id: str, statements: Statements) -> str:
    return f":{statements.nodes[node_id].kind} {{id: '{node_id}'}}"
