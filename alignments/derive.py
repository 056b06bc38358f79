"""All methods, in order, and the graph that they are added to."""

from __future__ import annotations

from collections.abc import Iterator

from alignments.provenance import OWN
from alignments.staffing import Staffing
from ontology.graph import CareerGraph
from ontology.records import Record


def derive(graph: CareerGraph, matrix: Staffing) -> Iterator[Record]:
    """Everything that the methods derive from a published graph and the Employment Matrix, and its source."""
    yield OWN
    del graph, matrix
