"""The server on the current build under load, beside a static file server and beside rdflib-endpoint.

Documents: many different ones, against files of the same bytes that Starlette's StaticFiles sends under the same
uvicorn settings. SPARQL: look-ups of codes that vary, against rdflib-endpoint in an environment of its own. It
holds only the core (what is published), since rdflib takes minutes to read all; careergraph holds all. The load
comes from another process; all share the machine's cores. No request is logged.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import careergraph
from benchmarks.load import Load, Measured, measure, request
from ontology.rdf.edition import read_lines

DOCUMENTS, CONNECTIONS, SECONDS, ROUNDS = 500, 16, 4.0, 3
LIMIT_OF_STATIC, LIMIT_OVER_ENDPOINT = 0.5, 10
CODES, LOOKUPS_AT_ONCE = 800, 4
LOOK_UPS = {
    "the title of a code": "SELECT ?title {{ <{iri}> skos:prefLabel ?title }}",
    "a code, what is above it and what it is aligned to": (
        "SELECT ?title ?above ?other ?named {{ <{iri}> skos:prefLabel ?title; skos:broader/skos:prefLabel ?above; "
        "skos:relatedMatch ?other . ?other skos:prefLabel ?named }}"
    ),
}
SKOS = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
ENDPOINT = "rdflib-endpoint[cli]"
BIN = Path(sys.executable).parent
STATIC = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from server.web.connections import MOST, Connection
from server.run import listen
app = Starlette(routes=[Mount("/", StaticFiles(directory=sys.argv[1]))])
listening = listen("127.0.0.1", 0)
print(f"http://127.0.0.1:{listening.getsockname()[1]}/", flush=True)
config = uvicorn.Config(app, http=Connection, loop="asyncio", ws="none", access_log=False, log_config=None,
    server_header=False, limit_concurrency=MOST)
uvicorn.Server(config).run(sockets=[listening])
"""


