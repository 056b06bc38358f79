"""docs/rdf.md and docs/w3id.md: what they say of the edition is so, and their queries answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
from rdflib.namespace import SKOS, VOID

from ontology import relationships as r
from ontology.derived import Derived, LikelySucceededBy
from ontology.graph import CareerGraph
from ontology.identifiers import BASE, cip, pathway, soc, sub_cluster
from ontology.nodes import Source
from ontology.rdf.edition import Edition
from ontology.rdf.formats import FORMATS
from ontology.rdf.model import SUPER_PROPERTIES
from ontology.rdf.prefixes import prefixes
from ontology.rdf.shacl_text import SHAPES
from ontology.rdf.terms import ONTOLOGY
from tests.ontology.rdf.test_metadata import Said, read

DOCS = Path(__file__).parents[3] / "docs"
TEXT = (DOCS / "rdf.md").read_text(encoding="utf-8")
REDIRECTS = (DOCS / "w3id.md").read_text(encoding="utf-8")
WEB, DEVELOPERS, LEGAL = sub_cluster("web-cloud"), soc("15-1252"), pathway("legal-services")


def blocks(language: str, text: str = TEXT) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


@pytest.fixture(scope="module")
def said(edition: Edition) -> Said:
    return read(edition.graphs["metadata"])


@pytest.fixture(scope="module")
def store(edition: Edition) -> ox.Store:
    """All but the figures."""
    made = ox.Store()
    for name in ("published", "derived", "metadata"):
        graph = ox.NamedNode(f"{edition.base}graph/{name}")
        lines = "\n".join(edition.graphs[name]).encode()
        made.bulk_load(input=lines, format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
    return made


def answer(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    known = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in prefixes().items())
    found = store.query(known + query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple("" if cell is None else cell.value for cell in row) for row in found]


def titles(graph: CareerGraph, ids: Iterable[str]) -> list[str]:
    return sorted(graph.nodes[one].title for one in ids)


def source_of(graph: CareerGraph, statement: r.Relationship) -> str:
    found = graph.nodes[statement.source]
    assert isinstance(found, Source)
    return found.title


# The six questions of docs/rdf.md, in its order


def asked(store: ox.Store, number: int) -> list[tuple[str, ...]]:
    queries = blocks("sparql")
    assert len(queries) == 6
    return answer(store, queries[number])


def aligned(graph: CareerGraph, *, derived: bool) -> set[str]:
    """Codes or slugs of what a statement that is made aligns with the sub-cluster, at either end."""
    found = set()
    for one in graph.relationships:
        if WEB not in (one.start, one.end) or SKOS.relatedMatch not in SUPER_PROPERTIES.get(type(one), ()):
            continue
        if not isinstance(one, Derived) or (derived and one.asserted):
            other = graph.nodes[one.end if one.start == WEB else one.start]
            found.add(str(getattr(other, "code", other.id.rsplit("/", 1)[1])))
    return found


def test_what_a_sub_cluster_is_aligned_to(store: ox.Store, derived_graph: CareerGraph) -> None:
    codes = [code for code, _ in asked(store, 0)]
    assert codes == sorted(codes)
    assert set(codes) == aligned(derived_graph, derived=True)


def test_the_clusters_of_an_occupation(store: ox.Store, derived_graph: CareerGraph) -> None:
    covering = {one.start for one in derived_graph.of_type(r.CoversOccupation) if one.end == DEVELOPERS}
    clusters = {one.start for one in derived_graph.of_type(r.HasSubCluster) if one.end in covering}
    assert [title for (title,) in asked(store, 1)] == titles(derived_graph, clusters)


def test_programs_of_an_occupation_in_a_sub_cluster(store: ox.Store, derived_graph: CareerGraph) -> None:
    rows = {one.start for one in derived_graph.of_type(r.InSubCluster) if one.end == WEB}
    rows &= {one.start for one in derived_graph.of_type(r.OfOccupation) if one.end == DEVELOPERS}
    programs = {one.end for one in derived_graph.of_type(r.ViaProgram) if one.start in rows}
    assert programs
    assert {cip(code) for code, _ in asked(store, 2)} == programs


def test_what_became_of_a_pathway(store: ox.Store, derived_graph: CareerGraph) -> None:
    assert not [one for one in derived_graph.of_type(r.SucceededBy) if one.start == LEGAL]
    expected = [
        (derived_graph.nodes[one.end].title, source_of(derived_graph, one), str(one.confidence))
        for one in derived_graph.of_type(LikelySucceededBy)
        if one.start == LEGAL and one.asserted
    ]
    assert asked(store, 3) == sorted(expected) != []


def test_the_row_that_says_so(store: ox.Store, derived_graph: CareerGraph) -> None:
    [row] = [one for one in derived_graph.of_type(r.CoversOccupation) if (one.start, one.end) == (WEB, DEVELOPERS)]
    assert row.locator
    assert asked(store, 4) == [(source_of(derived_graph, row), *row.locator.split("|"))]


def test_what_is_published_alone(store: ox.Store, derived_graph: CareerGraph) -> None:
    published = aligned(derived_graph, derived=False)
    assert asked(store, 5) == [(str(len(published)),)]
    assert published < aligned(derived_graph, derived=True)


# What else docs/rdf.md says


def test_the_statement_stands_in_the_edition_like_that(edition: Edition) -> None:
    [text] = blocks("turtle")
    head = f"@base <{BASE}id/> .\n" + "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes().items())
    lines = {f"{triple.triple} ." for triple in ox.parse(head + text, format=ox.RdfFormat.TURTLE)}
    subject = next(iter(lines)).split(" ")[0]
    assert lines == {line for line in edition.graphs["published"] if line.startswith(f"{subject} ")}


def test_the_graphs_have_as_many_triples_as_it_says(edition: Edition) -> None:
    told = {name: int(number) for name, number in re.findall(r"\| `\{base\}graph/(\w+)` \|.*\| (\d+) \|", TEXT)}
    assert told == {name: round(len(lines) / 1000) for name, lines in edition.graphs.items()}


def test_every_term_it_names_is_used(said: Said) -> None:
    known = prefixes()
    named = re.findall(r"`(?:a )?((?:cg|skos|xkos|prov|qb|dcterms|dcat|owl|rdf|rdfs|void):\w+)`", TEXT)
    whole = {f"{known[prefix]}{name}" for prefix, name in (term.split(":") for term in named)}
    assert len(whole) > 40
    assert whole <= {
        term
        for partition in said.values()
        for term in partition[str(VOID.property)] | partition[str(VOID["class"])]
    }


def test_the_formats_it_names_are_those_there_are() -> None:
    for name in FORMATS:
        assert name in TEXT


@pytest.mark.parametrize("page", ["rdf.md", "w3id.md", "ontology.md"])
def test_every_place_that_a_page_leads_to_is_there(page: str) -> None:
    targets = re.findall(r"\]\((?!http)([^)]+)\)", (DOCS / page).read_text(encoding="utf-8"))
    assert targets
    for target in targets:
        assert (DOCS / target).exists(), target


# The redirect rules of docs/w3id.md


@pytest.fixture(scope="module")
def paths(edition: Edition) -> list[str]:
    """For each first step of a path below the base that the edition names, one path."""
    ours = re.compile(rf"<{BASE}([a-z]+)(/[^>]*)?>")
    found = {}
    for lines in edition.graphs.values():
        for line in lines:
            for first, rest in ours.findall(line):
                found[first] = f"{first}{rest}"
    assert set(found) == {"id", "graph", "edition", "data"}
    return list(found.values())


def redirected(rules: str, path: str, accept: str = "text/turtle") -> str | None:
    """Where Apache would send a path: a condition is one on the next rule, the first rule that matches ends it."""
    condition = None
    for line in rules.splitlines():
        words = line.split()
        if words[:1] == ["RewriteCond"]:
            condition = words[2]
        elif words[:1] == ["RewriteRule"]:
            found = re.search(words[1], path)
            if found and (condition is None or condition in accept):
                return found.expand(re.sub(r"\$(\d)", r"\\\1", words[2]))
            condition = None
    return None


@pytest.mark.parametrize("rules", blocks("apache", REDIRECTS), ids=["with a server", "with files only"])
def test_every_kind_of_iri_of_the_edition_is_redirected(rules: str, paths: list[str]) -> None:
    for path in (*paths, *(iri.removeprefix(BASE) for iri in (ONTOLOGY, f"{ONTOLOGY}/1", SHAPES))):
        assert urlsplit(str(redirected(rules, path))).netloc == "SERVER", path
    assert redirected(rules, "context.jsonld") == "https://SERVER/context.jsonld"
    assert redirected(rules, "elsewhere") is None


def test_a_browser_gets_the_page_and_a_program_the_turtle() -> None:
    rules = blocks("apache", REDIRECTS)[1]
    assert redirected(rules, "ontology", "text/html,*/*") == "https://SERVER/ontology.html"
    assert redirected(rules, "ontology") == "https://SERVER/careergraph.ttl"
