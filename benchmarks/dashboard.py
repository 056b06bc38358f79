"""The dashboard under many readers at once: each in a session of its own walks three pages.

Says how long pages take to answer and how much memory the processes have, and ends with 1 where a page shows an
error. A browser's own time to draw is not in it; sessions and dashboard share the machine's cores.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Subprotocol
from websockets.sync.client import ClientConnection, connect

import careergraph
from ontology.graph import CareerGraph
from ontology.nodes import CareerCluster, DetailedOccupation, InstructionalProgram, LegacyPathway, Node, SubCluster

BIN = Path(sys.executable).parent
OWN: dict[str, type[Node]] = {
    "cluster": CareerCluster,
    "sub-cluster": SubCluster,
    "then-and-now": LegacyPathway,
    "occupation": DetailedOccupation,
    "program": InstructionalProgram,
}
OTHERS = ("", "codes", "cypher", "explore", "interdisciplinary", "compare", "quality", "your-framework")
Step = tuple[str, str]


class PageFailed(Exception):
    """A page has shown an exception."""


def ways(graph: CareerGraph, sessions: int, pages: int) -> list[list[Step]]:
    """A way for each session: pages and their queries, of things that differ, the same in each run."""
    chance = random.Random(8)
    things = {page: sorted(node.id for node in graph.of_kind(kind)) for page, kind in OWN.items()}
    names = [*things, *OTHERS]

    def step() -> Step:
        page = chance.choice(names)
        return page, urlencode({"id": chance.choice(things[page])}) if page in things else ""

    return [[step() for _ in range(pages)] for _ in range(sessions)]


def walk(address: str, way: list[Step]) -> list[tuple[Step, float]]:
    """Opens the pages one after the other in one session; gives the seconds that each took. Raises PageFailed."""
    stream = f"{address.replace('http', 'ws')}/_stcore/stream"
    with connect(stream, subprotocols=[Subprotocol("streamlit")], max_size=None) as to:
        return [(step, opened(to, *step)) for step in way]


def opened(to: ClientConnection, page: str, query: str) -> float:
    """Seconds until a page has been answered whole. Raises PageFailed."""
    asked = BackMsg()
    asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
    start, told = time.perf_counter(), ForwardMsg()
    to.send(asked.SerializeToString())
    while told.WhichOneof("type") != "script_finished":
        told.ParseFromString(to.recv(timeout=120))
        if told.delta.new_element.WhichOneof("type") == "exception":
            raise PageFailed(f"{page}?{query}: {told.delta.new_element.exception.message}")
    return time.perf_counter() - start


def memory(process: int) -> float:
    """Megabytes that a process and those it has started hold for themselves; 0 where the system does not tell."""
    smaps = Path(f"/proc/{process}/smaps_rollup")
    if not smaps.exists():
        return 0.0
    own = sum(int(line.split()[1]) for line in smaps.read_text().splitlines() if line.startswith("Pss:"))
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return own / 1024 + sum(memory(int(child)) for child in children)


def main() -> None:
    """Prints what was measured."""
    read = argparse.ArgumentParser(description=__doc__)
    read.add_argument("--sessions", type=int, default=20)
    read.add_argument("--pages", type=int, default=3)
    given = read.parse_args()
    graph = careergraph.open().graph()
    command = [str(BIN / "careergraph"), "dashboard", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            address = next(line for line in process.stdout if line.startswith("Showing")).split()[2].rstrip("/")
            opened_alone(address, graph)
            print(f"memory with one reader before: {memory(process.pid):,.0f} MB")
            with ThreadPoolExecutor(given.sessions) as readers:
                every = list(readers.map(lambda way: walk(address, way), ways(graph, given.sessions, given.pages)))
            told(every)
            print(f"memory after {given.sessions} sessions: {memory(process.pid):,.0f} MB")
        finally:
            process.terminate()


def opened_alone(address: str, graph: CareerGraph) -> None:
    """Opens every page once, as a first reader does, and says how long it took."""
    way = [(page, urlencode({"id": min(node.id for node in graph.of_kind(OWN[page]))})) for page in OWN]
    for (page, _), seconds in walk(address, [*way, *((page, "") for page in OTHERS)]):
        print(f"{page or 'home':20} first alone {seconds:6.2f} s")


def told(every: list[list[tuple[Step, float]]]) -> None:
    """Prints the median and the worst over all sessions, and by page."""
    found = [(page, seconds) for session in every for (page, _), seconds in session]
    all_seconds = [seconds for _, seconds in found]
    print(
        f"{len(every)} sessions at once, {len(found)} pages: median {statistics.median(all_seconds):.2f} s,"
        f" worst {max(all_seconds):.2f} s; no error"
    )
    for page in dict.fromkeys(page for page, _ in found):
        seconds = [one for name, one in found if name == page]
        print(f"{page or 'home':20} {len(seconds):3} times, median {statistics.median(seconds):6.2f} s")


if __name__ == "__main__":
    main()
