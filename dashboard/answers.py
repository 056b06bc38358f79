"""An answer to Cypher as people read it: rows of a table, things and links of a picture, files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.data import Answer
from ontology.graph import CareerGraph
from ontology.nodes import Code
from ontology.nodes import Node as Known
from queries.statements import Statements
from queries.store import Node, Relationship
from queries.thing import as_node, as_relationship
from queries.told.names import name_of
from queries.told.words import figure

MOST = 500
"""Things of the largest picture."""
_NODE, _TIE, _PATH = (
    {"id", "labels", "properties"},
    {"id", "type", "start", "end", "properties"},
    {"nodes", "relationships"},
)

Nodes = Mapping[str, Known]
Titles = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What of an answer is drawn: things, the links between them; how many things were left out for their number.

    `added`: the answer holds no link, and these are those that the graph has between its things.
    """

    nodes: list[Node]
    relationships: list[Relationship]
    left_out: int
    added: bool


def rows(answer: Answer, nodes: Nodes, titles: Titles) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Rows as people read them, and which of their columns name things → which, beside them, hold the ids.

    A cell names a thing if it holds it, or its id, or its title beside its `code`.
    """
    table = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    numbers = {name for name in answer.columns if all(_is_number(row[name]) for row in table)}
    ids = [{name: _named(name, row, nodes, titles) for name in answer.columns} for row in table]
    opens = {name: f"{name} · id" for name in answer.columns if any(found[name] for found in ids)}
    told = [
        {name: value if name in numbers else words(value, nodes) for name, value in row.items()}
        | {held: found[name] for name, held in opens.items()}
        for row, found in zip(table, ids, strict=True)
    ]
    return told, opens


def by_code_and_title(nodes: Nodes) -> Titles:
    """Code and title → id, of the codes of today; they are alike in no two systems."""
    codes = (node for node in nodes.values() if isinstance(node, Code))
    return {(node.code, node.title): node.id for node in codes}


def _named(name: str, row: Mapping[str, Any], nodes: Nodes, titles: Titles) -> str:
    value = row[name]
    if found := meant(value, nodes):
        return found
    code = row.get("code")
    return titles.get((code, value), "") if isinstance(value, str) and isinstance(code, str) else ""


def empty_columns(answer: Answer) -> list[str]:
    """The columns in which there is nothing; all of them where there are no rows."""
    return [name for at, name in enumerate(answer.columns) if all(row[at] is None for row in answer.rows)]


def meant(value: object, nodes: Nodes) -> str:
    """The id of the thing that a cell holds or names; empty where it does neither."""
    named = value.get("id") if isinstance(value, dict) and value.keys() == _NODE else value
    return named if isinstance(named, str) and named in nodes else ""


def words(value: Any, nodes: Nodes) -> str | None:
    """A cell in words: things by code and title, links by type and ends, paths by their things."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list):
        return "; ".join(words(item, nodes) or "–" for item in value)
    if not isinstance(value, dict):
        return str(value) if isinstance(value, float) else figure(value)
    if found := meant(value, nodes):
        return _title(found, nodes)
    if _is_tie(value, nodes):
        return f"{_title(value['start'], nodes)} → {value['type']} → {_title(value['end'], nodes)}"
    if value.keys() == _PATH and isinstance(value["nodes"], list):
        return " – ".join(words(item, nodes) or "" for item in value["nodes"])
    return "; ".join(f"{name}: {words(item, nodes) or '–'}" for name, item in value.items())


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _title(node_id: str, nodes: Nodes) -> str:
    name = name_of(nodes[node_id])
    return f"{name.code} {name.title}".strip()


def _is_tie(value: Mapping[str, Any], nodes: Nodes) -> bool:
    return value.keys() == _TIE and value["start"] in nodes and value["end"] in nodes


def drawn(answer: Answer, graph: CareerGraph, statements: Statements) -> Drawn | None:
    """The things and links of an answer, in its order, at most 500 things; None where it holds neither."""
    ids: dict[str, None] = {}
    ties: dict[str, Relationship] = {}
    for part in _parts(answer.rows):
        if meant(part, graph.nodes):
            ids[part["id"]] = None
        elif _is_tie(part, graph.nodes):
            ids |= dict.fromkeys((part["start"], part["end"]))
            ties[part["id"]] = Relationship(**part)
    if not ids:
        return None
    shown = list(ids)[:MOST]
    known = set(shown)
    found = [tie for tie in ties.values() if {tie.start, tie.end} <= known]
    added = [] if ties else between(shown, statements)
    nodes = [as_node(graph.nodes[one]) for one in shown]
    return Drawn(nodes, found or added, len(ids) - len(shown), bool(added))


def between(ids: Sequence[str], statements: Statements) -> list[Relationship]:
    """All that the graph says between some things."""
    known = set(ids)
    return [
        as_relationship(told)
        for one in ids
        for told in statements.around(one)
        if told.start == one and told.end in known
    ]


def _parts(value: object) -> Iterator[dict[str, Any]]:
    """Every map in a value, however deep."""
    if isinstance(value, list):
        for item in value:
            yield from _parts(item)
    elif isinstance(value, dict):
        yield value
        if value.keys() != _NODE and value.keys() != _TIE:
            yield from _parts(list(value.values()))


def as_csv(answer: Answer) -> bytes:
    """The answer as CSV in UTF-8: a header, then rows; what is no number and no text stands as JSON."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows([[_csv_cell(cell) for cell in row] for row in answer.rows])
    return out.getvalue().encode()


def _csv_cell(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def as_json(answer: Answer, query: str, parameters: Mapping[str, Any], build: str) -> bytes:
    """The answer with what was asked, and of which build."""
    told = {
        "query": query,
        "parameters": dict(parameters),
        "columns": answer.columns,
        "rows": answer.rows,
        "truncated": answer.truncated,
        "build": build,
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()
