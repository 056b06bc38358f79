"""A pool of processes on one edition: what it answers, what it bounds and ends, what stays when it is gone."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.namespace import SKOS

from ontology.identifiers import BASE
from ontology.rdf.formats import FORMATS
from queries import sparql_pool
from queries.process_pool import PoolBusy, PoolClosed
from queries.sparql_output import GRAPHS, RESULTS
from queries.sparql_pool import Answered, Asked, NotWanted, SparqlPool
from queries.sparql_results import (
    AnswerTooLarge,
    NoEdition,
    NotInXml,
    QueryTooLarge,
    Solutions,
    SparqlSyntaxError,
    Triples,
    Truth,
    UnknownGraph,
)
from queries.sparql_store import SparqlStore
from queries.store import FeatureRefused, QueryFailed, QueryTimeout, WriteRefused
from tests.ontology.rdf.rdf_readers import by_pyoxigraph
from tests.queries.processes import gone, in_time, killed_amid
from tests.queries.sparql import little_edition
from tests.queries.sparql.little_edition import NOTES, TEXTS, THING

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
NAMED = ("nquads", "trig")
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

forks = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork and no such signals")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return little_edition.write(tmp_path_factory.mktemp("little") / "rdf")


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[SparqlStore]:
    with SparqlStore(folder, BASE) as opened:
        yield opened


@pytest.fixture(scope="module")
def pool(folder: Path) -> Iterator[SparqlPool]:
    made = SparqlPool(folder, BASE, size=4, memory_mb=600)
    yield made
    made.close()


@pytest.fixture
def own_pool(folder: Path) -> Iterator[SparqlPool]:
    """A pool that a test may do harm to."""
    made = SparqlPool(folder, BASE, size=1)
    yield made
    made.close()


def ask(
    pool: SparqlPool, text: str, limit: int = 10_000, results: str = "json", graph: str = "turtle"
) -> Answered:
    return pool.query(Asked(text, limit, results, graph), timeout=60)


def table(answer: Answered) -> list[tuple[object, ...]]:
    found = ox.parse_query_results(answer.body, RESULTS[answer.form])
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(row) for row in found]


def number(answer: Answered) -> int:
    ((found,),) = table(answer)
    assert isinstance(found, ox.Literal)
    return int(found.value)


# What it answers


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
@pytest.mark.parametrize(
    "text",
    [
        f"SELECT ?t {{ <{NOTES}> <{BASE}text> ?t }}",
        f"SELECT * {{ <{NOTES}> ?z ?a }} ORDER BY ?a",
        "SELECT * { { SELECT * { ?z skos:prefLabel ?a } } }",
        "SELECT ?x ?y { VALUES (?x ?y) { (UNDEF UNDEF) (1 UNDEF) (UNDEF '},{') (UNDEF UNDEF) } }",
        f"SELECT ?y {{ ?x a skos:Concept OPTIONAL {{ ?x <{BASE}text> ?y }} }}",
        "SELECT ?größe { VALUES ?größe { 1 2 } }",
        "SELECT * { soc:15-1252 a skos:Concept }",
        "SELECT ?x { ?x a skos:Nothing }",
    ],
)
def test_rows_are_those_of_the_store(pool: SparqlPool, store: SparqlStore, text: str, form: str) -> None:
    wanted, found = store.query(text, timeout=60, limit=10_000), ask(pool, text, results=form)
    assert isinstance(wanted, Solutions)
    parsed = ox.parse_query_results(found.body, RESULTS[form])
    assert isinstance(parsed, ox.QuerySolutions)
    assert tuple(variable.value for variable in parsed.variables) == wanted.variables
    assert table(found) == wanted.rows
    assert (found.count, found.truncated, found.remarks) == (len(wanted), False, wanted.remarks)


@pytest.mark.parametrize("form", RESULTS)
@pytest.mark.parametrize("value", [True, False])
def test_a_question_gets_a_yes_or_no(pool: SparqlPool, store: SparqlStore, form: str, value: bool) -> None:
    text = "ASK { soc:15-1252 a skos:Concept }" if value else "ASK { soc:15-1252 a skos:Nothing }"
    wanted, found = store.query(text, timeout=60, limit=1), ask(pool, text, results=form)
    assert isinstance(wanted, Truth)
    assert (str(value).lower() in found.body.decode(), wanted.value, found.count) == (True, value, 1)


@pytest.mark.parametrize("form", GRAPHS)
def test_triples_are_those_of_the_store_in_every_format(pool: SparqlPool, store: SparqlStore, form: str) -> None:
    text = "CONSTRUCT { ?s skos:altLabel ?o } WHERE { ?s ?p ?o }"
    wanted, found = store.query(text, timeout=60, limit=10_000), ask(pool, text, graph=form)
    assert isinstance(wanted, Triples)
    assert {quad.triple for quad in ox.parse(found.body, GRAPHS[form])} == set(wanted.triples)
    assert (found.count, found.truncated) == (len(wanted), False)


def test_triples_beyond_the_limit_are_left_out(pool: SparqlPool) -> None:
    found = ask(pool, "CONSTRUCT WHERE { ?s skos:prefLabel ?o }", limit=7, graph="ntriples")
    assert (len(found.body.splitlines()), found.count, found.truncated) == (7, 7, True)


# The dataset of the protocol


@pytest.mark.parametrize(
    ("default", "named", "triples", "in_graphs"),
    [
        ((), (), 414, 415),
        (("labour",), (), len(TEXTS), 0),
        (("derived", "published"), (), 403, 0),
        ((), ("derived",), 0, 2),
        (("metadata",), ("derived", "labour"), 1, 2 + len(TEXTS)),
    ],
)
def test_graphs_of_the_protocol_go_before_those_of_the_query(
    pool: SparqlPool, default: tuple[str, ...], named: tuple[str, ...], triples: int, in_graphs: int
) -> None:
    clause = "FROM <http://example.org/nothing>" if default or named else ""
    graphs = [tuple(f"{BASE}graph/{name}" for name in names) for names in (default, named)]
    for pattern, wanted in (("?s ?p ?o", triples), ("GRAPH ?g { ?s ?p ?o }", in_graphs)):
        text = f"SELECT (COUNT(*) AS ?n) {clause} {{ {pattern} }}"
        asked = Asked(text, 10, default=graphs[0], named=graphs[1])
        assert number(pool.query(asked, timeout=60)) == wanted


@pytest.mark.parametrize("part", ["default", "named"])
def test_an_unknown_graph_of_the_protocol_is_told(pool: SparqlPool, part: str) -> None:
    with pytest.raises(UnknownGraph, match=r"no graph <http://example\.org/g> here; there are graph:published, "):
        pool.query(Asked(COUNT, 10, **{part: ("http://example.org/g",)}), timeout=60)  # type: ignore[arg-type]


# What is refused, with its fields


def test_errors_come_back_whole(pool: SparqlPool) -> None:
    with pytest.raises(SparqlSyntaxError) as wrong:
        ask(pool, "SELECT ?x {\n ?x ?y }")
    assert (wrong.value.line, wrong.value.column) == (2, 2)
    with pytest.raises(NotWanted, match="gives triples") as unwanted:
        pool.query(Asked("CONSTRUCT WHERE { ?s ?p ?o }", 10, graph=None), timeout=60)
    assert unwanted.value.kind == "triples"
    with pytest.raises(NotWanted, match="gives rows"):
        pool.query(Asked("ASK {}", 10, results=None), timeout=60)
    for text, error in (("DROP ALL", WriteRefused), ("ASK { SERVICE <http://x> {} }", FeatureRefused)):
        with pytest.raises(error):
            ask(pool, text)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (r"SELECT ('a\u0001' AS ?x) {}", "xml"),
        (r"CONSTRUCT { <x> skos:note 'a\u000c' } WHERE {}", "rdfxml"),
        ("CONSTRUCT { <x> <http://example.org/12> 1 } WHERE {}", "rdfxml"),
    ],
)
def test_what_xml_cannot_hold_is_refused_there_alone(pool: SparqlPool, text: str, form: str) -> None:
    with pytest.raises(NotInXml, match="every other format"):
        ask(pool, text, results=form, graph=form)
    assert ask(pool, text).count == 1


# What is bounded


@pytest.mark.parametrize(
    ("begins", "form"),
    [("SELECT ?s ?t13", "json"), ("SELECT ?s ?t13", "csv"), ("CONSTRUCT { ?s skos:note ?t13 }", "ntriples")],
)
def test_an_answer_of_too_many_bytes_says_what_mends_it(pool: SparqlPool, begins: str, form: str) -> None:
    doubled = " ".join(f"BIND(CONCAT(?t{power}, ?t{power}) AS ?t{power + 1})" for power in range(13))
    text = f"{begins} {{ ?s ?p ?o BIND(STR(RAND()) AS ?t0) {doubled} }}"
    with pytest.raises(AnswerTooLarge, match=r"more than 32 MB: .* LIMIT"):
        ask(pool, text, results=form, graph=form)
    assert ask(pool, text, limit=10, results=form, graph=form).count == 10


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to this limit of memory")
def test_a_query_that_takes_too_much_memory_is_ended_and_another_process_answers(pool: SparqlPool) -> None:
    with pytest.raises(QueryTooLarge, match="600 MB"):
        ask(pool, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a", limit=1)
    assert number(ask(pool, COUNT)) == 414


def test_runaway_queries_end_while_documents_are_made_and_others_wait(pool: SparqlPool) -> None:
    assert in_time(lambda: len(pool.pids()) == pool.size + 2)
    before = set(pool.pids())

    def run_away() -> type[QueryFailed]:
        with pytest.raises(QueryFailed) as ended:
            pool.query(Asked(ENDLESS, 1), timeout=3)
        return ended.type

    with ThreadPoolExecutor(8) as threads:
        ended = [threads.submit(run_away) for _ in range(4)]
        assert in_time(lambda: _busy(pool))
        for form in FORMATS:
            assert pool.describe(THING, form)
        assert {one.result() for one in ended} == {QueryTimeout}
        assert number(ask(pool, COUNT)) == 414
    assert in_time(lambda: len(pool.pids()) == len(before))
    assert len(before & set(pool.pids())) == len(before) - 4


def _busy(pool: SparqlPool) -> bool:
    try:
        pool.query(Asked("ASK {}", 1), timeout=0.05)
    except PoolBusy:
        return True
    except QueryTimeout:
        return False
    return False


# Documents


@pytest.mark.parametrize("form", FORMATS)
def test_a_document_holds_what_is_said_of_a_thing(pool: SparqlPool, form: str) -> None:
    found = pool.describe(THING, form)
    assert found
    thing, label = ox.NamedNode(f"{BASE}id/{THING}"), ox.NamedNode(str(SKOS.prefLabel))
    quads = [quad for quad in by_pyoxigraph(found, form) if (quad.subject, quad.predicate) == (thing, label)]
    assert {quad.object for quad in quads} == {ox.Literal(THING, language="en"), ox.Literal("derived")}
    graphs = {str(quad.graph_name) for quad in quads}
    assert graphs == ({f"<{BASE}graph/published>", f"<{BASE}graph/derived>"} if form in NAMED else {"DEFAULT"})


@pytest.mark.parametrize("form", FORMATS)
def test_a_document_holds_texts_as_they_are(pool: SparqlPool, form: str) -> None:
    if form == "rdfxml":
        with pytest.raises(NotInXml):
            pool.describe(NOTES, form)
        return
    found = by_pyoxigraph(pool.describe(NOTES, form) or b"", form)
    texts = {quad.object for quad in found if quad.predicate.value == f"{BASE}text"}
    assert texts == {ox.Literal(text) for text in TEXTS}


def test_there_is_no_document_about_what_nobody_knows(pool: SparqlPool) -> None:
    assert pool.describe("soc/2018/99-9999", "turtle") is None


# Processes


@forks
@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_process_that_was_killed_is_replaced(own_pool: SparqlPool, which: int) -> None:
    """The parent of all, the one for documents, the one for queries."""
    assert ask(own_pool, "ASK {}").count == 1
    assert own_pool.describe(THING, "turtle")
    for killed in {own_pool.pids()[which], own_pool.pids()[-1]}:
        os.kill(killed, signal.SIGKILL)
        assert gone([killed])
    assert in_time(lambda: _answers(lambda: ask(own_pool, "ASK {}").count == 1))
    assert in_time(lambda: _answers(lambda: own_pool.describe(THING, "turtle") is not None))


def _answers(asked: Callable[[], bool]) -> bool:
    try:
        return asked()
    except QueryFailed:
        return False


@forks
def test_a_process_that_grew_large_is_replaced(own_pool: SparqlPool) -> None:
    assert in_time(lambda: len(own_pool.pids()) == 3)
    before = own_pool.pids()
    large = "SELECT * { ?a ?b ?c . ?d ?e ?f VALUES ?g { 1 2 3 4 5 } } ORDER BY DESC(?f)"
    assert ask(own_pool, large, limit=1).truncated
    assert in_time(lambda: len(own_pool.pids()) == 3)
    assert own_pool.pids()[:2] == before[:2]
    assert own_pool.pids()[2] != before[2]


def test_where_nothing_can_fork_processes_read_for_themselves(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sparql_pool, "_FORKS", False)
    pool = SparqlPool(folder, BASE, size=1)
    try:
        assert number(ask(pool, COUNT)) == 414
        assert pool.describe(THING, "turtle")
        processes = pool.pids()
        assert len(processes) == 2
    finally:
        pool.close()
    assert gone(processes)


def test_closing_ends_every_process_and_whoever_waits(own_pool: SparqlPool) -> None:
    assert not own_pool.ready()
    assert ask(own_pool, "ASK {}").count == 1
    assert in_time(own_pool.ready)
    processes = own_pool.pids()
    assert len(processes) == (3 if sys.platform != "win32" else 2)
    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(ask, own_pool, ENDLESS)
        assert in_time(lambda: _busy(own_pool))
        own_pool.close()
        with pytest.raises(PoolClosed):
            waiting.result(60)
    assert gone(processes)
    with pytest.raises(PoolClosed):
        ask(own_pool, "ASK {}")


@forks
def test_no_process_outlives_a_server_that_was_killed(folder: Path) -> None:
    make = f"from queries.sparql_pool import *\npool = SparqlPool(Path({str(folder)!r}), {BASE!r}, size=1)"
    found = killed_amid(make, f"pool.query(Asked({ENDLESS!r}, 1), timeout=600)")
    assert len(found) == 3
    assert gone(found)


def test_a_folder_that_is_not_there_or_holds_no_triples_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoEdition, match="no such folder"):
        SparqlPool(tmp_path / "rdf", BASE)
    pool = SparqlPool(tmp_path, BASE, size=1)
    try:
        with pytest.raises(NoEdition, match=r"published.*careergraph build"):
            ask(pool, "ASK {}")
        assert not pool.ready()
    finally:
        pool.close()
