"""A server on the shared build, started by the console script as its users start it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.built import Built
from tests.server.running import Running, started


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
def http(server: Running) -> Iterator[httpx.Client]:
    """A client of it; it follows no redirects and accepts nothing in particular."""
    with httpx.Client(base_url=server.url, timeout=60) as client:
        client.headers.pop("accept", None)
        yield client
