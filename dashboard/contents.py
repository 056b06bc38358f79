"""What is in the graph: how much of what, and from whom."""

from __future__ import annotations

from typing import Any

from ontology import nodes as n
from ontology.derived import DERIVED_TYPES
from ontology.graph import CareerGraph

_COUNTED: dict[str, tuple[type[n.Node], ...]] = {
    "clusters and sub-clusters": (n.CareerCluster, n.SubCluster),
    "clusters and pathways of 2002": (n.LegacyCluster, n.LegacyPathway),
    "industries": (n.Industry,),
    "occupations": (n.Occupation,),
    "programs": (n.Program,),
    "rows of the crosswalk": (n.Alignment,),
}


def counts(graph: CareerGraph) -> dict[str, int]:
    """What → how many: things of each sort, published and derived links."""
    things = {words: sum(len(graph.of_kind(kind)) for kind in kinds) for words, kinds in _COUNTED.items()}
    types = graph.type_counts()
    derived = sum(count for name, count in types.items() if name in DERIVED_TYPES)
    return {**things, "published links": sum(types.values()) - derived, "derived links": derived}


def sources(graph: CareerGraph) -> list[dict[str, Any]]:
    """A row for each source: its title, publisher, release, rights and address."""
    return [
        {
            "id": source.id,
            "source": source.title,
            "publisher": source.publisher,
            "release": source.release,
            "rights": source.rights,
            "address": source.url,
        }
        for source in sorted(graph.of_kind(n.Source), key=lambda source: source.title)
    ]
