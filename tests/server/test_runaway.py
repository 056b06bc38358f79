"""Queries without end are ended, and meanwhile everything else is answered."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import httpx
import pytest

from tests.server.conftest import LONGEST, MOST
from tests.server.running import Running

SPARQL = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d && ?d != ?g && ?x != %d) }"
CYPHER = "MATCH (a), (b), (c) WHERE a.id <> b.id AND b.id <> c.id AND a.id <> '%d' RETURN count(*)"
LOOK_UP = "SELECT ?title { soc:15-1252 skos:prefLabel ?title }"
FEW = "MATCH (o:Occupation {code: '15-1252'}) RETURN o.title"
PATIENCE = 120.0
"""Seconds after which this test calls a server stuck; it should take a few."""


@pytest.fixture
def client(strict: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=strict.url, timeout=PATIENCE) as client:
        yield client


Ask = Callable[[httpx.Client], httpx.Response]
ASKED: dict[str, Ask] = {
    "sparql": lambda client: client.get("/sparql", params={"query": LOOK_UP}),
    "cypher": lambda client: client.post("/cypher", json={"statement": FEW}),
}


def answered(client: httpx.Client, ask: Ask, times: int) -> int:
    """How often it was answered: as often as wanted, or fewer where a server is stuck.

    Whoever finds every place taken for long, or a machine that is slow, comes again.
    """
    found, end = 0, time.monotonic() + PATIENCE
    while found < times and time.monotonic() < end:
        answer = ask(client)
        assert answer.status_code in (200, 503), answer.text
        found += answer.status_code == 200
    return found


@contextmanager
def runaways(url: str) -> Iterator[list[httpx.Response]]:
    """Eight clients that ask without end in SPARQL, four in Cypher, each as soon as it has an answer."""
    stop, answers = Event(), list[httpx.Response]()

    def run(number: int) -> None:
        with httpx.Client(base_url=url, timeout=PATIENCE) as client:
            while not stop.is_set():
                if number < 8:
                    answers.append(client.get("/sparql", params={"query": SPARQL % number}))
                else:
                    answers.append(client.post("/cypher", json={"statement": CYPHER % number}))

    with ThreadPoolExecutor(12) as threads:
        running = [threads.submit(run, number) for number in range(12)]
        try:
            yield answers
        finally:
            stop.set()
    for one in running:
        one.result()


def test_runaways_end_and_everything_else_is_answered(strict: Running, client: httpx.Client) -> None:
    for ask in ASKED.values():
        assert answered(client, ask, 1)
    with runaways(strict.url) as ended:
        for ask in ASKED.values():
            assert answered(client, ask, 5) == 5
        for path in ("/health", "/doc/soc/2018/15-1252.html", "/search?q=nurse", "/resolve?code=15-1252") * 5:
            assert client.get(path).status_code == 200
        while len(ended) < 12:
            time.sleep(0.1)
    assert {answer.status_code for answer in ended} == {503}
    assert max(answer.json().get("timeout", 0) for answer in ended) <= LONGEST
    for ask in ASKED.values():
        assert answered(client, ask, 20) == 20
    health = client.get("/health").json()
    assert (health["sparql"], health["cypher"]) == ("ready", "ready")


def test_the_limit_of_rows_is_a_setting(client: httpx.Client) -> None:
    found = client.get("/sparql", params={"query": "SELECT * { soc:15-1252 ?p ?o }", "format": "csv"})
    assert found.headers["x-truncated"] == "true"
    assert len(found.text.splitlines()) == MOST + 1
