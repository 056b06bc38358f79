"""Our shapes as SPARQL: what breaks each constraint, as a query.

The W3C's Shapes Constraint Language says what a constraint means. Only what our shapes use of it is translated;
tests show that pyshacl, which reads the same shapes, finds the same.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ontology.rdf.shacl_text import curie


class UnknownConstraint(ValueError):
    """A shape uses a part of SHACL that is not translated."""

    def __init__(self, shape: Node, term: Node) -> None:
        super().__init__(f"{shape} uses {term}, which ontology/rdf/shacl.py does not translate")
        self.shape, self.term = shape, term


@dataclass(frozen=True, slots=True)
class Shape:
    """A rule: the pattern of what it is about, the path along which it looks, what breaks it, what to do.

    Pattern and queries say `?this`, a query maybe `?value`; their prefixes are those of shacl_text.PREFIXES.
    """

    name: str
    focus: str
    path: str | None
    queries: tuple[str, ...]
    message: str
    description: str


@cache
def shapes_graph() -> Graph:
    """The shapes, as tools for SHACL read them."""
    graph = Graph()
    for file in (files("ontology.rdf") / "shapes").iterdir():
        graph.parse(data=file.read_text(encoding="utf-8"), format="turtle")
    return graph


@cache
def shapes() -> tuple[Shape, ...]:
    """All that can be broken, by name. Raises UnknownConstraint."""
    graph = shapes_graph()
    for kind, known in _MAY_SAY.items():
        for shape in graph.subjects(RDF.type, kind):
            _check(graph, shape, known)
    ruling = {*graph.subjects(RDF.type, SH.PropertyShape), *graph.subjects(SH.sparql)}
    return tuple(_shape(graph, shape) for shape in sorted(ruling, key=str))


def _check(graph: Graph, shape: Node, known: Container[Node]) -> None:
    for term in graph.predicates(shape):
        if term not in known:
            raise UnknownConstraint(shape, term)


def _shape(graph: Graph, shape: Node) -> Shape:
    path = graph.value(shape, SH.path)
    focus, along = _focus(graph, shape), _path(graph, path) if path else None
    queries = [*(_core(graph, shape, focus, along) if along else ()), *_sparql(graph, shape, focus)]
    rule = graph.value(shape, SH.sparql, default=shape)
    message = graph.value(rule, SH.message)
    about = graph.value(shape, SH.description) or graph.value(shape, RDFS.comment) or ""
    return Shape(curie(str(shape)), focus, along, tuple(queries), str(message), str(about))


def _focus(graph: Graph, shape: Node) -> str:
    """A pattern for `?this`: the targets of the shape, and of those that it is a property shape of."""
    holders = {shape, *graph.subjects(SH.property, shape)}
    forms = {
        SH.targetClass: "?this a {} .",
        SH.targetSubjectsOf: "?this {} [] .",
        SH.targetObjectsOf: "[] {} ?this .",
    }
    found = {
        form.format(_term(t)) for term, form in forms.items() for h in holders for t in graph.objects(h, term)
    }
    either = " UNION ".join(f"{{ {pattern} }}" for pattern in sorted(found))
    # Each thing once: a subject of many triples would be looked at as often.
    return f"{{ SELECT DISTINCT ?this WHERE {{ {either} }} }}"


def _path(graph: Graph, path: Node) -> str:
    if isinstance(path, URIRef):
        return _term(path)
    if graph.value(path, RDF.first):
        return "/".join(_path(graph, step) for step in Collection(graph, path))
    if inverse := graph.value(path, SH.inversePath):
        return f"^{_path(graph, inverse)}"
    if either := graph.value(path, SH.alternativePath):
        return f"({'|'.join(_path(graph, step) for step in Collection(graph, either))})"
    if repeated := graph.value(path, SH.zeroOrMorePath):
        return f"({_path(graph, repeated)})*"
    raise UnknownConstraint(path, SH.path)


def _term(term: Node) -> str:
    return curie(term) if isinstance(term, URIRef) else term.n3()


def _core(graph: Graph, shape: Node, focus: str, path: str) -> Iterator[str]:
    along = f"?this {path} ?value ."
    if bad := _bad(graph, shape):
        yield _select("?this ?value", f"{focus} {along} FILTER ({bad})")
    if limits := _limits(graph, shape, SH.minCount, SH.maxCount):
        yield _counted(focus, along, limits)
    if kind := graph.value(shape, SH.qualifiedValueShape):
        limits = _limits(graph, shape, SH.qualifiedMinCount, SH.qualifiedMaxCount)
        yield _counted(focus, f"{along} FILTER (!({_bad_within(graph, kind)}))", limits)
    for value in graph.objects(shape, SH.hasValue):
        yield _select("?this", f"{focus} FILTER NOT EXISTS {{ ?this {path} {_term(value)} }}")
    for other in graph.objects(shape, SH.disjoint):
        yield _select("?this ?value", f"{focus} {along} ?this {_term(other)} ?value .")
    for other in graph.objects(shape, SH.equals):
        again = f"?this {_term(other)} ?value ."
        yield _select("?this ?value", f"{focus} {along} FILTER NOT EXISTS {{ {again} }}")
        yield _select("?this ?value", f"{focus} {again} FILTER NOT EXISTS {{ {along} }}")
    if graph.value(shape, SH.uniqueLang):
        twice = 'LANG(?value) != "" && LANG(?value) = LANG(?other) && !sameTerm(?value, ?other)'
        yield _select("?this", f"{focus} {along} ?this {path} ?other . FILTER ({twice})")


def _sparql(graph: Graph, shape: Node, focus: str) -> Iterator[str]:
    for rule in graph.objects(shape, SH.sparql):
        text = str(graph.value(rule, SH.select))
        # What SHACL binds beforehand, one thing after the other, a pattern binds here for all at once.
        yield text.replace("SELECT", "SELECT DISTINCT", 1).replace("{", f"{{ {focus}", 1)


def _select(variables: str, pattern: str) -> str:
    return f"SELECT DISTINCT {variables} WHERE {{ {pattern} }}"


def _counted(focus: str, along: str, limits: str) -> str:
    return f"SELECT ?this WHERE {{ {focus} OPTIONAL {{ {along} }} }} GROUP BY ?this HAVING ({limits})"


def _limits(graph: Graph, shape: Node, least: URIRef, most: URIRef) -> str:
    found = ((graph.value(shape, least), "<"), (graph.value(shape, most), ">"))
    return " || ".join(f"COUNT(DISTINCT ?value) {sign} {number}" for number, sign in found if number is not None)


def _bad(graph: Graph, shape: Node) -> str:
    """An expression that holds for a `?value` which the shape does not allow; empty where it allows any."""
    said = ((make, given) for term, make in _OF_A_VALUE.items() for given in graph.objects(shape, term))
    return " || ".join(make(graph, given) for make, given in said)


def _bad_within(graph: Graph, nested: Node) -> str:
    _check(graph, nested, _OF_A_VALUE)
    return _bad(graph, nested)


def _wrong_datatype(_: Graph, datatype: Node) -> str:
    # Of a text that is none of its type, DATATYPE tells the type all the same, and a cast fails.
    wanted = f"DATATYPE(?value) = {_term(datatype)}"
    casts = not str(datatype).endswith(("#langString", "#string", "#positiveInteger"))
    cast = f" && isLiteral({_term(datatype)}(STR(?value)))" if casts else ""
    return f"!COALESCE({wanted}{cast}, false)"


def _wrong_kind(_: Graph, kind: Node) -> str:
    if kind != SH.IRI:
        raise UnknownConstraint(kind, SH.nodeKind)
    return "!isIRI(?value)"


def _in_no_language(graph: Graph, languages: Node) -> str:
    known = [f"LANGMATCHES(LANG(?value), {_term(language)})" for language in Collection(graph, languages)]
    return f"!COALESCE({' || '.join(known)}, false)"


def _none_of(graph: Graph, values: Node) -> str:
    return " && ".join(f"!sameTerm(?value, {_term(value)})" for value in Collection(graph, values))


def _no_alternative(graph: Graph, alternatives: Node) -> str:
    return " && ".join(f"({_bad_within(graph, alternative)})" for alternative in Collection(graph, alternatives))


_OF_A_VALUE: dict[URIRef, Callable[[Graph, Node], str]] = {
    SH["class"]: lambda _, given: f"NOT EXISTS {{ ?value a {_term(given)} }}",
    SH.datatype: _wrong_datatype,
    SH["in"]: lambda graph, given: f"({_none_of(graph, given)})",
    SH.languageIn: _in_no_language,
    SH.maxInclusive: lambda _, given: f"!COALESCE(?value <= {_term(given)}, false)",
    SH.minInclusive: lambda _, given: f"!COALESCE(?value >= {_term(given)}, false)",
    SH.nodeKind: _wrong_kind,
    SH["not"]: lambda graph, given: f"!({_bad_within(graph, given)})",
    SH["or"]: lambda graph, given: f"({_no_alternative(graph, given)})",
    SH.pattern: lambda _, given: f"(isBlank(?value) || !REGEX(STR(?value), {_term(given)}))",
}
"""Constraint on each value → expression that holds where a `?value` breaks it."""

_OF_A_PATH = frozenset(
    {
        SH.disjoint,
        SH.equals,
        SH.hasValue,
        SH.maxCount,
        SH.minCount,
        SH.path,
        SH.qualifiedMaxCount,
        SH.qualifiedMinCount,
        SH.qualifiedValueShape,
        SH.uniqueLang,
    }
)
"""Constraints on all values along a path together."""

_ABOUT = frozenset(
    {
        RDF.type,
        RDFS.comment,
        SH.description,
        SH.message,
        SH.sparql,
        SH.targetClass,
        SH.targetObjectsOf,
        SH.targetSubjectsOf,
    }
)
"""What any shape may say."""

_MAY_SAY: Mapping[URIRef, Container[Node]] = {
    SH.NodeShape: _ABOUT | {SH.property},
    SH.PropertyShape: _ABOUT | _OF_A_PATH | set(_OF_A_VALUE),
}
