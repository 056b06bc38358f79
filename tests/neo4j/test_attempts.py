"""What a query may not do is refused on both engines, and nothing is reached."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from neo4j import Driver

from queries.arcadedb_store import ArcadeDBStore
from queries.neo4j_guard import refuse_by_text
from queries.neo4j_store import Neo4jStore
from queries.store import FeatureRefused, QueryFailed, Store, WriteRefused
from tests.neo4j.attempts import ATTEMPTS, Attempt

Fill = Callable[[str], str]


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """Someone who must not be called."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        found.settimeout(0.01)
        yield found


@pytest.fixture(scope="module")
def fill(listener: socket.socket, tmp_path_factory: pytest.TempPathFactory) -> Fill:
    file = tmp_path_factory.mktemp("secret") / "secret.csv"
    file.write_text("a,b\n")
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/x.csv"
    return lambda cypher: cypher.replace("$ADDRESS", url).replace("$FILE", str(file))


def refusal(store: Store, cypher: str) -> str:
    with pytest.raises(QueryFailed) as caught:
        store.query(cypher, timeout=1, limit=10)
    return str(caught.value)


def assert_clear(message: str, pattern: str) -> None:
    assert re.search(pattern, message)
    assert not re.search(r"Exception|\bjava\b|Neo\.|com\.arcadedb", message)


def assert_uncalled(listener: socket.socket) -> None:
    with pytest.raises(TimeoutError):
        listener.accept()


REACHING = ("RETURN reach.text($url)", "CALL reach.texts($url)", "LOAD CSV FROM $url AS x RETURN x")


@pytest.mark.parametrize("cypher", REACHING)
def test_the_server_itself_reaches_out(cypher: str, driver: Driver, fill: Fill, listener: socket.socket) -> None:
    def ask() -> str:
        with driver.session(default_access_mode="READ") as session:
            return str(session.run(cypher, url=fill("$ADDRESS")).values())  # type: ignore[arg-type, unused-ignore]

    listener.settimeout(20)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(ask)
        caller, _ = listener.accept()
        with caller:
            caller.recv(10_000)
            caller.sendall(b"HTTP/1.0 200 OK\r\n\r\ncalled\n")
        assert "called" in asked.result(20)
    listener.settimeout(0.01)


def test_there_are_enough() -> None:
    assert len({attempt.cypher for attempt in ATTEMPTS}) >= 30


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda attempt: attempt.cypher[:60])
def test_refused_on_neo4j(
    attempt: Attempt, small: Neo4jStore, driver: Driver, fill: Fill, listener: socket.socket
) -> None:
    assert_clear(refusal(small, fill(attempt.cypher)), attempt.neo4j)
    assert_uncalled(listener)
    counted = driver.execute_query("MATCH (n) RETURN count(n), count(n.title), count(n.y)").records[0]
    assert counted.values() == [52, 51, 0]


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda attempt: attempt.cypher[:60])
def test_refused_on_the_embedded_engine(
    attempt: Attempt, embedded: ArcadeDBStore, fill: Fill, listener: socket.socket
) -> None:
    assert_clear(refusal(embedded, fill(attempt.cypher)), attempt.embedded)
    assert_uncalled(listener)
    assert embedded.query("MATCH (n) RETURN count(n.title)", timeout=20, limit=1).rows == [(51,)]


@pytest.mark.parametrize(
    "cypher",
    [
        "SHOW TRANSACTIONS",
        "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
        "CALL dbms.components()",
        "PROFILE LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    ],
)
def test_what_only_neo4j_would_answer(small: Neo4jStore, cypher: str) -> None:
    with pytest.raises((WriteRefused, FeatureRefused)):
        small.query(cypher, timeout=5, limit=10)


@pytest.mark.parametrize(
    "cypher",
    [
        "RETURN reach.text('x')",
        "RETURN `reach`.`text`('x')",
        "RETURN reach . text ('x')",
        "RETURN reach.te\\u0078t('x')",
        "MATCH (a:Skill {id: reach.text('x')}) RETURN a",
        "MATCH (a:Skill) RETURN a ORDER BY reach.text(a.id)",
        "MATCH (a:Skill) RETURN a LIMIT toInteger(reach.text('x'))",
        "MATCH (a:Skill) RETURN [(a)--(b) WHERE b.id = reach.text('x') | b.id]",
        "MATCH (a:Skill)-[r*1..2]->(b) WHERE all(x IN r WHERE x.source <> reach.text('x')) RETURN b",
        "MATCH (a:Skill) ((x)-[r]->(y) WHERE x.id <> reach.text('x')){1,2} (b) RETURN b",
        "MATCH p = shortestPath((a)-[*..3]-(b)) WHERE all(x IN nodes(p) WHERE x.id > reach.text('x')) RETURN p",
        "MATCH SHORTEST 1 (a:Skill)-[r]-+(b WHERE b.id <> reach.text('x')) RETURN b",
        "MATCH (a:Skill) RETURN CASE WHEN a.id = 'x' THEN 1 ELSE COUNT { RETURN reach.text('x') AS m } END",
    ],
)
def test_a_function_of_a_plug_in_is_found_wherever_it_stands(small: Neo4jStore, cypher: str) -> None:
    with pytest.raises(FeatureRefused, match=r"reach\.text\(\) is switched off"):
        small.query(cypher, timeout=5, limit=10)


@pytest.mark.parametrize(
    "cypher",
    [
        "RETURN 'LOAD CSV FROM x' AS `LOAD CSV`, \"apoc.load.json(1)\" AS b // LOAD CSV apoc.load.json(1)",
        "RETURN date.truncate('year', date('2020-05-01')) AS d, duration.between(date(), date()) AS e",
        "CALL db.labels() YIELD label RETURN count(*)",
        "CALL db.labels",
        "CALL db.schema.nodeTypeProperties() YIELD nodeType RETURN count(*)",
        "CALL db.index.fulltext.queryNodes('careergraph_titles', 'title') YIELD node RETURN node.id",
        "SHOW INDEXES",
        "MATCH (n:Skill) WITH n {.id, csv: 1} AS load RETURN load.csv",
        "MATCH p = shortestPath((a:Occupation {id: 'occupation/1'})-[*..3]-(b:Program)) RETURN p",
        "CYPHER runtime = slotted MATCH (n:Skill) RETURN n.id;",
        "MATCH (n:Skill) CALL (n) { MATCH (n)--(m) RETURN count(m) AS c } RETURN n.id, c",
    ],
)
def test_what_only_reads_the_graph_passes(small: Neo4jStore, cypher: str) -> None:
    assert small.query(cypher, timeout=10, limit=10).columns


@pytest.mark.parametrize("cypher", ["RETURN genai.vector.encode('x', 'OpenAI', {})", "LOAD\n  CSV FROM 'x' AS l"])
def test_the_words_alone_are_enough(cypher: str) -> None:
    with pytest.raises(FeatureRefused):
        refuse_by_text(cypher)
