"""The rules: the edition keeps them all, each one can be broken, and pyshacl finds what we find."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SH, Graph, URIRef

from ontology.graph import CareerGraph
from ontology.rdf import shacl
from ontology.rdf.edition import Edition, make_edition
from ontology.rdf.model import INVERSE, STATEMENTS, SUPER_PROPERTIES, lower_first
from ontology.rdf.prefixes import VOCABULARIES
from ontology.rdf.shacl import UnknownConstraint, shapes, shapes_graph
from ontology.rdf.shacl_text import SHAPES, curie
from ontology.rdf.statement_shapes import records_ttl, terms_of_ends
from ontology.rdf.validation import Report, validate
from tests.ontology.rdf.shacl_engines import (
    QuickGraph,
    by_pyshacl,
    edit,
    edited,
    edition_bytes,
    ours,
    rules,
    store_of,
    triples_of,
)
from tests.ontology.rdf.single_faults import Copies, faulty_copies, single_rules
from tests.ontology.rdf.small import small_graph

FOLDER = Path(shacl.__file__).parent / "shapes"
TABLE = tomllib.loads((Path(__file__).parent / "defects.toml").read_text(encoding="utf-8"))
MEND = "if meant: python -m ontology.rdf.statement_shapes > ontology/rdf/shapes/records.ttl"
NAMES = {shape.name.removeprefix("shapes:") for shape in shapes()}


def statement_defects() -> Iterator[tuple[str, str, set[str]]]:
    """For each class of statements: rule, edit, other rules that the edit may break."""
    for relation in STATEMENTS:
        name, link, (start, end) = (
            relation.__name__,
            f"cg:{lower_first(relation.__name__)}",
            terms_of_ends(relation),
        )
        yield (
            f"{name}-direct",
            f"DELETE {{ ?a {link} ?b }} WHERE {{ ?statement a cg:{name} ; {start} ?a ; {end} ?b . ?a {link} ?b }}",
            set(),
        )
        yield (
            f"{name}-stated",
            "DELETE { ?statement ?p ?v . ?all ?q ?w } "
            f"WHERE {{ ?statement a cg:{name} ; ?p ?v OPTIONAL {{ ?all xkos:madeOf ?statement ; ?q ?w }} }}",
            {"Finding-concerns", "close-match-between-frameworks"},
        )
        for term in SUPER_PROPERTIES[relation]:
            upper, back = curie(term), curie(INVERSE[term])
            also = {rule for rule in NAMES if rule.endswith(f"-implies-{upper.replace(':', '-')}")}
            yield (
                f"{name}-implies-{upper.replace(':', '-')}",
                f"DELETE {{ ?a {upper} ?b . ?b {back} ?a }} WHERE {{ ?a {link} ?b }}",
                also,
            )


TABLED = [(rule, entry["edit"], set(entry.get("also", ()))) for rule, entry in TABLE.items()]
BELOW_FLOOR = (
    "LikelySucceededBy-stated",
    "INSERT { ?a cg:likelySucceededBy ?b ; skos:relatedMatch ?b . ?b skos:relatedMatch ?a } WHERE { ?statement "
    "a cg:LikelySucceededBy ; cg:asserted false ; xkos:sourceConcept ?a ; xkos:targetConcept ?b }",
    set[str](),
)
DEFECTS = [*TABLED, *statement_defects(), BELOW_FLOOR]


@pytest.fixture(scope="module")
def small(derived_graph: CareerGraph) -> bytes:
    return edition_bytes(make_edition(small_graph(derived_graph)))


@pytest.fixture(scope="module")
def small_rdflib(small: bytes) -> Graph:
    return QuickGraph().parse(data=small, format="ntriples")


@pytest.fixture(scope="module")
def copies(small_rdflib: Graph) -> Copies:
    return faulty_copies(small_rdflib)


@pytest.fixture(scope="module")
def report(edition: Edition) -> Report:
    """The whole edition, with all cells of employment."""
    return validate(store_of(edition_bytes(edition)))


# The whole edition


def test_the_whole_edition_breaks_no_rule(report: Report, edition: Edition) -> None:
    assert [(one.shape.name, one.violations[:3]) for one in report.broken] == []
    assert report.triples == len({line for lines in edition.graphs.values() for line in lines})


def test_every_rule_but_one_looks_at_something_and_every_class_has_rules(report: Report) -> None:
    assert [one.shape.name for one in report.idle] == ["shapes:S46-exact-match-apart"], (
        "the edition has no exact match"
    )
    assert report.strangers == {}


# The shapes themselves


def test_the_shapes_of_records_are_what_the_generator_gives() -> None:
    assert (FOLDER / "records.ttl").read_text(encoding="utf-8") == records_ttl(), MEND


def test_the_queries_of_shapes_have_the_prefixes_of_the_edition() -> None:
    graph = shapes_graph()
    declared = list(graph.objects(URIRef(SHAPES), SH.declare))
    assert {str(graph.value(d, SH.prefix)): str(graph.value(d, SH.namespace)) for d in declared} == VOCABULARIES


def test_every_shape_says_in_words_what_it_wants() -> None:
    for shape in shapes():
        assert re.fullmatch(r"[A-Za-z].{15,}[^.\s]", shape.message), shape.name
        assert shape.queries, shape.name


def test_every_class_of_ours_has_a_shape_that_says_what_it_is() -> None:
    graph = shapes_graph()
    for shape in graph.subjects(RDF.type, SH.NodeShape):
        assert graph.value(shape, RDFS.comment) or graph.value(shape, SH.sparql), shape


def test_a_part_of_shacl_that_is_not_translated_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    more = Graph() + shapes_graph()
    more.parse(
        format="turtle",
        data=f"@prefix sh: <{SH}> . <urn:new> a sh:PropertyShape ; sh:path <urn:path> ; sh:minLength 3 .",
    )
    monkeypatch.setattr(shacl, "shapes_graph", lambda: more)
    with pytest.raises(UnknownConstraint, match=r"urn:new uses .*minLength"):
        shapes.__wrapped__()


# Defects


def test_the_small_edition_breaks_no_rule_and_has_something_for_each(small: bytes) -> None:
    found = validate(store_of(small))
    assert found.broken == ()
    assert {one.shape.name for one in found.idle} <= {"shapes:S46-exact-match-apart"}


@pytest.mark.parametrize(("rule", "edit", "also"), DEFECTS, ids=[rule for rule, _, _ in DEFECTS])
def test_a_defect_breaks_the_rule_that_is_meant_and_pyshacl_finds_the_same(
    rule: str, edit: str, also: set[str], small: bytes, small_rdflib: Graph
) -> None:
    store = store_of(small, edit)
    found = ours(store)
    assert {rule} <= rules(found) <= {rule, *also}
    meant = {one for one in found if one[0] == rule}
    with edited(small_rdflib, small, triples_of(store)) as triples:
        things = [thing[1:-1] for _, thing, _ in meant]
        assert by_pyshacl(triples, shapes_graph(), use_shapes=[f"{SHAPES}#{rule}"], focus_nodes=things) == meant


def test_a_fault_in_a_value_is_found_where_it_is(copies: Copies) -> None:
    found = ours(store_of(copies.graph.serialize(format="nt", encoding="utf-8")))
    broken = defaultdict(set)
    for rule, thing, _ in found & {one for one in found if one[0] in single_rules()}:
        broken[thing].add(rule)
    for copy, (rule, path) in copies.faults.items():
        assert rule in broken[copy], copy
        assert {single_rules()[one] for one in broken[copy]} == {path}, copy


def test_every_rule_has_a_defect() -> None:
    assert {rule for rule, _, _ in DEFECTS} | set(single_rules()) == NAMES


# pyshacl


def test_pyshacl_finds_nothing_in_the_small_edition_either(small_rdflib: Graph) -> None:
    assert by_pyshacl(small_rdflib, shapes_graph()) == set()


def test_pyshacl_finds_the_same_where_much_is_broken_at_once(small: bytes, small_rdflib: Graph) -> None:
    store = store_of(small)
    for entry in TABLE.values():
        edit(store, entry["edit"])
    with edited(small_rdflib, small, triples_of(store)) as triples:
        found = by_pyshacl(triples, shapes_graph())
    assert found == ours(store)
    assert len(rules(found)) > 40


def test_pyshacl_finds_the_same_faults_in_values(copies: Copies) -> None:
    names, core = single_rules(), Graph() + shapes_graph()
    core.remove((None, SH.sparql, None))
    found = {
        one for one in ours(store_of(copies.graph.serialize(format="nt", encoding="utf-8"))) if one[0] in names
    }
    assert {one for one in by_pyshacl(copies.graph, core) if one[0] in names} == found
    assert rules(found) == set(names)
