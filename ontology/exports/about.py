"""What every export says of the whole: title, edition, how to cite it, its sources and their rights."""

from __future__ import annotations

from importlib.metadata import version

from ontology.graph import CareerGraph
from ontology.nodes import Source

NAME = "careergraph"
TITLE = "careergraph: a graph of the National Career Clusters Framework"
NOTES = (
    "Wages and jobs are national figures.",
    "What publishers state and what careergraph derives stand apart.",
    "Rights differ from source to source; each source states its own.",
    "careergraph carries facts only, and no publisher endorses it.",
)


def edition(graph: CareerGraph) -> str:
    """The software's version and the first digits of the content's hash: same content, same edition."""
    return f"{version(NAME)}+{graph.content_hash()[:12]}"


def sources(graph: CareerGraph) -> tuple[Source, ...]:
    """The publications that the graph rests on, by id; careergraph itself is one where it derives."""
    return graph.of_kind(Source)


def iri_pattern(base: str) -> str:
    """How an id becomes an IRI."""
    return f"{base}id/{{id}}"


def citation(graph: CareerGraph) -> str:
    """How to cite what is exported."""
    cited = "; ".join(source.citation.rstrip(".") for source in sources(graph))
    return f"{TITLE}. Edition {edition(graph)}. Sources: {cited}."
