"""A store in its process: what the named graphs are, what is cut or ended, what stays after an end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ontology.identifiers import BASE
from ontology.rdf.edition import Edition
from queries.sparql_results import (
    NoEdition,
    QueryTooLarge,
    Solutions,
    Triples,
    Truth,
    UnknownGraph,
    python_value,
)
from queries.sparql_store import CORE, SparqlStore
from queries.store import QueryTimeout, Value

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def rows(store: SparqlStore, text: str, limit: int = 1000) -> list[tuple[Value, ...]]:
    answer = store.query(text, timeout=60, limit=limit)
    assert isinstance(answer, Solutions)
    return [tuple(map(python_value, row)) for row in answer.rows]


@pytest.fixture(scope="module")
def small(edition_folder: Path) -> Iterator[SparqlStore]:
    """The graph of metadata alone, which is read at once; little memory."""
    with SparqlStore(edition_folder, BASE, ("metadata",), memory_mb=400) as opened:
        yield opened


# Graphs


def test_each_named_graph_holds_its_triples(store: SparqlStore, edition: Edition) -> None:
    found = rows(store, "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    assert set(found) == {(f"{BASE}graph/{name}", len(lines)) for name, lines in edition.graphs.items()}


def test_a_query_that_names_no_graph_asks_all_and_gets_each_triple_once(
    store: SparqlStore, edition: Edition
) -> None:
    everything = set().union(*map(set, edition.graphs.values()))
    assert rows(store, COUNT) == [(len(everything),)]
    assert len(everything) < len(edition), "some triple should be both published and derived, or this shows little"


@pytest.mark.parametrize("names", [("published",), ("derived",), ("derived", "published"), ("labour", "derived")])
def test_from_asks_the_graphs_that_it_names(store: SparqlStore, edition: Edition, names: tuple[str, ...]) -> None:
    clauses = " ".join(f"FROM graph:{name}" for name in names)
    wanted = set().union(*(set(edition.graphs[name]) for name in names))
    assert rows(store, COUNT.replace("{", clauses + " {", 1)) == [(len(wanted),)]


def test_from_named_leaves_the_default_graph_empty(store: SparqlStore, edition: Edition) -> None:
    text = "SELECT (COUNT(*) AS ?n) FROM NAMED graph:derived { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    assert rows(store, text) == [(len(edition.graphs["derived"]),)]


def test_only_what_is_published_can_be_asked(edition_folder: Path, edition: Edition) -> None:
    with SparqlStore(edition_folder, BASE, CORE) as core:
        assert rows(core, COUNT) == [(len(edition.graphs["published"]) + len(edition.graphs["metadata"]),)]
        assert rows(core, "SELECT ?x { ?x cg:confidence ?y }") == []
        with pytest.raises(UnknownGraph, match="no graph graph:derived here; there are graph:publ"):
            rows(core, "SELECT ?x { GRAPH graph:derived { ?x a cg:Finding } }")


# Names


@pytest.mark.parametrize(
    "name", ["soc:15-1252", "<soc/2018/15-1252>", f"<{BASE}id/soc/2018/15-1252>", "own:15-1252"]
)
def test_a_thing_goes_by_its_id_its_prefixed_name_or_its_iri(store: SparqlStore, name: str) -> None:
    text = f"PREFIX own: <{BASE}id/soc/2018/> SELECT ?l {{ {name} skos:prefLabel ?l }}"
    assert rows(store, text) == [("Software Developers",)]


def test_a_prefix_or_base_of_the_query_goes_before_ours(store: SparqlStore) -> None:
    text = f"PREFIX soc: <{BASE}id/cip/> SELECT ?l {{ soc:2020\\/11.0701 skos:prefLabel ?l }}"
    assert rows(store, text) == [("Computer Science",)]
    text = f"BASE <{BASE}id/cip/2020/> SELECT ?l {{ <11.0701> skos:prefLabel ?l }}"
    assert rows(store, text) == [("Computer Science",)]


def test_a_star_gives_the_variables_as_they_were_written(store: SparqlStore) -> None:
    text = "SELECT * { ?thing a cg:Framework ; dcterms:issued ?date } ORDER BY ?thing"
    answer = store.query(text, timeout=60, limit=5)
    assert isinstance(answer, Solutions)
    assert answer.variables == ("thing", "date")
    assert answer.result().rows[1] == (f"{BASE}id/framework/2024", "2024-10")


# What comes back


def test_values_are_plain_python_ones(store: SparqlStore) -> None:
    text = "SELECT ?a ?b ?c ?d ?e { VALUES (?a ?b ?c ?d ?e) { (1 0.5 true 'x' UNDEF) } }"
    answer = store.query(text, timeout=60, limit=5)
    assert isinstance(answer, Solutions)
    assert answer.result().rows == [(1, 0.5, True, "x", None)]


@pytest.mark.parametrize(("limit", "cut"), [(13, True), (14, False), (15, False)])
def test_an_answer_is_cut_at_the_limit_and_says_so(store: SparqlStore, limit: int, cut: bool) -> None:
    chosen = store.query("SELECT ?c { ?c a cg:CareerCluster }", timeout=60, limit=limit)
    made = store.query("CONSTRUCT { ?c a cg:Skill } WHERE { ?c a cg:CareerCluster }", timeout=60, limit=limit)
    assert isinstance(chosen, Solutions)
    assert isinstance(made, Triples)
    assert (len(chosen), chosen.truncated) == (len(made), made.truncated) == (min(limit, 14), cut)


def test_triples_come_once_and_in_order(store: SparqlStore) -> None:
    text = "CONSTRUCT { ?c a ?of } WHERE { ?c a cg:CareerCluster . ?of a cg:CareerCluster . ?s skos:broader ?c }"
    made = store.query(text, timeout=60, limit=1000)
    assert isinstance(made, Triples)
    assert len(made) == 14 * 14
    assert [str(triple) for triple in made.triples] == sorted({str(triple) for triple in made.triples})


def test_a_thing_is_described_by_the_triples_that_begin_with_it(store: SparqlStore, edition: Edition) -> None:
    start = f"<{BASE}id/framework/2024/sub-cluster/web-cloud> "
    wanted = {line for lines in edition.graphs.values() for line in lines if line.startswith(start)}
    found = store.query("DESCRIBE sub-cluster:web-cloud", timeout=60, limit=10_000)
    assert isinstance(found, Triples)
    assert {f"{triple} ." for triple in found.triples} == wanted


@pytest.mark.parametrize(("end", "value"), [("skos:Concept", True), ("cg:Retired", False)])
def test_a_question_gets_a_yes_or_no(store: SparqlStore, end: str, value: bool) -> None:
    answer = store.query(f"ASK {{ soc:15-1252 a {end} }}", timeout=60, limit=1)
    assert isinstance(answer, Truth)
    assert answer.value is value


# Limits, and what is there after them


def test_a_query_is_ended_at_its_time_limit_and_the_next_is_answered(small: SparqlStore) -> None:
    begun = time.monotonic()
    with pytest.raises(QueryTimeout, match=r"time limit of 0\.5 seconds"):
        small.query(ENDLESS, timeout=0.5, limit=1)
    assert time.monotonic() - begun < 30
    assert rows(small, "SELECT ?x { ?x a cg:Source } LIMIT 1")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to this limit of memory")
def test_a_query_is_ended_when_it_takes_too_much_memory_and_the_next_is_answered(small: SparqlStore) -> None:
    with pytest.raises(QueryTooLarge, match="400 MB"):
        small.query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a", timeout=120, limit=1)
    assert rows(small, "SELECT ?x { ?x a cg:Source } LIMIT 1")


def test_threads_may_share_a_store(small: SparqlStore) -> None:
    texts = [f"SELECT ?n {{ VALUES ?n {{ {n} }} ?s a cg:Source }} LIMIT 1" for n in range(20)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: rows(small, text), texts))
    assert found == [[(n,)] for n in range(20)]


def test_a_closed_store_reads_the_edition_anew(edition_folder: Path) -> None:
    told: list[str] = []
    with SparqlStore(edition_folder, BASE, ("metadata",), told.append) as store:
        assert rows(store, COUNT) == rows(store, COUNT)
        assert len(told) == 1
        store.close()
        assert rows(store, COUNT)
    assert len(told) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("how", ["SIGKILL", "SIGINT"])
def test_a_query_ends_with_whoever_asked_it(edition_folder: Path, how: str) -> None:
    program = f"""
