"""What the network functions answer on a build, as tables of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ontology import identifiers
from ontology.graph import CareerGraph
from queries.algorithms import Bridge, Community, bridges, communities
from queries.similar_programs import similar_programs

SHOWN = 10
EXAMPLE = identifiers.cip("11.0701")


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A table; a bar in a cell would end it, so it is escaped."""
    head, *body = (" | ".join(str(cell).replace("|", r"\|") for cell in row) for row in (columns, *rows))
    yield from (f"| {head} |", f"|{'---|' * len(columns)}", *(f"| {line} |" for line in body))


def networks(graph: CareerGraph) -> Iterator[str]:
    """Communities, the first bridges, and the programs most similar to one."""
    found = communities(graph)
    yield from (
        "**Communities of occupations** (`communities`). A cluster stands with its share of the community.",
        f"Modularity: {found.modularity:.2f}. Match with the published clusters, 0 to 1: {found.match:.2f};",
        f"by chance it would be {found.match_by_chance:.2f}.",
        "",
        *table(
            ("no.", "occupations", "most links inside", "typical clusters", "stability"),
            map(_community, found.communities),
        ),
        "",
        "**Bridges between clusters** (`bridges`), the first ten.",
        "",
        *table(
            ("occupation", "its clusters", "participation", "stays at home", "leads to"),
            map(_bridge, bridges(graph, limit=SHOWN)),
        ),
        "",
        f"**Similar programs** (`similar_programs`), here to {graph.nodes[EXAMPLE].title} ({EXAMPLE}).",
        "",
        *table(
            ("program", "score", "by occupations", "by sub-clusters"),
            (
                (f"{one.program.code} {one.program.title}", one.score, one.occupations, one.sub_clusters)
                for one in similar_programs(graph, EXAMPLE, limit=SHOWN)
            ),
        ),
    )


def _community(community: Community) -> tuple[object, ...]:
    return (
        community.number,
        len(community.occupations),
        "; ".join(occupation.title for occupation in community.occupations[:3]),
        "; ".join(f"{typical.cluster.title} {typical.share:.0%}" for typical in community.clusters[:3]),
        f"{community.stability:.2f}",
    )


def _bridge(bridge: Bridge) -> tuple[object, ...]:
    return (
        bridge.occupation.title,
        "; ".join(cluster.title for cluster in bridge.clusters),
        f"{bridge.participation:.2f}",
        f"{bridge.at_home:.0%}",
        "; ".join(f"{cluster.title} {share:.0%}" for cluster, share in bridge.reached[:3]),
    )
