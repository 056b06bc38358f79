"""Reading a query: what it names, wherever that stands, and nothing that only looks like it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.identifiers import BASE
from queries.sparql_text import ShortNames, known_prefixes, read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "ASK { soc:15-1252 a ?x. cip:11.0701. ?y ?z naics:31-33, naics:51; }",
            "soc:15-1252 cip:11.0701 naics:31-33 naics:51",
        ),
        ("ASK { ?x skos:broader+/^skos:member|!skos:note ?y }", "skos:broader skos:member skos:note"),
        ('ASK { ?x <skill/python> \'skos:note\'@en, """skos:"note""", \'it\\\'s skos:note\' }', "skill:python"),
        ("ASK { ?x ?skos_note _:skos.note } # skos:note", ""),
        ("ASK { FILTER(?a<?b&&?c>?d) FILTER(?a<5&&?d>3) FILTER(xsd:integer(?x)<7) }", "xsd:integer"),
        ("PREFIX e: <http://x/#> BASE <http://y/z> ASK { e:a\\#b ?p <w> }", "<http://x/#a#b> <http://y/w>"),
        ("ASK { GRAPH graph:derived { ?s cg:share ?o } }", "cg:share"),
    ],
)
def test_the_terms_of_a_query_are_found(text: str, found: str) -> None:
    short = ShortNames(BASE)
    assert " ".join(short(mention.iri) for mention in read(text, BASE).terms) == found


@given(st.text())
def test_what_stands_in_texts_and_remarks_is_not_read(words: str) -> None:
    remark = " ".join(words.split())
    text = f"# {remark}\nASK {{ ?x skos:prefLabel {ox.Literal(words)} # {remark}\n}}"
    found = read(text, BASE)
    assert [mention.written for mention in found.terms] == ["skos:prefLabel"]
    assert not found.default + found.named + found.graphs


@given(st.sampled_from(["FROM", "from named", "GRAPH"]), st.sampled_from(["", "\n", "# remark\n"]))
def test_graphs_are_told_by_the_word_before_them(word: str, gap: str) -> None:
    found = read(f"SELECT * {word} {gap}<../graph/derived> {{ }}", BASE)
    at = {"FROM": found.default, "from named": found.named, "GRAPH": found.graphs}
    assert [mention.iri for mention in at[word]] == [f"{BASE}graph/derived"]
    assert sum(map(len, at.values())) == 1
    assert not found.terms


@pytest.mark.parametrize("prefix", known_prefixes(BASE))
def test_a_short_name_means_what_it_stands_for(prefix: str) -> None:
    iri = f"{known_prefixes(BASE)[prefix]}x"
    assert ShortNames(BASE)(iri) == f"{prefix}:x"
    assert [mention.iri for mention in read(f"ASK {{ {prefix}:x ?p ?o }}", BASE).terms] == [iri]
