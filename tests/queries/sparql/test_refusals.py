"""Nothing can be written, and nothing outside be reached: each attempt is refused, and nobody is called."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest

from ontology.identifiers import BASE
from queries import sparql_engine
from queries.sparql_engine import Engine
from queries.sparql_results import SparqlSyntaxError, Triples, UnknownGraph
from queries.sparql_store import SparqlStore
from queries.store import FeatureRefused, QueryFailed, WriteRefused
from tests.queries.sparql.attempts import CALLS, ELSEWHERE, WRITES


class Listener:
    """A port of this machine, and how often somebody called it."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port, self.calls = self._socket.getsockname()[1], 0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            caller.close()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    opened = Listener()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def engine(edition_folder: Path) -> Engine:
    made = Engine(edition_folder, BASE, ("metadata",))
    made.load()
    return made


def test_there_are_at_least_thirty_attempts() -> None:
    assert len({*CALLS, *WRITES, *ELSEWHERE}) >= 30


@pytest.mark.parametrize("attempt", [*CALLS, *WRITES, *ELSEWHERE])
def test_every_attempt_is_refused_and_nobody_is_called(
    attempt: str, store: SparqlStore, listener: Listener
) -> None:
    with pytest.raises(QueryFailed) as refused:
        store.query(attempt.replace("PORT", str(listener.port)), timeout=30, limit=10)
    assert listener.calls == 0
    kinds = {CALLS: (FeatureRefused,), WRITES: (WriteRefused, SparqlSyntaxError), ELSEWHERE: (UnknownGraph,)}
    [expected] = [kinds[group] for group in kinds if attempt in group]
    assert isinstance(refused.value, expected)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot keep a process from opening connections")
@pytest.mark.parametrize("attempt", CALLS)
def test_also_without_a_look_at_the_text_nobody_is_called(
    attempt: str, engine: Engine, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sparql_engine, "refuse_service", lambda _: None)
    with suppress(QueryFailed):  # SILENT makes an empty answer of a call that failed
        engine.answer(attempt.replace("PORT", str(listener.port)), 10)
    assert listener.calls == 0


def test_the_engine_by_itself_would_call(listener: Listener) -> None:
    """If this fails, the engine no longer makes calls, and the tests above show nothing."""
    found = ox.Store().query(CALLS[0].replace("PORT", str(listener.port)))
    assert isinstance(found, ox.QuerySolutions)
    with pytest.raises(OSError, match=r"."):
        list(found)
    assert listener.calls == 1


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?service a cg:Source }",
        "ASK { ?x a ?services { ?y a ?service } }",
        'ASK { ?x skos:prefLabel ?l FILTER(CONTAINS(?l, "Food Service")) { ?x a cg:Source } }',
        "# which service\nASK { ?x a cg:Source }",
        "PREFIX service: <http://x/> ASK { ?x a cg:Source . FILTER(?x != service:service) { ?x a ?y } }",
        "ASK { ?x a cg:Source . FILTER(?x != <http://x/service>) { ?x a ?y } }",
    ],
)
def test_the_word_service_alone_is_no_call(text: str, engine: Engine) -> None:
    engine.check(text)


def test_a_query_leaves_what_it_asks_as_it_was(engine: Engine) -> None:
    def everything() -> list[str]:
        found = engine.answer("CONSTRUCT WHERE { ?s ?p ?o }", 1_000_000)
        assert isinstance(found, Triples)
        return [str(triple) for triple in found.triples]

    before = everything()
    for attempt in WRITES:
        with pytest.raises(QueryFailed):
            engine.answer(attempt, 10)
    assert everything() == before
