"""The home page, and the page about the build: what it holds, whose it is, how sure its methods are."""

from __future__ import annotations

from starlette.requests import Request

from ontology import nodes as n
from ontology.derived import DERIVED_TYPES
from ontology.graph import CareerGraph
from ontology.identifiers import BASE
from queries.evidence import bounds
from queries.told.words import methods
from server.pages.templates import render
from server.web.requests import served

_COUNTED: dict[str, tuple[type[n.Node], ...]] = {
    "clusters and sub-clusters of 2024": (n.CareerCluster, n.SubCluster),
    "clusters and pathways of 2002": (n.LegacyCluster, n.LegacyPathway),
    "industries": (n.Industry,),
    "occupations": (n.Occupation,),
    "programs": (n.Program,),
    "rows of the crosswalk": (n.Alignment,),
    "job titles, skills, places of work": (n.JobTitle, n.Skill, n.Workplace),
}


def home_page(request: Request) -> bytes:
    """The page in UTF-8."""
    graph = served(request).graph
    clusters = sorted(graph.of_kind(n.CareerCluster), key=lambda cluster: cluster.title)
    return render(
        "home.html",
        request,
        clusters=[cluster for cluster in clusters if not cluster.cross_cutting],
        cross_cutting=[cluster for cluster in clusters if cluster.cross_cutting],
        counts=_counts(graph),
        sources=graph.of_kind(n.Source),
    )


def _counts(graph: CareerGraph) -> dict[str, int]:
    """What the graph holds, in people's words."""
    things = {words: sum(len(graph.of_kind(kind)) for kind in kinds) for words, kinds in _COUNTED.items()}
    types = graph.type_counts()
    derived = sum(count for name, count in types.items() if name in DERIVED_TYPES)
    published = sum(types.values()) - derived
    return {**things, "published relationships": published, "derived relationships": derived}


def about_page(request: Request) -> bytes:
    """The page in UTF-8."""
    held = served(request)
    return render(
        "about.html",
        request,
        sources=held.graph.of_kind(n.Source),
        methods=methods(),
        bounds=bounds(),
        resolves=held.about.base != BASE,
    )
