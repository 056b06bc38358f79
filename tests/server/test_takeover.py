"""A new build takes over while clients ask, and no request fails; a damaged one does not."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import portalocker
import pytest
import rdflib
from rdflib.namespace import SKOS

from tests.built import Built, build_with
from tests.server.running import Running, started
from tests.server.test_logs import lines

Environment = Callable[[Path], dict[str, str]]
PATIENCE = 180.0
ASKED = (
    "/health",
    "/doc/soc/2018/15-1252.ttl",
    "/doc/framework/2024/cluster/digital-technology.html",
    "/search?q=nurse",
)
THING = "soc/2018/15-1252"


@pytest.fixture(scope="module")
def home(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of these tests' own, with a copy of the shared build."""
    home = tmp_path_factory.mktemp("takeover") / "home"
    shutil.copytree(built.home / "builds", home / "builds")
    return home


@pytest.fixture(scope="module")
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def changing(script: str, home: Path, port: int, environment: Environment) -> Iterator[Running]:
    """A server whose build will be replaced."""
    command = [script, "serve", "--port", str(port), "--no-data"]
    with started(command, environment(home), home.with_name("log")) as running:
        yield running


@contextmanager
def clients(url: str) -> Iterator[list[str]]:
    """Clients that ask without pause; gives what failed."""
    failed: list[str] = []
    stop = threading.Event()

    def ask(path: str) -> None:
        with httpx.Client(base_url=url, timeout=60) as client:
            while not stop.is_set():
                try:
                    found = client.get(path)
                except httpx.HTTPError as error:
                    failed.append(f"{path}: {error!r}")
                else:
                    if found.status_code != 200:
                        failed.append(f"{path}: {found.status_code} {found.text[:200]}")
                time.sleep(0.02)

    threads = [threading.Thread(target=ask, args=(path,)) for path in ASKED]
    for thread in threads:
        thread.start()
    try:
        yield failed
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def serves(url: str) -> str:
    found = httpx.get(f"{url}/health", timeout=60).json()["build"]
    assert isinstance(found, str)
    return found


def wait_until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def is_held(build: Path) -> bool:
    """Whether somebody reads a build, so that the next one may not remove it."""
    with (build / "lock").open("a", encoding="utf-8") as handle:
        try:
            portalocker.lock(handle, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
        except portalocker.LockException:
            return True
    return False


@pytest.fixture(scope="module")
def replaced(
    script: str, home: Path, port: int, environment: Environment, changing: Running, fewer_facts: Path
) -> tuple[str, list[str]]:
    """The build of before, and what failed while a smaller one, with IRIs on this server, took over."""
    before = serves(changing.url)
    own_base = {"CAREERGRAPH_BASE": f"http://127.0.0.1:{port}/", "PYTHONPATH": str(fewer_facts)}
    with clients(changing.url) as failed:
        made = build_with(script, home, {**environment(home), **own_base}, "--no-derived").folder.name
        wait_until(lambda: serves(changing.url) == made, "the new build does not take over")
        time.sleep(1)
    return before, failed


def test_no_request_fails_while_a_build_takes_over(replaced: tuple[str, list[str]]) -> None:
    assert replaced[1] == []


def test_the_build_of_before_is_given_back(replaced: tuple[str, list[str]], home: Path, changing: Running) -> None:
    assert (home / "builds" / replaced[0]).is_dir()
    wait_until(lambda: not is_held(home / "builds" / replaced[0]), "the build of before is held")
    assert is_held(home / "builds" / serves(changing.url))


@pytest.mark.usefixtures("replaced")
def test_iris_whose_base_is_the_server_are_addresses(port: int) -> None:
    thing = rdflib.URIRef(f"http://127.0.0.1:{port}/id/{THING}")
    found = rdflib.Graph().parse(thing)
    assert found.value(thing, SKOS.notation) is not None
    broader = found.value(thing, SKOS.broader)
    assert isinstance(broader, rdflib.URIRef)
    assert len(rdflib.Graph().parse(broader)) > 5


@pytest.mark.usefixtures("replaced")
def test_a_damaged_build_does_not_take_over(home: Path, changing: Running) -> None:
    before = serves(changing.url)
    damaged = home / "builds" / "99990101T000000000000-damaged"
    shutil.copytree(home / "builds" / before, damaged)
    (damaged / "graph" / "nodes.parquet").unlink(missing_ok=True)
    (damaged / "search").write_bytes(b"not an index")
    _name_current(home, damaged.name)
    told = "goes on; 99990101T000000000000-damaged cannot be opened"
    wait_until(lambda: any(told in line["message"] for line in lines(changing.log)), "the log does not tell")
    assert serves(changing.url) == before
    assert httpx.get(f"{changing.url}/doc/{THING}.ttl", timeout=60).status_code == 200
    assert not is_held(damaged)
    _name_current(home, before)


def _name_current(home: Path, build: str) -> None:
    (home / "builds" / "next").write_text(f"{build}\n", encoding="utf-8")
    (home / "builds" / "next").replace(home / "builds" / "current")
