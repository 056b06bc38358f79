"""The named examples: each is well-formed, and its answer is the one recomputed without an engine."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from ontology.graph import CareerGraph
from ontology.identifiers import BASE
from ontology.rdf.edition import Edition
from queries.catalog import Parameter, Scalar, UnknownParameter
from queries.sparql_catalog import (
    BadExample,
    UnknownExample,
    example,
    examples,
    literal,
    read_example,
    with_value,
)
from queries.sparql_results import SparqlAnswer, Term, Triples, Truth, python_value
from queries.sparql_store import SparqlStore
from queries.sparql_text import ShortNames, known_prefixes
from tests.queries.sparql.answers import Cell, cases, expected, unasked

NAMES = ShortNames(BASE)
TEXT = """\
# Which sub-clusters has a cluster?
# A remark.
# tags: researcher, counsellor
# cluster: CareerCluster
SELECT ?title
WHERE {
  VALUES ?cluster { cluster:education }
  ?sub skos:broader ?cluster ; skos:prefLabel ?title .
}
ORDER BY ?title
"""


def plain(term: Term | None) -> Cell:
    """An id for the IRI of a thing, a short name for any other, a plain value for a literal."""
    if isinstance(term, ox.NamedNode):
        return term.value.removeprefix(f"{BASE}id/") if term.value.startswith(f"{BASE}id/") else short(term.value)
    value = python_value(term)
    assert value is None or isinstance(value, Cell)
    return value


def short(iri: str) -> str:
    return NAMES(iri).strip("<>")


def answered(answer: SparqlAnswer) -> list[tuple[Cell, ...]] | bool:
    if isinstance(answer, Truth):
        return answer.value
    if isinstance(answer, Triples):
        return sorted((plain(t.subject), plain(t.predicate), plain(t.object)) for t in answer.triples)
    assert not answer.truncated
    return [tuple(plain(term) for term in row) for row in answer.rows]


def asked(name: str, values: dict[str, Scalar]) -> tuple[str, dict[str, Scalar]]:
    """The query with the values put in, and all values that it has then."""
    found, text = example(name), example(name).sparql
    used: dict[str, Scalar] = {}
    for parameter in found.parameters:
        value = values.get(parameter.name)
        if value is not None:
            term = f"<{BASE}id/{value}>" if parameter.is_node else literal(parameter, str(value))
            text = with_value(text, parameter.name, term)
        used[parameter.name] = default(parameter) if value is None else value
    assert set(values) <= set(used)
    return text, used


def default(parameter: Parameter) -> Scalar:
    """A default as a scalar: the id, number or text that its SPARQL means."""
    written = str(parameter.default)
    if not parameter.is_node:
        return parameter.read(written.strip('"'))
    prefix, _, tail = written.partition(":")
    return f"{known_prefixes(BASE)[prefix]}{tail}".removeprefix(f"{BASE}id/")


def test_there_are_at_least_twenty_and_each_has_an_independent_answer() -> None:
    assert len(examples()) >= 20
    assert unasked() == {"all-about-a-thing"}


@pytest.mark.parametrize(("name", "given"), cases(), ids=str)
def test_the_answer_is_as_recomputed(
    name: str, given: dict[str, Scalar], derived_graph: CareerGraph, store: SparqlStore
) -> None:
    text, values = asked(name, given)
    answer = store.query(text, timeout=60, limit=100_000)
    assert answer.remarks == ()
    assert answered(answer) == expected(name, values, derived_graph)


def test_each_finds_something_as_it_stands(derived_graph: CareerGraph) -> None:
    for name in set(examples()) - unasked():
        assert expected(name, asked(name, {})[1], derived_graph), name


@pytest.mark.parametrize("thing", [None, "soc/2018/15-1252", "source/naics-2022"])
def test_all_about_a_thing_is_all_triples_that_begin_with_it(
    thing: str | None, edition: Edition, store: SparqlStore
) -> None:
    text, values = asked("all-about-a-thing", {"thing": thing} if thing else {})
    begins = f"<{BASE}id/{values['thing']}> "
    found = store.query(text, timeout=60, limit=10_000)
    assert isinstance(found, Triples)
    wanted = {line for lines in edition.graphs.values() for line in lines if line.startswith(begins)}
    assert {f"{triple} ." for triple in found.triples} == wanted


@pytest.mark.parametrize("name", examples())
def test_an_answer_of_rows_has_an_order_of_its_own(name: str) -> None:
    text = example(name).sparql
    assert ("\nORDER BY " in text) == text.startswith("SELECT"), "the same question should get the same answer"


# Files


def test_a_file_is_read_with_what_its_head_and_its_query_say() -> None:
    found = read_example("sub-clusters", TEXT)
    assert (found.asks, found.description) == ("Which sub-clusters has a cluster?", "A remark.")
    assert found.tags == ("researcher", "counsellor")
    assert found.parameters == (Parameter("cluster", "CareerCluster", "cluster:education"),)
    assert found.sparql.startswith("SELECT ?title\nWHERE {")


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ("cluster?", "cluster", "with a question mark"),
        ("# tags: researcher, counsellor\n", "", "one line of tags"),
        ("counsellor", "councillor", "there is no tag 'councillor'"),
        ("cluster: CareerCluster", "cluster: Galaxy", "is not `name: Type`"),
        ("# cluster:", "# galaxy:", r"should hold one VALUES \?galaxy"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_told(written: str, instead: str, told: str) -> None:
    assert written in TEXT
    with pytest.raises(BadExample, match=rf"queries/sparql/wrong\.rq: .*{told}"):
        read_example("wrong", TEXT.replace(written, instead))


def test_a_value_takes_the_place_of_the_default() -> None:
    text = with_value(TEXT, "cluster", "cluster:construction")
    assert text == TEXT.replace("cluster:education", "cluster:construction")
    with pytest.raises(UnknownParameter, match=r"no VALUES \?galaxy"):
        with_value(TEXT, "galaxy", "x")


@pytest.mark.parametrize(
    ("kind", "text", "written"),
    [("int", "10", "10"), ("float", "0.5", "0.5"), ("bool", "True", "true"), ("text", 'a "b"\n', r'"a \"b\"\n"')],
)
def test_numbers_and_texts_are_written_as_sparql_has_them(kind: str, text: str, written: str) -> None:
    assert literal(Parameter("x", kind, ""), text) == written


def test_a_wrong_name_or_value_is_told() -> None:
    with pytest.raises(UnknownExample, match="near it: findings"):
        example("finding")
    with pytest.raises(UnknownParameter, match="it has: --one, --other"):
        example("skills-that-two-clusters-share").parameter("two")
    with pytest.raises(UnknownParameter, match="a number"):
        literal(Parameter("fewest", "int", "10"), "many")