from pathlib import Path
from queries.sparql_store import SparqlStore
store = SparqlStore(Path({str(edition_folder)!r}), {BASE!r}, ("metadata",))
store.query("ASK {{}}", timeout=60, limit=1)
print(store._process.pid, flush=True)
store.query({ENDLESS!r}, timeout=600, limit=1)
"""
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", program], stdout=pipe, stderr=pipe, text=True) as asking:
        assert asking.stdout
        answering = int(asking.stdout.readline())
        time.sleep(0.5)
        asking.send_signal(signal.Signals[how])
        assert asking.wait(30) != 0
    for _ in range(100):
        if _gone(answering):
            break
        time.sleep(0.1)
    assert _gone(answering)


def _gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().split()[2] == "Z"


# No edition


def test_a_folder_that_is_not_there_or_holds_no_triples_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoEdition, match="no such folder"):
        SparqlStore(tmp_path / "rdf", BASE)
    with SparqlStore(tmp_path, BASE) as empty, pytest.raises(NoEdition, match="published"):
        empty.query(COUNT, timeout=60, limit=1)


def test_a_damaged_file_is_told(tmp_path: Path, edition_folder: Path) -> None:
    (tmp_path / "metadata.nt.zst").write_bytes((edition_folder / "metadata.nt.zst").read_bytes()[:200])
    with SparqlStore(tmp_path, BASE, ("metadata",)) as store, pytest.raises(NoEdition, match="careergraph build"):
        store.query(COUNT, timeout=60, limit=1)
