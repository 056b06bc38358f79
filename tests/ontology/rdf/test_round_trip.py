"""The edition is complete: the graph comes back out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ontology import nodes as n
from ontology import relationships as r
from ontology.derived import Derived
from ontology.graph import CareerGraph
from ontology.identifiers import BASE, slug
from ontology.rdf.edition import Edition, make_edition
from ontology.rdf.model import CELLS, DISCRIMINATORS, HIERARCHY, ROLES
from ontology.rdf.reading import Unreadable, read_graph
from ontology.rdf.statements import NotWritable, statement_id
from ontology.records import Record

K = TypeVar("K", bound=Record)
a_shared_fixture = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
LOCATOR = "a file.xlsx|Sheet|7"


def triples(edition: Edition) -> Iterator[ox.Quad | ox.Triple]:
    for lines in edition.graphs.values():
        yield from ox.parse(input="\n".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)


def fit(graph: CareerGraph) -> CareerGraph:
    """The graph as sources are: addresses and names that are some, one row for all roles, one place, no twins."""
    nodes = [_source(node) if isinstance(node, n.Source) else node for node in graph.nodes.values()]
    nodes = [_named(node, "method") if isinstance(node, n.Finding) else node for node in nodes]
    kept: dict[object, r.Relationship] = {}
    for found in graph.relationships:
        if isinstance(found, r.HasCluster):
            continue  # its framework would need the id of a real one
        fitting = _fit(found)
        kept.setdefault(_place(fitting), fitting)
    return CareerGraph(nodes, kept.values())


def _source(node: n.Source) -> n.Source:
    return replace(node, url="https://example.org/a", publisher="An office")


def _named(record: K, field: str) -> K:
    """The record, with a name that an IRI can hold."""
    return replace(record, **{field: slug(f"a {getattr(record, field)}")})


def _fit(found: r.Relationship) -> r.Relationship:
    if isinstance(found, Derived):
        found = _named(found, "method")
    for name in DISCRIMINATORS.get(type(found), ()):
        found = _named(found, name) if isinstance(getattr(found, name), str) else found
    if type(found) in {*HIERARCHY, *ROLES, *CELLS}:
        return replace(found, note=None, locator=LOCATOR)
    return replace(found, locator=None if found.locator is None else LOCATOR)


def _place(found: r.Relationship) -> object:
    if type(found) in HIERARCHY:
        return "place", found.end if HIERARCHY[type(found)] else found.start
    several = type(found) in {*CELLS, *ROLES}
    return (found.type, found.start, found.end) if several else statement_id(found)


@a_shared_fixture
@given(data=st.data())
def test_a_small_graph_comes_back_equal(small_graph: st.SearchStrategy[CareerGraph], data: st.DataObject) -> None:
    graph = fit(data.draw(small_graph))
    assert read_graph(triples(make_edition(graph))) == graph


def test_the_shipped_graph_comes_back_equal(derived_graph: CareerGraph, edition: Edition) -> None:
    back = read_graph(triples(edition))
    assert back == derived_graph
    assert back.content_hash() == derived_graph.content_hash()


def test_another_base_comes_back_too() -> None:
    graph = CareerGraph([n.Skill(id="skill/sql", title="SQL", alt_titles=("S.Q.L.",))], [])
    edition = make_edition(graph, "http://localhost:8000/")
    assert read_graph(triples(edition), "http://localhost:8000/") == graph
    with pytest.raises(ValueError, match="is no thing of"):
        read_graph(triples(edition), BASE)


def refused(records: list[Record]) -> str:
    with pytest.raises(NotWritable) as error:
        make_edition(CareerGraph.from_records(records))
    return str(error.value)


SOURCE = n.Source(
    id="source/one",
    title="One",
    publisher="An office",
    rights="Free",
    url="https://example.org/",
    release="1",
    citation="One",
)
CLUSTER = n.CareerCluster(id="framework/2024/cluster/arts", title="Arts", caption="Arts", cross_cutting=False)
SUB_CLUSTER = n.SubCluster(id="framework/2024/sub-cluster/film", title="Film")
PLACED = r.HasSubCluster(start=CLUSTER.id, end=SUB_CLUSTER.id, source=SOURCE.id, locator=LOCATOR)


def test_what_has_no_room_in_the_edition_is_refused_with_the_record_and_the_reason() -> None:
    noted = [SOURCE, CLUSTER, SUB_CLUSTER, replace(PLACED, note="hm")]
    assert refused(noted).startswith("a thing has one place in a hierarchy, without a note: HasSubCluster(")
    old = n.Framework(id="framework/2002", title="Old", issued="2002")
    elsewhere = r.HasCluster(start=old.id, end=CLUSTER.id, source=SOURCE.id)
    assert refused([SOURCE, CLUSTER, old, elsewhere]).startswith(
        "a cluster stands in the framework that its id names"
    )
    skill = n.Skill(id="skill/sql", title="SQL")
    sought = r.SeeksSkill(
        start=CLUSTER.id, end=skill.id, source=SOURCE.id, position=1, printed="SQL", kind="software"
    )
    twins = [SOURCE, CLUSTER, skill, sought, replace(sought, printed="sql")]
    assert (
        "another statement has the id statement/seeks-skill/framework/2024/cluster/arts/skill/sql/software/1"
        in refused(twins)
    )


def test_a_locator_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'here' is no locator; it should have three parts"):
        make_edition(CareerGraph.from_records([SOURCE, CLUSTER, SUB_CLUSTER, replace(PLACED, locator="here")]))


def test_triples_that_lack_something_name_the_thing_and_what_is_missing() -> None:
    edition = make_edition(CareerGraph.from_records([SOURCE, CLUSTER, SUB_CLUSTER, PLACED]))
    kept = [line for line in edition.graphs["published"] if "caption" not in line]
    with pytest.raises(Unreadable, match="cluster/arts: nothing says its caption"):
        read_graph(triples(Edition(BASE, {**edition.graphs, "published": kept})))
    twice = [
        *edition.graphs["published"],
        f'<{BASE}id/{CLUSTER.id}> <http://www.w3.org/2004/02/skos/core#prefLabel> "B"@en .',
    ]
    with pytest.raises(Unreadable, match="cluster/arts: its title is said 2 times"):
        read_graph(triples(Edition(BASE, {**edition.graphs, "published": twice})))


def test_the_order_of_records_does_not_matter(graph: CareerGraph) -> None:
    few = [x for x in graph.nodes.values() if x.kind in ("Skill", "CareerCluster", "SubCluster", "Source")]
    ids = {x.id for x in few}
    links = [x for x in graph.relationships if x.start in ids and x.end in ids]
    one = make_edition(CareerGraph(few, links))
    assert one == make_edition(CareerGraph(reversed(few), reversed(links)))
    assert all(lines == sorted(set(lines)) for lines in one.graphs.values())
