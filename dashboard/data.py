"""What the pages answer from: one build, open, for all sessions; and what was asked of it before."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from ontology.graph import CareerGraph
from ontology.nodes import Code, Node
from queries.about import About
from queries.catalog import Scalar, named
from queries.cypher_pool import CypherPool
from queries.explain import Explainer
from queries.given import question_values
from queries.resolve import Resolver
from queries.search import Hit, SearchIndex
from queries.show import Thing
from queries.statements import Statements
from queries.store import Parameter
from queries.thing import thing as thing_of

Rows = list[dict[str, Any]]
TIMEOUT, LIMIT = 30.0, 10_000


@dataclass(frozen=True, slots=True)
class Earlier:
    """The build before: its id, when it was made, and its graph, which takes seconds to read."""

    build: str
    made: datetime
    graph: Callable[[], CareerGraph]


@dataclass(frozen=True, slots=True)
class Opened:
    """A build and all that answers from it; threads may share it. `server` is where its RDF is served, if any."""

    about: About
    graph: CareerGraph
    statements: Statements
    index: SearchIndex
    explainer: Explainer
    resolver: Resolver
    cypher: CypherPool
    server: str = ""
    earlier: Earlier | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to Cypher: rows of values as JSON has them, cut short or not, in so many seconds."""

    columns: list[str]
    rows: list[list[Any]]
    truncated: bool
    seconds: float


_OPENED: list[Opened] = []


def provide(build: Opened) -> None:
    """Says which build all pages answer from, before the first is shown."""
    _OPENED[:] = [build]


def opened() -> Opened:
    """The build that all pages answer from."""
    return _OPENED[0]


def query(cypher: str, parameters: Mapping[str, Parameter], *, timeout: float, limit: int) -> Answer:
    """The answer to a text of the user's. Raises what CypherPool.query does."""
    told = json.loads(opened().cypher.query(cypher, parameters, timeout=timeout, limit=limit).body)
    return Answer(told["columns"], told["rows"], told["truncated"], told["seconds"])


def ask(question: str, **parameters: Scalar) -> Rows:
    """Rows of a question of the catalogue: column → value. The same is asked once a build.

    Raises UnknownQuestion, UnknownParameter, NothingFound, SeveralFound, or what CypherPool.query does.
    """
    return [dict(row) for row in _asked(opened().about.build, question, **parameters)]


@lru_cache(maxsize=500)
def _asked(build: str, question: str, **parameters: Scalar) -> Rows:  # noqa: ARG001 - a part of the cache's key
    asked = named(question)
    values = question_values(asked, parameters, opened().index)
    found = query(asked.cypher, values, timeout=TIMEOUT, limit=LIMIT)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def find(text: str, limit: int = 20) -> list[Hit]:
    """What a text may mean, best first."""
    return opened().index.find(text, limit=limit)


def thing(node_id: str) -> Thing:
    """One thing with all its relations. Raises NothingFound."""
    return thing_of(opened().statements, node_id)


def node(node_id: str) -> Node:
    """A node by its id. Raises KeyError."""
    return opened().graph.nodes[node_id]


@lru_cache(maxsize=10)
def _ids(build: str, kind: str) -> dict[str, str]:  # noqa: ARG001 - a part of the cache's key
    codes = (node for node in opened().graph.nodes.values() if isinstance(node, Code) and kind in node.labels)
    return {node.code: node.id for node in codes}


def ids(kind: str) -> Mapping[str, str]:
    """Code → id, of the codes that carry a label: Industry, Occupation or Program."""
    return _ids(opened().about.build, kind)
