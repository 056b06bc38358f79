"""The addresses of the official files; and nothing but fetching goes online."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest

from loaders.fetch import fetch
from loaders.fetch_errors import (
    FetchFailed,
    NoAddress,
)
from loaders.pipeline import OFFICIAL

ROOT = Path(__file__).parent.parent.parent
# No address is known for what a package carries, nor for the matrix of an earlier edition.
BY_HAND = ("oews", "matrix")
ELSEWHERE = {"naics_concordance": "raw.githubusercontent.com"}


@pytest.mark.parametrize("module", [module for module in OFFICIAL if module not in BY_HAND])
def test_each_official_file_has_an_address_at_its_publisher(module: str) -> None:
    spec = OFFICIAL[module].SOURCE
    for file in spec.files.values():
        address = httpx.URL(file.address)
        assert address.scheme == "https"
        assert unquote(address.path).rpartition("/")[2] in file.names
        host = ELSEWHERE.get(module, httpx.URL(spec.url).host.removeprefix("www."))
        assert address.host.removeprefix("www.") in (host, *(["onetonline.org"] if module == "onet" else []))


@pytest.mark.parametrize("module", BY_HAND)
def test_a_source_without_addresses_says_where_to_look(module: str, tmp_path: Path) -> None:
    with pytest.raises(FetchFailed) as caught:
        fetch([OFFICIAL[module].SOURCE], tmp_path)
    assert {type(error) for error in caught.value.errors} == {NoAddress}
    assert f"find it from {OFFICIAL[module].SOURCE.url}" in str(caught.value)


ONLINE = {"aiohttp", "ftplib", "http.client", "httpx", "requests", "socket", "urllib.request", "urllib3"}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


# Sockets between processes of ours, those that listen, and those that ask whether what we started answers.
WITHIN = {
    "careergraph/cli_up.py",
    "careergraph/together.py",
    "dashboard/run.py",
    "queries/sparql_family.py",
    "queries/sparql_parent.py",
    "server/run.py",
}


def test_nothing_else_goes_online() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for package in ("alignments", "careergraph", "dashboard", "loaders", "ontology", "queries", "server")
        for path in (ROOT / package).rglob("*.py")
        for name in imported(path)
        if name in ONLINE or name.partition(".")[0] in ONLINE
    }
    assert found == {"loaders/fetch.py", "loaders/fetch_http.py"} | WITHIN
