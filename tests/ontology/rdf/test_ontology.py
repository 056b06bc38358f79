"""careergraph.ttl: all terms of our own and no other, explained, and true of the whole edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from importlib.resources import files

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, QB, RDF, RDFS, SDO, SKOS, VANN, XSD

from ontology.derived import DERIVED_TYPES
from ontology.rdf.edition import Edition
from ontology.rdf.model import CELLS, STATEMENTS, lower_first
from ontology.rdf.ontology_file import turtle
from ontology.rdf.own_terms import DERIVED, PUBLISHED
from ontology.rdf.terms import CG, ONTOLOGY
from ontology.relationships import Combines

TEXT = files("ontology.rdf").joinpath("careergraph.ttl").read_text(encoding="utf-8")
MEND = "careergraph schema --ontology > ontology/rdf/careergraph.ttl"
PROPERTIES = {OWL.ObjectProperty, OWL.DatatypeProperty}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(data=TEXT)


@pytest.fixture(scope="module")
def terms(ontology: Graph) -> set[URIRef]:
    return {subject for subject in ontology.subjects() if isinstance(subject, URIRef) and subject in CG}


def one(ontology: Graph, subject: URIRef, predicate: URIRef) -> str:
    [found] = ontology.objects(subject, predicate)
    return str(found)


def named(ontology: Graph, subject: URIRef, predicate: URIRef) -> set[str]:
    return {str(found) for found in ontology.objects(subject, predicate)}


def test_the_file_is_what_the_record_classes_give() -> None:
    assert turtle() == TEXT, f"if meant: {MEND}"


def test_it_has_every_term_of_ours_and_no_other(terms: set[URIRef]) -> None:
    assert {str(term) for term in terms} == {str(CG[name]) for name in CG._extras}


def test_both_readers_find_the_same_triples(ontology: Graph) -> None:
    assert len(list(ox.parse(TEXT, format=ox.RdfFormat.TURTLE))) == len(ontology) > 1000


def test_the_header_names_version_licence_and_prefix(ontology: Graph) -> None:
    about = URIRef(ONTOLOGY)
    assert (about, RDF.type, OWL.Ontology) in ontology
    assert one(ontology, about, OWL.versionIRI) == f"{ONTOLOGY}/{one(ontology, about, OWL.versionInfo)}"
    assert one(ontology, about, DCTERMS.license) == "https://spdx.org/licenses/MIT"
    assert one(ontology, about, VANN.preferredNamespacePrefix) == "cg"
    assert one(ontology, about, VANN.preferredNamespaceUri) == str(CG)
    assert "No publisher endorses it" in one(ontology, about, DCTERMS.description)


def test_every_term_has_a_label_a_meaning_and_its_ontology(ontology: Graph, terms: set[URIRef]) -> None:
    for term in terms:
        [label] = ontology.objects(term, RDFS.label)
        comments = list(ontology.objects(term, RDFS.comment))
        assert isinstance(label, Literal)
        assert label.language == "en"
        assert comments, term
        for comment in comments:
            assert isinstance(comment, Literal)
            assert (comment.language, str(comment)[-1]) == ("en", ".")
        assert one(ontology, term, RDFS.isDefinedBy) == ONTOLOGY
        types = set(ontology.objects(term, RDF.type))
        assert len(types & {OWL.Class, *PROPERTIES}) == 1


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("coversOccupation", "covers occupation"),
        ("SubCluster", "Sub-cluster"),
        ("NaicsIndustry", "NAICS industry"),
        ("openings2024to2034", "openings 2024 to 2034"),
        ("medianWage2024IsLowerBound", "median wage 2024 is lower bound"),
        ("crossCutting", "cross-cutting"),
    ],
)
def test_a_label_is_the_name_in_words(ontology: Graph, name: str, label: str) -> None:
    assert one(ontology, CG[name], RDFS.label) == label


def test_published_and_derived_terms_are_told_apart(ontology: Graph) -> None:
    derived = {relation.__name__ for relation in DERIVED_TYPES.values()}
    for relation in set(STATEMENTS) - {Combines}:
        mark = DERIVED if relation.__name__ in derived else PUBLISHED
        other = PUBLISHED if mark is DERIVED else DERIVED
        for name in (relation.__name__, lower_first(relation.__name__)):
            notes = named(ontology, CG[name], SKOS.scopeNote)
            assert mark in notes
            assert other not in notes
    assert DERIVED in named(ontology, CG.Finding, SKOS.scopeNote)


def test_a_property_that_is_both_says_where_it_is_which(ontology: Graph) -> None:
    notes = named(ontology, CG.jobs, SKOS.scopeNote)
    assert f"Of ConcentratedIn and PresentIn: {DERIVED}" in notes
    assert f"Of an observation: {PUBLISHED}" in notes
    assert not notes & {DERIVED, PUBLISHED}


def test_the_parts_of_a_combined_occupation_are_said_to_be_found_by_elimination(ontology: Graph) -> None:
    for name in ("Combines", "combines"):
        notes = named(ontology, CG[name], SKOS.scopeNote)
        assert any("elimination" in note for note in notes)
        assert PUBLISHED not in notes


def test_a_figure_has_its_unit_its_year_and_what_its_absence_means(ontology: Graph) -> None:
    assert one(ontology, CG.medianWage2025, SDO.unitText) == "dollars a year"
    notes = named(ontology, CG.medianWage2025, SKOS.scopeNote)
    assert "National, May 2025 (OEWS)." in notes
    assert any(note.startswith("Absence means: not released") for note in notes)
    assert "Absence means: false." in named(ontology, CG.reserved, SKOS.scopeNote)


# It is true of the edition, and no store need infer


Types = Mapping[str, set[str]]


@pytest.fixture(scope="module")
def types(edition: Edition) -> Types:
    found: dict[str, set[str]] = defaultdict(set)
    typed = f" <{RDF.type}> "
    for lines in edition.graphs.values():
        for line in lines:
            if typed in line:
                subject, _, kind = line[:-2].split(" ")
                found[subject].add(kind[1:-1])
    return found


def test_every_class_above_is_written_out(ontology: Graph, terms: set[URIRef], types: Types) -> None:
    above = {str(term): named(ontology, term, RDFS.subClassOf) for term in terms}
    used = set()
    for subject, kinds in types.items():
        for kind in kinds & set(above):
            used.add(kind)
            assert above[kind] <= kinds, subject
    assert used == {str(term) for term in terms if (term, RDF.type, OWL.Class) in ontology}


def test_every_property_above_is_written_out(ontology: Graph, terms: set[URIRef], edition: Edition) -> None:
    above = {f"<{term}>": named(ontology, term, RDFS.subPropertyOf) for term in terms}
    above = {term: found for term, found in above.items() if found}
    used = set()
    for lines in edition.graphs.values():
        stated = set(lines)
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            for upper in above.get(predicate, ()):
                used.add(predicate)
                assert f"{subject} <{upper}> {rest}" in stated
    assert used == set(above)


def test_domains_and_ranges_are_true_of_every_triple(
    ontology: Graph, terms: set[URIRef], edition: Edition, types: Types
) -> None:
    properties = [term for term in terms if PROPERTIES & set(ontology.objects(term, RDF.type))]
    domains = {f"<{term}>": _allowed(ontology, term, RDFS.domain, SDO.domainIncludes) for term in properties}
    ranges = {f"<{term}>": _allowed(ontology, term, RDFS.range, SDO.rangeIncludes) for term in properties}
    used = set()
    for lines in edition.graphs.values():
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            if predicate not in domains:
                continue
            used.add(predicate)
            assert not domains[predicate] or domains[predicate] & types[subject], line
            given = types[rest[:-2]] if rest[0] == "<" else {_datatype(rest[:-2])}
            assert not ranges[predicate] or ranges[predicate] & given, line
    assert used == set(domains)


def _allowed(ontology: Graph, term: URIRef, whole: URIRef, several: URIRef) -> set[str]:
    found, includes = named(ontology, term, whole), named(ontology, term, several)
    assert len(found) < 2, "a second domain or range would have to hold, too"
    assert not (found and includes)
    return found or includes


def _datatype(literal: str) -> str:
    if literal.endswith("@en"):
        return str(RDF.langString)
    return literal.rsplit("^^<", 1)[1][:-1] if literal.endswith(">") else str(XSD.string)


def test_the_data_cube_uses_its_parts_as_the_ontology_says(ontology: Graph, edition: Edition) -> None:
    kinds = {
        QB.dimension: QB.DimensionProperty,
        QB.measure: QB.MeasureProperty,
        QB.attribute: QB.AttributeProperty,
    }
    parts = {(str(s), kind) for kind in kinds.values() for s in ontology.subjects(RDF.type, kind)}
    stated = {
        (line.split(" ")[2][1:-1], kind)
        for line in edition.graphs["labour"]
        for part, kind in kinds.items()
        if f" <{part}> " in line
    }
    assert parts == stated
    assert len(CELLS) == 2
