"""What the edition says of itself: right counts, rights for every source, nothing that changes from run to run."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV, QB, RDF, RDFS, SKOS, VOID

from ontology import nodes as n
from ontology.exports import about
from ontology.graph import CareerGraph
from ontology.identifiers import BASE
from ontology.nodes import Source
from ontology.rdf.catalog import PROJECT, data_sets, files_of
from ontology.rdf.edition import GRAPHS, Edition, make_edition
from ontology.rdf.metadata import description_lines
from ontology.rdf.model import DCAT_VERSION
from ontology.rdf.terms import CG
from tests.ontology.rdf.test_round_trip import a_shared_fixture, fit

Said = dict[str, dict[str, set[str]]]
WHOLE, CORE = f"{BASE}id/dataset/careergraph", f"{BASE}id/dataset/core"


def read(lines: Iterable[str]) -> Said:
    """Subject → predicate → objects: IRIs, or values of literals."""
    found: Said = defaultdict(lambda: defaultdict(set))
    for triple in ox.parse("\n".join(lines), format=ox.RdfFormat.N_TRIPLES):
        assert isinstance(triple.subject, ox.NamedNode)
        assert isinstance(triple.object, ox.NamedNode | ox.Literal)
        found[triple.subject.value][triple.predicate.value].add(triple.object.value)
    return found


@pytest.fixture(scope="module")
def said(edition: Edition) -> Said:
    return read(edition.graphs["metadata"])


def one(said: Said, subject: str, predicate: str) -> str:
    [found] = said[subject][str(predicate)]
    return found


def of_class(said: Said, kind: str) -> set[str]:
    return {subject for subject, about_it in said.items() if str(kind) in about_it[str(RDF.type)]}


def graph_iri(name: str) -> str:
    return f"{BASE}graph/{name}"


# Data sets


def test_the_catalogue_lists_the_whole_the_core_and_each_named_graph(said: Said) -> None:
    listed = said[f"{BASE}id/catalog"][str(DCAT.dataset)]
    assert listed == {WHOLE, CORE, *map(graph_iri, GRAPHS)}
    assert listed == of_class(said, VOID.Dataset)
    assert said[WHOLE][str(VOID.subset)] == set(map(graph_iri, GRAPHS))
    assert said[CORE][str(VOID.subset)] == {graph_iri("published"), graph_iri("metadata")}
    for name in GRAPHS:
        assert WHOLE in said[graph_iri(name)][str(DCTERMS.isPartOf)]


def test_every_data_set_has_title_description_and_publisher(said: Said) -> None:
    for data_set in of_class(said, DCAT.Dataset) | of_class(said, DCAT.Catalog):
        assert one(said, data_set, DCTERMS.title)
        assert one(said, data_set, DCTERMS.description)
        assert one(said, one(said, data_set, DCTERMS.publisher), FOAF.name) == PROJECT


def test_descriptions_say_what_must_be_said(said: Said) -> None:
    whole, labour, derived = (one(said, s, DCTERMS.description) for s in (WHOLE, *map(graph_iri, GRAPHS[2:0:-1])))
    for text in (whole, labour):
        assert "national figures" in text.lower()
        assert "May 2025" in text
        assert re.search(r"no publisher endorses it", text, re.IGNORECASE)
    assert "separate named graphs" in whole
    assert "state or a district" in labour
    assert "no publisher states" in derived
    assert "not asserted" in derived


def test_the_numbers_in_the_description_are_those_of_the_graph(said: Said, derived_graph: CareerGraph) -> None:
    text = one(said, WHOLE, DCTERMS.description)
    for pattern, kinds in (
        (r"the (\d+) clusters and (\d+) sub-clusters of 2024", (n.CareerCluster, n.SubCluster)),
        (r"the (\d+) clusters and (\d+) pathways of 2002", (n.LegacyCluster, n.LegacyPathway)),
    ):
        [numbers] = re.findall(pattern, text)
        assert [int(number) for number in numbers] == [len(derived_graph.of_kind(kind)) for kind in kinds]


# Counts


def test_triples_are_counted_and_those_of_metadata_too(said: Said, edition: Edition) -> None:
    counts = {name: int(one(said, graph_iri(name), VOID.triples)) for name in GRAPHS}
    assert counts == {name: len(lines) for name, lines in edition.graphs.items()}
    assert int(one(said, WHOLE, VOID.triples)) == len(edition)
    assert int(one(said, CORE, VOID.triples)) == counts["published"] + counts["metadata"]


@pytest.mark.parametrize("name", ["derived", "metadata"])
def test_entities_classes_and_properties_are_counted(name: str, said: Said, edition: Edition) -> None:
    triples = list(ox.parse("\n".join(edition.graphs[name]), format=ox.RdfFormat.N_TRIPLES))
    classes = Counter(str(t.object) for t in triples if t.predicate.value == str(RDF.type))
    properties = Counter(str(t.predicate) for t in triples)
    subject = graph_iri(name)
    assert int(one(said, subject, VOID.entities)) == len({str(t.subject) for t in triples})
    assert int(one(said, subject, VOID.classes)) == len(classes)
    assert int(one(said, subject, VOID.properties)) == len(properties)
    for counted, part, key, number in (
        (classes, VOID.classPartition, VOID["class"], VOID.entities),
        (properties, VOID.propertyPartition, VOID.property, VOID.triples),
    ):
        partitions = said[subject][str(part)]
        found = {f"<{one(said, p, key)}>": int(one(said, p, number)) for p in partitions}
        assert (found, len(partitions)) == (dict(counted), len(counted))


def test_a_class_of_the_published_graph_is_counted(said: Said, derived_graph: CareerGraph) -> None:
    part = f"{BASE}id/partition/published/class/cg/DetailedOccupation"
    assert one(said, part, VOID["class"]) == str(CG.DetailedOccupation)
    assert int(one(said, part, VOID.entities)) == len(derived_graph.of_kind(n.DetailedOccupation))


def test_vocabularies_are_those_that_are_used(said: Said, edition: Edition) -> None:
    for name in GRAPHS:
        found = said[graph_iri(name)][str(VOID.vocabulary)]
        lines = edition.graphs[name]
        used = {line.split(" ", 2)[1][1:-1] for line in lines}
        assert all(any(term.startswith(space) for space in found) for term in used)
        for space in found:
            assert any(f"<{space}" in line for line in lines)


def test_examples_are_things_that_the_graph_describes(said: Said, edition: Edition) -> None:
    for name in GRAPHS:
        examples = said[graph_iri(name)][str(VOID.exampleResource)]
        assert len(examples) == len(data_sets()[name].examples) > 0
        subjects = {line.split(" ", 1)[0] for line in edition.graphs[name]}
        assert {f"<{example}>" for example in examples} <= subjects


def test_the_schemes_and_cubes_inside_are_named(said: Said, edition: Edition) -> None:
    found = {}
    for name, kind in (("published", DCAT.Dataset), ("labour", QB.DataSet)):
        typed = f" <{RDF.type}> <{kind}> ."
        found[name] = {line.removesuffix(typed)[1:-1] for line in edition.graphs[name] if line.endswith(typed)}
        assert said[graph_iri(name)][str(DCTERMS.hasPart)] == found[name]
    assert (len(found["published"]), len(found["labour"])) == (13, 2)


@a_shared_fixture
@given(data=st.data())
def test_any_graph_is_counted_rightly(small_graph: st.SearchStrategy[CareerGraph], data: st.DataObject) -> None:
    edition = make_edition(fit(data.draw(small_graph)))
    said = read(edition.graphs["metadata"])
    for name, lines in edition.graphs.items():
        assert int(one(said, graph_iri(name), VOID.triples)) == len(lines)
        assert int(one(said, graph_iri(name), VOID.entities)) == len(read(lines))


# Sources and rights


def test_every_source_that_a_graph_names_is_a_source_of_its_data_set(said: Said, edition: Edition) -> None:
    naming = re.compile(rf"<(?:{PROV.wasDerivedFrom}|{CG.statedBy}|{DCTERMS.source})> <(.+)> \.")
    for name in ("published", "derived", "labour"):
        stated = {found[1] for line in edition.graphs[name] if (found := naming.search(line))}
        assert stated
        assert stated <= said[graph_iri(name)][str(DCTERMS.source)], "name it in ontology/rdf/catalog.toml"


def test_every_source_of_the_graph_is_a_source_of_some_data_set(said: Said, derived_graph: CareerGraph) -> None:
    listed = {source for data_set in data_sets().values() for source in data_set.sources}
    assert listed == {source.id for source in derived_graph.of_kind(Source)}, "mend ontology/rdf/catalog.toml"
    assert said[WHOLE][str(DCTERMS.source)] == {f"{BASE}id/{source}" for source in listed}


def test_the_rights_of_each_source_go_with_the_data(said: Said) -> None:
    for data_set in of_class(said, VOID.Dataset):
        sources = said[data_set][str(DCTERMS.source)]
        assert said[data_set][str(DCTERMS.rights)] == {one(said, source, DCTERMS.rights) for source in sources}
    for statement in of_class(said, DCTERMS.RightsStatement):
        assert one(said, statement, RDFS.label)


def test_core_and_published_name_nothing_derived(said: Said) -> None:
    for data_set in (CORE, graph_iri("published")):
        assert f"{BASE}id/source/careergraph" not in said[data_set][str(DCTERMS.source)]


# Files, versions, methods


def test_every_file_has_an_address_a_media_type_and_its_compression(said: Said) -> None:
    files = {file for data_set in data_sets().values() for file in files_of(data_set).values()}
    assert {"published.ttl.gz", "core.jsonld.gz", "careergraph.nq.gz", "careergraph.trig.gz"} <= files
    assert "published.nq.gz" not in files
    addresses = {one(said, d, DCAT.downloadURL) for d in of_class(said, DCAT.Distribution)}
    assert addresses == {f"{BASE}data/{file}" for file in files}
    for data_set in of_class(said, VOID.Dataset):
        found = said[data_set][str(DCAT.distribution)]
        assert {one(said, d, DCAT.downloadURL) for d in found} == said[data_set][str(VOID.dataDump)]
        for distribution in found:
            assert one(said, distribution, DCAT.compressFormat).endswith("/application/gzip")
            assert one(said, distribution, DCAT.mediaType).startswith(
                "https://www.iana.org/assignments/media-types/"
            )


def test_the_edition_names_its_version(said: Said, derived_graph: CareerGraph) -> None:
    version = one(said, WHOLE, f"{DCAT}hasCurrentVersion")
    assert version == f"{BASE}edition/{about.edition(derived_graph)}"
    assert version.endswith(derived_graph.content_hash()[:12])
    assert one(said, version, f"{DCAT}isVersionOf") == WHOLE
    for data_set in (version, *of_class(said, VOID.Dataset)):
        assert one(said, data_set, DCAT_VERSION) == about.edition(derived_graph)
    assert one(said, WHOLE, DCTERMS.bibliographicCitation) == about.citation(derived_graph)


def test_every_method_is_explained_and_is_the_project_s(said: Said) -> None:
    methods = of_class(said, PROV.Activity)
    assert len(methods) == 7
    for method in methods:
        assert method == f"{BASE}id/method/{one(said, method, SKOS.prefLabel)}"
        assert one(said, method, SKOS.definition).endswith("."), "explain it in ontology/rdf/methods.toml"
        assert one(said, one(said, method, PROV.wasAssociatedWith), FOAF.name) == PROJECT


def test_the_description_alone_is_all_but_the_methods(said: Said, edition: Edition) -> None:
    found = read(description_lines(edition.graphs["metadata"], edition.base))
    assert set(said) - set(found) == of_class(said, PROV.Activity)
    assert of_class(found, VOID.DatasetDescription) == {graph_iri("metadata")}


def test_another_base_is_the_beginning_of_everything_of_ours() -> None:
    skill = CareerGraph([n.Skill(id="skill/sql", title="SQL")], [])
    there, here = make_edition(skill, "http://localhost:8000/"), make_edition(skill)
    assert there.graphs["metadata"] == sorted(
        re.sub(f'(?<=[<"]){BASE}(?!ontology)', "http://localhost:8000/", line) for line in here.graphs["metadata"]
    )


def test_same_graph_same_lines_and_other_graph_other_version() -> None:
    def lines(title: str) -> list[str]:
        return make_edition(CareerGraph([n.Skill(id="skill/sql", title=title)], [])).graphs["metadata"]

    found = lines("SQL")
    assert lines("SQL") == found
    differing = set(lines("Sql")) - set(found)
    assert differing
    assert all("/edition/" in line or "dcat#version" in line or "Edition" in line for line in differing)


def test_an_empty_graph_has_an_account_of_itself() -> None:
    said = read(make_edition(CareerGraph([], [])).graphs["metadata"])
    assert one(said, graph_iri("published"), VOID.triples) == "0"
    assert not said[WHOLE][str(DCTERMS.source)]
    assert of_class(said, FOAF.Agent) == {f"{BASE}id/agent/the-careergraph-project"}
