"""What a request is answered from: one build, open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ontology.graph import CareerGraph
from queries.about import About
from queries.cypher_pool import CypherPool
from queries.explain import Explainer
from queries.resolve import Resolver
from queries.search import SearchIndex
from queries.sparql_pool import SparqlPool
from queries.statements import Statements
from server.downloads.files import Downloads
from server.web.cache import Cache


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take: seconds (fewer while many are asked), rows or triples, characters of its text."""

    timeout: float = 10.0
    busy_timeout: float = 2.0
    rows: int = 10_000
    characters: int = 50_000

    @classmethod
    def within(cls, timeout: float, rows: int) -> Limits:
        """These limits, or lower ones where a setting is lower."""
        usual = cls()
        return cls(min(timeout, usual.timeout), min(timeout, usual.busy_timeout), min(rows, usual.rows))


@dataclass(frozen=True, slots=True)
class Served:
    """A build and all that answers from it. `rdf` is the folder of its RDF edition."""

    about: About
    graph: CareerGraph
    statements: Statements
    index: SearchIndex
    explainer: Explainer
    resolver: Resolver
    sparql: SparqlPool
    cypher: CypherPool
    rdf: Path
    downloads: Downloads
    close: Callable[[], None]
    cache: Cache = field(default_factory=Cache)

    def ready(self) -> bool:
        """Whether queries are answered at once; those that come before wait."""
        return self.sparql.ready() and self.cypher.ready()
