"""An edition in memory, and SPARQL on it by pyoxigraph. Whoever needs a time limit runs it in a process apart."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeAlias

import pyoxigraph as ox

from queries.sparql_hints import Hints
from queries.sparql_limits import sealed
from queries.sparql_results import Solutions, SparqlAnswer, Triples, Truth, Unanswered, UnknownGraph
from queries.sparql_syntax import syntax_error
from queries.sparql_text import (
    Mention,
    Mentions,
    in_written_order,
    known_prefixes,
    read,
    refuse_service,
    refuse_update,
)

_PUBLISHED, _DERIVED = "published", "derived"
_DERIVED_ALONE = ox.DefaultGraph()
Graph: TypeAlias = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
Answer: TypeAlias = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean
Dataset: TypeAlias = tuple[Sequence[Graph], Sequence[ox.NamedNode]]
Reading: TypeAlias = Callable[[Path, str], bytes | BinaryIO]


def read_whole(folder: Path, name: str) -> bytes:
    """N-Triples of one named graph. Raises OSError."""
    # What it imports starts threads, which a process that forks must not have.
    from ontology.rdf.edition import read_triples

    return read_triples(folder, name)


class Engine:
    """The named graphs of an edition; together they are what a query asks that names none."""

    def __init__(self, folder: Path, base: str, graphs: Sequence[str]) -> None:
        self._folder, self.base, self._names = folder, base, tuple(graphs)
        self._graphs = {f"{base}graph/{name}": name for name in graphs}
        self._prefixes = known_prefixes(base)
        self.store = ox.Store()
        self._hints = Hints(self.store, base)
        self.loaded = False

    def load(self, reading: Reading = read_whole) -> None:
        """Reads all graphs. Raises OSError, or SyntaxError where one holds no triples."""
        for name in self._names:
            self._load(reading(self._folder, name), self._graph(name))
        if {_PUBLISHED, _DERIVED} <= set(self._names):
            self._load_derived_alone()
        self.loaded = True

    def learn_names(self) -> None:
        """Makes remarks on unknown names quick: a second now spares each one most of a second."""
        self._hints.learn()

    def _graph(self, name: str) -> ox.NamedNode:
        return ox.NamedNode(f"{self.base}graph/{name}")

    def _load(self, triples: bytes | BinaryIO, graph: Graph) -> None:
        self.store.load(input=triples, format=ox.RdfFormat.N_TRIPLES, to_graph=graph)

    def _load_derived_alone(self) -> None:
        """Puts what is derived and not published besides in a place of its own, for queries that ask both as one.

        The engine gives a triple twice that stands in two graphs.
        """
        published = self._graph(_PUBLISHED)
        for quad in list(self.store.quads_for_pattern(None, None, None, self._graph(_DERIVED))):
            if ox.Quad(quad.subject, quad.predicate, quad.object, published) not in self.store:
                self.store.add(ox.Quad(quad.subject, quad.predicate, quad.object, _DERIVED_ALONE))

    def check(self, text: str) -> None:
        """Raises a QueryFailed for what is no query, or may not be asked; the edition need not be there."""
        mentions = self._mentions(text)
        self._dataset(mentions)
        with self._asking(text):
            self._query(ox.Store(), text)

    def _mentions(self, text: str) -> Mentions:
        refuse_update(text)
        refuse_service(text)
        mentions = read(text, self.base)
        for mention in mentions.graphs:
            self._name(mention)
        return mentions

    def _name(self, mention: Mention) -> str:
        if mention.iri not in self._graphs:
            raise UnknownGraph(mention.written, [f"graph:{name}" for name in self._names])
        return self._graphs[mention.iri]

    def answer(self, text: str, limit: int) -> SparqlAnswer:
        """The answer, of at most `limit` rows or triples. Raises a QueryFailed."""
        begun = time.monotonic()
        with self.asked(text) as (found, mentions):
            answer = gathered(found, limit)
        seconds = time.monotonic() - begun
        return replace(answer, seconds=seconds, remarks=self.remarks(mentions, found=bool(answer)))

    @contextmanager
    def asked(
        self, text: str, default: Sequence[str] = (), named: Sequence[str] = ()
    ) -> Iterator[tuple[Answer, Mentions]]:
        """The answer as it comes from the engine, and what the query names; inside, nothing can be opened.

        The graphs `default` and `named`, IRIs, go before those of FROM and FROM NAMED. Raises a QueryFailed, also
        for what goes wrong inside.
        """
        mentions = self._mentions(text)
        dataset = self._dataset(mentions, default, named)
        with self._asking(text):
            found = self._query(self.store, text, dataset)
            if isinstance(found, ox.QuerySolutions):
                # The engine puts them in the order of the alphabet; people expect them as they wrote them.
                written = in_written_order(text, mentions, [variable.value for variable in found.variables])
                found = found if written == text else self._query(self.store, written, dataset)
            yield found, mentions

    def remarks(self, mentions: Mentions, *, found: bool) -> tuple[str, ...]:
        """Remarks on what a query names and the edition does not hold; more where nothing was found."""
        return self._hints.remarks(mentions, found=found)

    def _query(self, store: ox.Store, text: str, dataset: Dataset = ((), ())) -> Answer:
        default, named = dataset
        return store.query(
            text,
            base_iri=f"{self.base}id/",
            prefixes=self._prefixes,
            default_graph=list(default),
            named_graphs=list(named),
        )

    @contextmanager
    def _asking(self, text: str) -> Iterator[None]:
        try:
            with sealed():
                yield
        except SyntaxError as error:
            message = str(error)
        except (RuntimeError, OSError, ValueError) as error:
            raise Unanswered(str(error)) from None
        else:
            return
        raise syntax_error(text, self.base, message)

    def _dataset(self, mentions: Mentions, default: Sequence[str] = (), named: Sequence[str] = ()) -> Dataset:
        """The graphs to ask as one, and those that GRAPH may name: as given, or of FROM and FROM NAMED, or all."""
        as_one, by_name = mentions.default, mentions.named
        if default or named:
            as_one, by_name = ([Mention(f"<{iri}>", iri) for iri in iris] for iris in (default, named))
        if not as_one and not by_name:
            return self._whole(set(self._names)), [self._graph(name) for name in sorted(self._names)]
        names = {self._name(mention) for mention in by_name}
        return self._whole({self._name(mention) for mention in as_one}), [self._graph(n) for n in sorted(names)]

    def _whole(self, names: set[str]) -> list[Graph]:
        """Graphs to ask as one, so that each triple comes once."""
        whole: list[Graph] = [self._graph(name) for name in sorted(names)]
        if {_PUBLISHED, _DERIVED} <= names:
            whole[whole.index(self._graph(_DERIVED))] = _DERIVED_ALONE
        return whole


def gathered(found: Answer, limit: int) -> SparqlAnswer:
    """An answer of at most `limit` rows or triples, as Python values."""
    if isinstance(found, ox.QueryBoolean):
        return Truth(value=bool(found))
    if isinstance(found, ox.QueryTriples):
        triples, truncated = _distinct(found, limit)
        return Triples(triples=triples, truncated=truncated)
    variables = tuple(variable.value for variable in found.variables)
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
