"""What the derived part leaves open and where it disagrees. Each function gives one kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from alignments import occupations
from alignments.coverage_items import Item, item, named, names
from ontology.derived import (
    ConcentratedIn,
    Concerns,
    Derived,
    LikelySucceededBy,
    PredictedIn,
)
from ontology.graph import CareerGraph
from ontology.nodes import Finding, LegacyPathway, Node, Occupation, SubCluster
from ontology.relationships import HasPathway, SucceededBy

Links = Iterable[Derived]
D = TypeVar("D", bound=Derived)


def pathways_unanswered(graph: CareerGraph) -> list[Item]:
    """Pathways of 2002 with neither a successor, stated or derived, nor a finding."""
    answered = {r.start for r in graph.of_type(SucceededBy)} | _asserted(graph.of_type(LikelySucceededBy))
    return _open(graph.of_kind(LegacyPathway), answered | _found(graph))


def sub_clusters_unplaced(graph: CareerGraph) -> list[Item]:
    """Sub-clusters with neither an industry that they are concentrated in nor a finding."""
    return _open(graph.of_kind(SubCluster), _asserted(graph.of_type(ConcentratedIn)) | _found(graph))


def _asserted(links: Links) -> set[str]:
    return {link.start for link in links if link.asserted}


def _found(graph: CareerGraph) -> set[str]:
    return {r.end for r in graph.of_type(Concerns)}


def _open(nodes: Iterable[Node], answered: set[str]) -> list[Item]:
    return [item(node, node.note or "") for node in nodes if node.id not in answered]


def succession_against_report(graph: CareerGraph) -> list[Item]:
    """Asserted successions of a pathway to a cluster other than the report's; the surest come first."""
    cluster, above = occupations.cluster_of(graph), {r.end: r.start for r in graph.of_type(HasPathway)}
    said: dict[str, set[str]] = defaultdict(set)
    for succeeded in graph.of_type(SucceededBy):
        said[succeeded.start].add(succeeded.end)
    against = [r for r in graph.of_type(LikelySucceededBy) if r.agrees is False and r.asserted]
    return [
        item(
            graph.nodes[r.start],
            f"{named(graph.nodes[r.end])} in {named(graph.nodes[cluster[r.end]])}, confidence {r.confidence:.2f}; "
            f"report {names(graph, said.get(r.start) or said[above[r.start]])}",
        )
        for r in _surest(against)
    ]


def witnesses_that_differ(graph: CareerGraph) -> list[Item]:
    """Concentrations that the other figures do not confirm; asserted ones come first, then the surest."""
    return _listed(graph, [r for r in graph.of_type(ConcentratedIn) if r.agrees is False])


def predictions_against_crosswalk(graph: CareerGraph) -> list[Item]:
    """Occupations that the report's rule, rerun, puts where the crosswalk does not; those with most jobs first.

    An occupation that BLS counts within another is not listed beside it.
    """
    counted, clusters = occupations.counted_as(graph), occupations.clusters(graph)
    first: dict[str, dict[str, list[PredictedIn]]] = defaultdict(lambda: defaultdict(list))
    for link in graph.of_type(PredictedIn):
        if link.rank == 1 and counted.get(link.start, link.start) == link.start:
            first[link.start][link.witness].append(link)
    found: list[tuple[int, Item]] = []
    for start, witnesses in first.items():
        against = {who: links for who, links in witnesses.items() if not any(link.agrees for link in links)}
        node = graph.nodes[start]
        if against and isinstance(node, Occupation):
            said = ", ".join(f"{who} {_shares(graph, links)}" for who, links in sorted(against.items()))
            published = f"crosswalk {names(graph, clusters.get(start, ()))}"
            found.append((node.employment_2025 or 0, item(node, f"{said}; {published}; {_jobs(node)}")))
    return [one for _, one in sorted(found, key=lambda pair: (-pair[0], pair[1].id))]


def _shares(graph: CareerGraph, links: Iterable[PredictedIn]) -> str:
    return " or ".join(f"{named(graph.nodes[link.end])} ({link.share:.0%})" for link in links)


def _jobs(node: Occupation) -> str:
    return "no figure of jobs" if node.employment_2025 is None else f"{node.employment_2025:,} jobs"


def not_asserted(graph: CareerGraph, kind: type[Derived]) -> list[Item]:
    """Links of a type that are reported but not asserted; the surest come first."""
    return _listed(graph, [r for r in graph.of_type(kind) if not r.asserted])


def _listed(graph: CareerGraph, links: Links) -> list[Item]:
    return [item(graph.nodes[r.start], f"{named(graph.nodes[r.end])}; {_standing(r)}") for r in _surest(links)]


def _surest(links: Iterable[D]) -> list[D]:
    return sorted(links, key=lambda r: (not r.asserted, -r.confidence, r.start, r.end))


def _standing(link: Derived) -> str:
    """What a link itself says of how well it stands."""
    witness = f"{link.witness}, " if isinstance(link, ConcentratedIn | PredictedIn) else ""
    return f"{witness}{'asserted' if link.asserted else 'not asserted'}, confidence {link.confidence:.2f}"


def findings(graph: CareerGraph) -> dict[tuple[str, str], list[Item]]:
    """Method and outcome of the findings → what they are about, each with its reason."""
    found: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for concerns in sorted(graph.of_type(Concerns), key=lambda r: r.end):
        node = graph.nodes[concerns.start]
        assert isinstance(node, Finding)
        found[node.method, node.outcome].append(item(graph.nodes[concerns.end], node.reason))
    return dict(sorted(found.items()))
