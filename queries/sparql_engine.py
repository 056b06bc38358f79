"""An edition in memory, and SPARQL on it by pyoxigraph. Whoever needs a time limit runs it in a process apart."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from ontology.rdf.edition import read_triples
from queries.sparql_hints import Hints
from queries.sparql_limits import sealed
from queries.sparql_results import Solutions, SparqlAnswer, Triples, Truth, Unanswered, UnknownGraph
from queries.sparql_syntax import syntax_error
from queries.sparql_text import Mention, Mentions, known_prefixes, read, refuse_service, refuse_update

_PUBLISHED, _DERIVED = "published", "derived"
_DERIVED_ALONE = ox.DefaultGraph()
Graph: TypeAlias = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
Answer: TypeAlias = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean


class Engine:
    """The named graphs of an edition; together they are what a query asks that names none."""

    def __init__(self, folder: Path, base: str, graphs: Sequence[str]) -> None:
        self._folder, self._base, self._names = folder, base, tuple(graphs)
        self._graphs = {f"{base}graph/{name}": name for name in graphs}
        self._store = ox.Store()
        self._hints = Hints(self._store, base)
        self.loaded = False

    def load(self) -> None:
        """Reads all graphs. Raises OSError, or SyntaxError where one holds no triples."""
        for name in self._names:
            self._load(name, self._graph(name))
        if {_PUBLISHED, _DERIVED} <= set(self._names):
            self._load_derived_alone()
        self.loaded = True

    def _graph(self, name: str) -> ox.NamedNode:
        return ox.NamedNode(f"{self._base}graph/{name}")

    def _load(self, name: str, graph: Graph) -> None:
        self._store.load(input=read_triples(self._folder, name), format=ox.RdfFormat.N_TRIPLES, to_graph=graph)

    def _load_derived_alone(self) -> None:
        """Puts what is derived and not published besides in a place of its own, for queries that ask both as one.

        The engine gives a triple twice that stands in two graphs.
        """
        self._load(_DERIVED, _DERIVED_ALONE)
        published = self._graph(_PUBLISHED)
        for quad in list(self._store.quads_for_pattern(None, None, None, _DERIVED_ALONE)):
            if ox.Quad(quad.subject, quad.predicate, quad.object, published) in self._store:
                self._store.remove(quad)

    def check(self, text: str) -> Mentions:
        """What the query names. Raises a QueryFailed for what is no query, or may not be asked."""
        refuse_update(text)
        refuse_service(text)
        mentions = read(text, self._base)
        for mention in (*mentions.default, *mentions.named, *mentions.graphs):
            self._name(mention)
        try:
            with _asking():
                ox.Store().query(text, base_iri=f"{self._base}id/", prefixes=known_prefixes(self._base))
        except SyntaxError as error:
            message = str(error)
        else:
            return mentions
        raise syntax_error(text, self._base, message)

    def _name(self, mention: Mention) -> str:
        if mention.iri not in self._graphs:
            raise UnknownGraph(mention.written, [f"graph:{name}" for name in self._names])
        return self._graphs[mention.iri]

    def answer(self, text: str, limit: int) -> SparqlAnswer:
        """The answer, of at most `limit` rows or triples. Raises a QueryFailed."""
        mentions = self.check(text)
        default, named = self._dataset(mentions)
        begun = time.monotonic()
        with _asking():
            found = self._store.query(
                text,
                base_iri=f"{self._base}id/",
                prefixes=known_prefixes(self._base),
                default_graph=default,
                named_graphs=named,
            )
            answer = _gathered(found, limit, mentions)
        seconds = time.monotonic() - begun
        return replace(answer, seconds=seconds, remarks=self._hints.remarks(mentions, found=bool(answer)))

    def _dataset(self, mentions: Mentions) -> tuple[list[Graph], list[ox.NamedNode | ox.BlankNode]]:
        """The graphs to ask as one, and those that GRAPH may name: of FROM and FROM NAMED, or else all."""
        default = named = set(self._names)
        if mentions.default or mentions.named:
            default = {self._name(mention) for mention in mentions.default}
            named = {self._name(mention) for mention in mentions.named}
        whole: list[Graph] = [self._graph(name) for name in sorted(default)]
        if {_PUBLISHED, _DERIVED} <= default:
            whole[whole.index(self._graph(_DERIVED))] = _DERIVED_ALONE
        return whole, [self._graph(name) for name in sorted(named)]


@contextmanager
def _asking() -> Iterator[None]:
    try:
        with sealed():
            yield
    except (RuntimeError, OSError, ValueError) as error:
        raise Unanswered(str(error)) from None


def _gathered(found: Answer, limit: int, mentions: Mentions) -> SparqlAnswer:
    if isinstance(found, ox.QueryBoolean):
        return Truth(value=bool(found))
    if isinstance(found, ox.QueryTriples):
        triples, truncated = _distinct(found, limit)
        return Triples(triples=triples, truncated=truncated)
    variables = tuple(variable.value for variable in found.variables)
    if mentions.everything:
        # The engine puts them in the order of the alphabet; people expect them as they wrote them.
        variables = tuple(name for name in mentions.variables if name in variables)
    rows = [tuple(solution[name] for name in variables) for solution in islice(found, limit + 1)]
    return Solutions(variables=variables, rows=rows[:limit], truncated=len(rows) > limit)


def _distinct(triples: Iterable[ox.Triple], limit: int) -> tuple[list[ox.Triple], bool]:
    """At most `limit` triples, in order, and whether there were more."""
    found: dict[ox.Triple, None] = {}
    for triple in triples:
        found[triple] = None
        if len(found) > limit:
            break
    kept = list(found)[:limit]
    return sorted(kept, key=str), len(found) > limit
