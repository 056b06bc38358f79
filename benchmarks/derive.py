"""Derives all: seconds of each method, and as a share of reading and checking the published graph."""

from __future__ import annotations

import time
from collections.abc import Callable

from alignments import classification, concentration, interdisciplinarity, prediction, presence, succession
from alignments.derive import derive
from alignments.staffing import Staffing
from loaders import matrix_staffing
from loaders.pipeline import load_shipped, to_graph

LIMIT_SECONDS = 5


def timed(work: Callable[[], object]) -> float:
    """Seconds of wall-clock time."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    began = time.perf_counter()
    loaded = load_shipped()
    graph = to_graph(loaded)
    reading = time.perf_counter() - began
    matrix = Staffing("Employment Matrix", matrix_staffing.SOURCE.id, matrix_staffing.staffing(loaded.facts))
    methods: dict[str, Callable[[], object]] = {
        "succession": lambda: succession.likely_successors(graph),
        "concentration": lambda: concentration.concentrations(graph, matrix),
        "prediction": lambda: prediction.predicted_in(graph, matrix),
        "presence": lambda: presence.present_in(graph),
        "interdisciplinarity": lambda: interdisciplinarity.interdisciplinary_with(graph),
        "classification": lambda: classification.classify(graph),
        "all, with the graph made anew": lambda: graph.extended(derive(graph, matrix)),
    }
    for name, work in methods.items():
        seconds = min(timed(work) for _ in range(3))
        print(f"{name}: {seconds:.2f} s, {seconds / reading:.0%} of reading and checking the published graph")
    print(f"allowed for all: {LIMIT_SECONDS} s")


if __name__ == "__main__":
    main()
