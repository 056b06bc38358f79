"""A server on the shared build, started by the console script as its users start it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.built import Built
from tests.server.running import Running, started

PREFIX = "/graph"
LONGEST, MOST = 3.0, 3


@pytest.fixture(scope="session")
def server(
    script: str,
    built: Built,
    environment: Callable[[Path], dict[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Running]:
    """A server that all tests read."""
    log = tmp_path_factory.mktemp("server") / "log"
    with started([script, "serve", "--port", "0"], environment(built.home), log) as running:
        yield running


@pytest.fixture(scope="session")
def prefixed(
    script: str,
    built: Built,
    environment: Callable[[Path], dict[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Running]:
    """A server that is told of its prefix, and offers no downloads."""
    log = tmp_path_factory.mktemp("prefixed") / "log"
    command = [script, "serve", "--port", "0", "--prefix", PREFIX, "--no-data"]
    with started(command, environment(built.home), log) as running:
        yield running


@pytest.fixture(scope="session")
def strict(
    script: str,
    built: Built,
    environment: Callable[[Path], dict[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Running]:
    """A server whose queries may take three seconds, and give three rows; it believes no proxy of this machine."""
    told = {**environment(built.home), "CAREERGRAPH_TIMEOUT": str(LONGEST), "CAREERGRAPH_LIMIT": str(MOST)}
    log = tmp_path_factory.mktemp("strict") / "log"
    command = [script, "serve", "--port", "0", "--proxies", "192.0.2.1", "--no-data"]
    with started(command, told, log) as running:
        yield running


@pytest.fixture(scope="session")
def http(server: Running) -> Iterator[httpx.Client]:
    """A client of it; it follows no redirects and accepts nothing in particular."""
    with httpx.Client(base_url=server.url, timeout=60) as client:
        client.headers.pop("accept", None)
        yield client
