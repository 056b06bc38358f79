"""The document about a thing: what of the edition it holds, and what it says of itself."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.identifiers import BASE
from ontology.rdf.edition import GRAPHS, Edition, read_lines
from ontology.rdf.written import cg, dcterms, foaf, qb, rdf, skos, void, xkos
from queries.description import description
from tests.built import Built

DEVELOPERS = f"{BASE}id/soc/2018/15-1252"
WEB_CLOUD = f"{BASE}id/framework/2024/sub-cluster/web-cloud"
JOINTS = {
    *(xkos.sourceConcept, xkos.targetConcept, rdf.subject, rdf.object),
    *(cg.inSubCluster, cg.ofOccupation, cg.viaProgram, cg.occupation, cg.industry),
}


@pytest.fixture(scope="module")
def edition(built: Built) -> Edition:
    """That of the shared build."""
    folder = built.folder / "rdf"
    return Edition(BASE, {name: list(read_lines(folder, name)) for name in GRAPHS})


@pytest.fixture(scope="module")
def store(edition: Edition) -> ox.Store:
    """The edition, with a copy of what is derived where it does not belong, as the engine has it."""
    made = ox.Store()
    for name, lines in edition.graphs.items():
        text = "\n".join(lines)
        made.bulk_load(text, ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(f"{BASE}graph/{name}"))
        if name == "derived":
            made.bulk_load(text, ox.RdfFormat.N_TRIPLES)
    return made


@pytest.fixture(scope="module")
def subjects(edition: Edition) -> list[str]:
    """IRIs of all things that the edition says something of."""
    return sorted({line[1 : line.index(">")] for lines in edition.graphs.values() for line in lines})


def said(edition: Edition, iri: str, name: str) -> set[str]:
    """Lines of a named graph with a thing as subject; they are in order."""
    lines = edition.graphs[name]
    return set(lines[bisect_left(lines, f"<{iri}> ") : bisect_left(lines, f"<{iri}>!")])


def is_said(edition: Edition, line: str, name: str) -> bool:
    lines = edition.graphs[name]
    return lines[bisect_left(lines, line) : bisect_right(lines, line)] == [line]


@pytest.fixture(scope="module")
def carriers(edition: Edition) -> dict[str, set[tuple[str, str]]]:
    """IRI of a thing → named graph and IRI of each statement, crosswalk row and observation that joins it."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for name, lines in edition.graphs.items():
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            if predicate in JOINTS:
                found[rest[1:-3]].add((name, subject[1:-1]))
    return dict(sorted(found.items()))


def own(lines: list[str]) -> list[str]:
    """Those that a document says of itself."""
    return [line for line in lines if line.startswith(f"<{BASE}doc/")]


@settings(max_examples=100)
@given(data=st.data())
def test_all_that_the_edition_says_of_a_thing_and_nothing_else(
    data: st.DataObject, store: ox.Store, edition: Edition, subjects: list[str]
) -> None:
    iri = data.draw(st.sampled_from(subjects))
    found = description(store, iri, BASE)
    assert tuple(found) == GRAPHS
    for name, lines in found.items():
        assert lines == sorted(set(lines))
        assert all(is_said(edition, line, name) for line in set(lines) - set(own(lines)))
        assert said(edition, iri, name) <= set(lines)


@settings(max_examples=100)
@given(data=st.data())
def test_what_joins_a_thing_to_others_is_there_in_full(
    data: st.DataObject, store: ox.Store, edition: Edition, carriers: dict[str, set[tuple[str, str]]]
) -> None:
    iri = data.draw(st.sampled_from(list(carriers)))
    found = description(store, iri, BASE)
    for name, carrier in carriers[iri]:
        assert said(edition, carrier, name) <= set(found[name])


def test_published_and_derived_stay_apart(store: ox.Store) -> None:
    found = description(store, f"{BASE}id/framework/2002/pathway/legal-services", BASE)
    assert any(cg.likelySucceededBy in line for line in found["derived"])
    assert not any(cg.likelySucceededBy in line for line in found["published"])


def test_the_things_that_it_names_have_their_names(store: ox.Store) -> None:
    lines = description(store, DEVELOPERS, BASE)["published"]
    assert f'<{WEB_CLOUD}> {skos.prefLabel} "Web & Cloud"@en .' in lines
    assert f"<{WEB_CLOUD}> {rdf.type} {cg.SubCluster} ." in lines
    assert f'<{BASE}id/cip/2020/11.0701> {skos.notation} "11.0701" .' in lines


def test_links_that_lead_to_it_are_there(store: ox.Store) -> None:
    lines = description(store, DEVELOPERS, BASE)["published"]
    assert f"<{WEB_CLOUD}> {cg.coversOccupation} <{DEVELOPERS}> ." in lines


def test_figures_say_who_published_them(store: ox.Store) -> None:
    lines = description(store, DEVELOPERS, BASE)["labour"]
    cells = f"<{BASE}id/dataset/employed-in>"
    assert any(line.endswith(f" {qb.dataSet} {cells} .") for line in lines)
    assert f"{cells} {cg.statedBy} <{BASE}id/source/oews-2025> ." in lines


def test_a_source_does_not_bring_the_whole_edition(store: ox.Store) -> None:
    found = description(store, f"{BASE}id/source/oews-2025", BASE)
    assert 0 < sum(map(len, found.values())) < 100


def test_it_says_what_it_is_and_whose_rights_hold(store: ox.Store) -> None:
    document, rights = f"<{BASE}doc/soc/2018/15-1252>", f"<{BASE}id/source/oews-2025/rights>"
    lines = own(description(store, DEVELOPERS, BASE)["metadata"])
    assert f"{document} {rdf.type} {foaf.Document} ." in lines
    assert f"{document} {foaf.primaryTopic} <{DEVELOPERS}> ." in lines
    assert f"{document} {void.inDataset} <{BASE}id/dataset/careergraph> ." in lines
    assert f"{document} {dcterms.rights} {rights} ." in lines


@pytest.mark.parametrize(
    "node_id", ["soc/2018/99-9999", "soc/2018/15-1252/", "SOC/2018/15-1252", "", " ", "<>", "\x00", "\ud800"]
)
def test_of_what_nobody_knows_it_says_nothing(store: ox.Store, node_id: str) -> None:
    assert description(store, f"{BASE}id/{node_id}", BASE) == {name: [] for name in GRAPHS}