@contextmanager
def serving(command: Sequence[str | Path]) -> Iterator[int]:
    """The port of a server that tells its address."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        told = next((line for line in process.stdout if "http://" in line), "")
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", told)
        assert found, "the server did not start"
        try:
            yield int(found[1])
        finally:
            process.terminate()


def ours() -> list[str | Path]:
    return [BIN / "careergraph", "serve", "--port", "0", "--no-data", "--no-access-log"]


def ids() -> list[str]:
    """Things of all kinds, most of them as there are most of them."""
    with careergraph.open() as base:
        return random.Random(7).sample(sorted(base.graph().nodes), DOCUMENTS)


def documents(things: Sequence[str]) -> None:
    """Prints documents a second: made for the first time, kept, and as a share of static files."""
    with serving(ours()) as port:
        wait_until_ready(port)
        for ending in (".ttl", ".html"):
            paths = [f"/doc/{quote(thing)}{ending}" for thing in things]
            asked = [request(port, path) for path in paths]
            cold = measure(Load(port, asked, CONNECTIONS, 0))
            print(f"{ending}, {len(paths)} documents of {cold.bytes / len(paths) / 1024:.0f} kB on average")
            print(f"  made for the first time: {cold}")
            with tempfile.TemporaryDirectory() as folder, static(Path(folder), port, paths) as (other, files):
                compare(Load(port, asked, CONNECTIONS, SECONDS), Load(other, files, CONNECTIONS, SECONDS))


def compare(mine: Load, static_files: Load) -> None:
    """Prints both in turns, so that other work on the machine hits both; the best of each counts."""
    pairs = [(measure(mine), measure(static_files)) for _ in range(ROUNDS)]
    kept, static_best = (max(found, key=lambda one: one.per_second) for found in zip(*pairs, strict=True))
    share = kept.per_second / static_best.per_second
    print(f"  kept: {kept}\n  static files: {static_best}")
    print(f"  share of static files: {share:.2f} ({LIMIT_OF_STATIC} wanted)", flush=True)


@contextmanager
def static(folder: Path, port: int, paths: Sequence[str]) -> Iterator[tuple[int, list[bytes]]]:
    """A server of files that hold the same bytes, and what to ask it."""
    for number, path in enumerate(paths):
        with urlopen(f"http://127.0.0.1:{port}{path}") as found:
            (folder / f"{number}{Path(path).suffix}").write_bytes(found.read())
    with serving([sys.executable, "-c", STATIC, folder]) as other:
        yield other, [request(other, f"/{number}{Path(path).suffix}") for number, path in enumerate(paths)]


def wait_until_ready(port: int) -> None:
    while b"starting" in urlopen(f"http://127.0.0.1:{port}/health").read():
        time.sleep(0.1)


def ask(port: int, path: str, queries: Sequence[str], seconds: float) -> Measured:
    asked = [request(port, f"{path}?query={quote(query)}", "application/sparql-results+json") for query in queries]
    return measure(Load(port, asked, LOOKUPS_AT_ONCE, seconds))


def sparql() -> None:
    """Prints look-ups a second beside those of rdflib-endpoint."""
    with careergraph.open() as base:
        coded = sorted(node for node in base.graph().nodes if node.startswith(("soc/", "cip/", "naics/")))
        iris = [f"{base.info.base}id/{thing}" for thing in random.Random(7).sample(coded, CODES)]
        lines = [line for name in ("published", "metadata") for line in read_lines(base.rdf, name)]
    with tempfile.TemporaryDirectory() as folder, serving(ours()) as port:
        wait_until_ready(port)
        (Path(folder) / "core.nt").write_text("\n".join(lines), encoding="utf-8")
        with endpoint(Path(folder)) as other:
            print(
                f"SPARQL, {CODES} codes, {LOOKUPS_AT_ONCE} at once; rdflib-endpoint holds {len(lines):,} triples"
            )
            for asks, query in LOOK_UPS.items():
                look_up(asks, [SKOS + query.format(iri=iri) for iri in iris], port, other)


def look_up(asks: str, queries: Sequence[str], port: int, other: int | None) -> None:
    """Prints each query asked once, then again and again, as kept answers are, beside the other server's best."""
    first = ask(port, "/sparql", queries, 0)
    kept = max((ask(port, "/sparql", queries, SECONDS) for _ in range(ROUNDS)), key=lambda one: one.per_second)
    print(f"{asks}\n  careergraph, asked for the first time: {first}\n  asked again: {kept}", flush=True)
    if other is None:
        print(f"  {ENDPOINT} cannot be installed here; not compared")
        return
    theirs = max((ask(other, "/", queries, SECONDS) for _ in range(ROUNDS)), key=lambda one: one.per_second)
    print(f"  rdflib-endpoint: {theirs}")
    for name, mine in (("for the first time", first), ("again", kept)):
        print(f"  times as many, {name}: {mine.per_second / theirs.per_second:.1f} ({LIMIT_OVER_ENDPOINT} wanted)")


@contextmanager
def endpoint(folder: Path) -> Iterator[int | None]:
    """The port of rdflib-endpoint on `core.nt` of the folder, in an environment made there; None without one."""
    scripts = folder / "environment" / ("Scripts" if os.name == "nt" else "bin")
    made: list[list[str | Path]] = [
        [BIN / "uv", "venv", "--quiet", folder / "environment"],
        [BIN / "uv", "pip", "install", "--quiet", "--python", scripts / "python", ENDPOINT],
    ]
    if any(subprocess.run(command, check=False).returncode for command in made):
        yield None
        return
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    command: list[str | Path] = [
        scripts / "rdflib-endpoint",
        "serve",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        folder / "core.nt",
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            while not listens(port):
                assert process.poll() is None, "rdflib-endpoint ended"
                time.sleep(0.5)
            yield port
        finally:
            process.terminate()


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except ConnectionRefusedError:
        return False
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("documents", "sparql"), help="measure only this")
    only = parser.parse_args().only
    if hasattr(os, "getloadavg"):
        print(f"{os.cpu_count()} cores, load before: {os.getloadavg()[0]:.1f}")
    if only != "sparql":
        documents(ids())
    if only != "documents":
        sparql()


if __name__ == "__main__":
    main()
