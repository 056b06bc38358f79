"""What a request is answered from: one build, open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ontology.graph import CareerGraph
from queries.cypher_pool import CypherPool
from queries.explain import Explainer
from queries.resolve import Resolver
from queries.search import SearchIndex
from queries.sparql_pool import SparqlPool
from queries.statements import Statements
from server.cache import Cache


@dataclass(frozen=True, slots=True)
class About:
    """What a build says of itself. `edition` names its content, `triples` counts each named graph."""

    build: str
    edition: str
    made: datetime
    base: str
    software: str
    citation: str
    triples: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take: seconds (fewer while many are asked), rows or triples, characters of its text."""

    timeout: float = 10.0
    busy_timeout: float = 2.0
    rows: int = 10_000
    characters: int = 50_000


@dataclass(frozen=True, slots=True)
class Served:
    """A build and all that answers from it. `data` is the folder of its exports, None until they are there."""

    about: About
    graph: CareerGraph
    statements: Statements
    index: SearchIndex
    explainer: Explainer
    resolver: Resolver
    sparql: SparqlPool
    cypher: CypherPool
    data: Callable[[], Path | None]
    close: Callable[[], None]
    cache: Cache = field(default_factory=Cache)
