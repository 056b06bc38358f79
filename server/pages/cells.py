"""Values of answers as cells of a table."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from rdflib.namespace import XSD

from ontology.rdf.terms import ONTOLOGY
from queries.sparql_text import ShortNames

_NUMBERS = {str(XSD[name]) for name in ("integer", "positiveInteger", "decimal", "double", "float")}
_SHORT = 24
_SAFE = "/:@!$&'()*+,;=~%#"
_NODE, _RELATIONSHIP = {"id", "labels", "properties"}, {"id", "type", "start", "end", "properties"}
_PATH = {"nodes", "relationships"}


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, the address that it leads to, its language, and whether it is a number."""

    text: str
    href: str = ""
    lang: str = ""
    number: bool = False

    @property
    def short(self) -> bool:
        """Whether it is a code, or as short as one, and stays in one line."""
        return len(self.text) <= _SHORT and " " not in self.text


class TermCells:
    """Terms of SPARQL's results in JSON as cells: short names, and pages of ours for IRIs of ours."""

    def __init__(self, base: str, href: Callable[[str], str]) -> None:
        self._names, self._href = ShortNames(base), href
        self._places = {f"{base}id/": "/doc/", f"{base}graph/": "/graph/", f"{base}edition/": "/edition/"}

    def __call__(self, term: Mapping[str, Any] | None) -> Cell:
        """The cell of a term, or of none."""
        if term is None:
            return Cell("")
        kind, value = term["type"], term["value"]
        if kind == "uri":
            return Cell(self._names(value), self._address(value))
        if kind == "literal":
            return Cell(value, lang=term.get("xml:lang", ""), number=term.get("datatype") in _NUMBERS)
        return Cell(f"_:{value}" if kind == "bnode" else json.dumps(value, ensure_ascii=False))

    def _address(self, iri: str) -> str:
        if iri.partition("#")[0] == ONTOLOGY:
            return self._href(f"/ontology{iri.removeprefix(ONTOLOGY)}")
        for beginning, place in self._places.items():
            if iri.startswith(beginning):
                return self._href(quote(place + iri.removeprefix(beginning), safe=_SAFE))
        return iri if iri.startswith(("http://", "https://")) else ""


class ValueCells:
    """Values of Cypher's answers in JSON as cells: nodes, and texts that are the id of one, lead to its page."""

    def __init__(self, ids: Collection[str], href: Callable[[str], str]) -> None:
        self._ids, self._href = ids, href

    def __call__(self, value: Any) -> Cell:
        """The cell of a value."""
        if isinstance(value, dict) and value.keys() == _NODE:
            return Cell(plain_text(value), self._address(value["id"]))
        if isinstance(value, str) and "/" in value and value in self._ids:
            return Cell(value, self._address(value))
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return Cell(plain_text(value), number=number)

    def _address(self, node_id: str) -> str:
        return self._href(quote(f"/doc/{node_id}", safe=_SAFE))


def plain_text(value: Any) -> str:
    """A value of an answer in a line."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(plain_text(item) for item in value)
    if isinstance(value, dict):
        return _plain_map(value)
    return json.dumps(value)


def _plain_map(value: Mapping[str, Any]) -> str:
    if value.keys() == _NODE:
        return f"{value['properties'].get('title', '')} ({value['id']})".strip()
    if value.keys() == _RELATIONSHIP:
        return f"{value['start']} -[{value['type']}]-> {value['end']}"
    if value.keys() == _PATH:
        return _plain_path(value["nodes"], value["relationships"])
    return json.dumps(value, ensure_ascii=False)


def _plain_path(nodes: list[Any], relationships: list[Any]) -> str:
    text = plain_text(nodes[0])
    for relationship, before, after in zip(relationships, nodes, nodes[1:], strict=False):
        forward = relationship["start"] == before["id"]
        arrow = f" -[{relationship['type']}]-> " if forward else f" <-[{relationship['type']}]- "
        text += f"{arrow}{plain_text(after)}"
    return text
