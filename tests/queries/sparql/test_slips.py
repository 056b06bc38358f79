"""What is said of a query that is wrong, or finds nothing: the place, and what is near."""

from __future__ import annotations

import pytest

from queries.sparql_results import SparqlSyntaxError, Unanswered
from queries.sparql_store import SparqlStore


@pytest.mark.parametrize(
    ("text", "line", "column", "why"),
    [
        ("SELEC ?x { ?x a cg:Skill }", 1, 1, "cannot stand here"),
        ("SELECT ?x\nWHERE {\n  ?x skos:prefLabel ?l\n  ?x skos:notation ?n .\n}", 4, 3, "cannot stand here"),
        ("SELECT ?x { ?x skos:prefLabel ?l", 1, 33, "ends too early"),
        ("SELECT (COUNT(?x) AS ?n WHERE { ?x a cg:Skill }", 1, 25, r"a \) is missing"),
        ("SELECT ?x { ?x a cg:Skill } ORDER ?x", 1, 29, "cannot stand here"),
        ("SELECT ?x { ?x a cg:Skill }}", 1, 28, "cannot stand here"),
        ("MATCH (n) RETURN n", 1, 1, "cannot stand here"),
        ("SELECT ?x {\n ?x skso:prefLabel ?l }", 2, 5, "the prefix skso: is unknown; near it: skos"),
        ("SELECT ?x { ?x zzz:y ?l }", 1, 16, "zzz: is unknown; declare it: PREFIX zzz: <its address>"),
        ("", 1, 1, "the query is empty"),
    ],
)
def test_a_slip_is_told_with_its_place(store: SparqlStore, text: str, line: int, column: int, why: str) -> None:
    with pytest.raises(SparqlSyntaxError, match=f"SPARQL error in line {line}, column {column}: .*{why}") as slip:
        store.query(text, timeout=30, limit=1)
    assert (slip.value.line, slip.value.column) == (line, column)


def test_a_variable_that_is_not_grouped_is_told(store: SparqlStore) -> None:
    with pytest.raises(SparqlSyntaxError, match="SELECT names a variable that GROUP BY does not"):
        store.query("SELECT ?x ?l { ?x skos:prefLabel ?l } GROUP BY ?x", timeout=30, limit=1)


def test_a_function_that_there_is_not_is_told(store: SparqlStore) -> None:
    with pytest.raises(Unanswered, match=r"custom function .*#longest> is not supported"):
        store.query("SELECT (cg:longest(?l) AS ?x) { soc:15-1252 skos:prefLabel ?l }", timeout=30, limit=1)


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("ASK { ?x cg:coverOccupation ?y }", "Nothing here is called cg:coverOccupation; near it: cg:coversOccup"),
        ("ASK { ?x skos:preflabel ?y }", "Nothing here is called skos:preflabel; near it: skos:prefLabel"),
        ("ASK { ?x a cg:Occuption }", "near it: cg:Occupation"),
        ("ASK { soc:15-1253 a ?x . soc:15-1259 a ?y }", "Nothing here is called soc:15-1259; near it: soc:15-1"),
        ("ASK { <framework/2024/cluster/educaton> a ?x }", "near it: cluster:education"),
        ('ASK { ?x skos:prefLabel "Web & Cloud" }', '"Web & Cloud" is English here: "Web & Cloud"@en finds it'),
        ("ASK { ?x skos:notation 11.0701 }", 'Codes are texts here: "11.0701", in quotation marks, finds it'),
        ("SELECT ?x { ?x skos:notation 541511 }", 'Codes are texts here: "541511"'),
    ],
)
def test_a_name_that_is_not_there_is_told_with_what_is_near(store: SparqlStore, text: str, remark: str) -> None:
    [told] = store.query(text, timeout=30, limit=1).remarks
    assert remark in told


@pytest.mark.parametrize(
    "text",
    [
        'ASK { ?x skos:prefLabel ?l FILTER(STR(?l) = "Web & Cloud") }',
        'ASK { ?x skos:prefLabel "No such title" }',
        "ASK { ?x cg:jobs ?n FILTER(xsd:double(?n) > 541511) }",
        "ASK { ?x a ?y FILTER(STRSTARTS(STR(?y), STR(cg:))) } # cg:nothing",
        'ASK { ?x skos:prefLabel "cg:nothing" }',
        "PREFIX cg: <http://www.w3.org/2004/02/skos/core#> ASK { ?x a cg:Concept }",
    ],
)
def test_nothing_is_said_of_what_is_right(store: SparqlStore, text: str) -> None:
    assert store.query(text, timeout=30, limit=1).remarks == ()
