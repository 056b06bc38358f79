"""What breaks the rules, as our SPARQL finds it and as pyshacl does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pyoxigraph as ox
import pyshacl
from rdflib import RDF, SH, Graph
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node

from ontology.identifiers import BASE
from ontology.rdf.edition import Edition
from ontology.rdf.prefixes import prefixes
from ontology.rdf.shacl_text import SHAPES
from ontology.rdf.validation import validate

Found = tuple[str, str, str | None]
"""Rule, thing, value at fault, as N-Triples writes them."""


class QuickGraph(Graph):
    """A graph that parses a query once: pyshacl asks the same of each thing, and mostly parses."""

    def query(self, query_object: Any, *rest: Any, **named: Any) -> Result:
        return super().query(_parsed(query_object), *rest, **named)


@cache
def _parsed(query: str) -> Query:
    return prepareQuery(query)


def edition_bytes(edition: Edition) -> bytes:
    return "\n".join(line for lines in edition.graphs.values() for line in lines).encode()


def store_of(triples: bytes, change: str = "") -> ox.Store:
    """A store of the triples, after an edit in SPARQL; relative IRIs are ids."""
    store = ox.Store()
    store.load(triples, format=ox.RdfFormat.N_TRIPLES)
    edit(store, change)
    return store


def edit(store: ox.Store, change: str) -> None:
    store.update(f"BASE <{BASE}id/> {_PREFIXES} {change}")


@contextmanager
def edited(graph: Graph, before: bytes, after: bytes) -> Iterator[Graph]:
    """The graph of the triples before holds those after, for a while: cheaper than reading them again."""
    old, new = set(before.splitlines()), set(after.splitlines())
    gone, come = (Graph().parse(data=b"\n".join(lines), format="ntriples") for lines in (old - new, new - old))
    graph -= gone
    graph += come
    yield graph
    graph -= come
    graph += gone


_PREFIXES = " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in prefixes().items())


def triples_of(store: ox.Store) -> bytes:
    return store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""


def ours(store: ox.Store) -> set[Found]:
    return {
        _found(one.shape.name.removeprefix("shapes:"), violation.focus, violation.value)
        for one in validate(store).broken
        for violation in one.violations
    }


def by_pyshacl(triples: Graph, shapes: Graph, **options: Any) -> set[Found]:
    _, results, _ = pyshacl.validate(triples, shacl_graph=shapes, inplace=True, **options)
    assert isinstance(results, Graph)
    return {_result(results, result) for result in results.subjects(RDF.type, SH.ValidationResult)}


def _result(results: Graph, result: Node) -> Found:
    shape, focus, value = (results.value(result, term) for term in (SH.sourceShape, SH.focusNode, SH.value))
    assert shape is not None
    assert focus is not None
    return _found(str(shape).removeprefix(f"{SHAPES}#"), focus.n3(), value.n3() if value is not None else None)


def _found(rule: str, focus: str, value: str | None) -> Found:
    # A rule in SPARQL that names no value has the thing itself for one.
    return rule, focus, None if value == focus else value


def rules(found: Iterable[Found]) -> set[str]:
    return {rule for rule, _, _ in found}
