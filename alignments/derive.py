"""All methods, in order: what each answers, how it derives, how it sums up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from alignments import classification, concentration, interdisciplinarity, prediction, presence, succession
from alignments.provenance import OWN
from alignments.staffing import Staffing
from ontology.derived import Derived
from ontology.graph import CareerGraph
from ontology.nodes import Finding
from ontology.records import Record


@dataclass(frozen=True, slots=True)
class Method:
    """A method: the question it answers, its records out of the graph and the Employment Matrix, their summary."""

    name: str
    question: str
    relations: Callable[[CareerGraph, Staffing], Sequence[Record]]
    summary: Callable[[CareerGraph, Iterable[Record]], str]


METHODS = (
    Method(
        succession.METHOD,
        "What became of a pathway of 2002?",
        lambda graph, _: succession.likely_successors(graph),
        succession.summary,
    ),
    Method(
        concentration.METHOD,
        "In which industries does a sub-cluster live?",
        concentration.concentrations,
        concentration.summary,
    ),
    Method(
        prediction.METHOD,
        "Where does the report's own rule put an occupation?",
        prediction.predicted_in,
        prediction.summary,
    ),
    Method(
        interdisciplinarity.METHOD,
        "How interdisciplinary are clusters, really?",
        lambda graph, _: interdisciplinarity.interdisciplinary_with(graph),
        interdisciplinarity.summary,
    ),
    Method(
        presence.METHOD,
        "How present are the cross-cutting clusters in the industries of the others?",
        lambda graph, _: presence.present_in(graph),
        presence.summary,
    ),
    Method(
        classification.METHOD,
        "Which occupation is a job title of the report?",
        lambda graph, _: classification.classify(graph),
        classification.summary,
    ),
)


def derive(graph: CareerGraph, matrix: Staffing) -> Iterator[Record]:
    """Everything that the methods derive from a published graph and the Employment Matrix, and its source."""
    yield OWN
    for method in METHODS:
        yield from method.relations(graph, matrix)


def records_of(graph: CareerGraph, method: Method) -> list[Record]:
    """What a graph holds of a method; `succession-by-titles` is one way of the method `succession`."""

    def is_of(name: str) -> bool:
        return name == method.name or name.startswith(f"{method.name}-")

    findings: list[Record] = [f for f in graph.of_kind(Finding) if is_of(f.method)]
    return findings + [r for r in graph.relationships if isinstance(r, Derived) and is_of(r.method)]
