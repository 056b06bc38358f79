"""The derived part of a build: the methods, given the published graph and the Employment Matrix."""

from __future__ import annotations

from alignments.derive import derive
from alignments.provenance import OWN
from alignments.staffing import Staffing
from careergraph.manifest import SourceEntry
from loaders import matrix_staffing
from loaders.pipeline import Loaded
from ontology.derived import Derived
from ontology.graph import CareerGraph
from ontology.nodes import Finding


def with_derived(graph: CareerGraph, loaded: Loaded) -> CareerGraph:
    """The published graph and all that the methods derive from it and from the matrix's table."""
    jobs = matrix_staffing.staffing(loaded.facts)
    return graph.extended(derive(graph, Staffing("Employment Matrix", matrix_staffing.SOURCE.id, jobs)))


def own_source(graph: CareerGraph) -> SourceEntry:
    """How careergraph's own part of a graph stands in a manifest, beside the publishers' sources."""
    return SourceEntry(
        id=OWN.id,
        title=OWN.title,
        publisher=OWN.publisher,
        release=OWN.release,
        rights=OWN.rights,
        url=OWN.url,
        citation=OWN.citation,
        note=OWN.note,
        nodes=len(graph.of_kind(Finding)),
        relationships=sum(isinstance(r, Derived) for r in graph.relationships),
        details=0,
        files={},
        differing=[],
        counts={},
    )
