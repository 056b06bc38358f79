"""What two clusters share: the occupations and programs behind a count, and which of them are teaching alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from alignments.interdisciplinarity import Contents, contents
from dashboard.data import opened
from ontology.derived import InterdisciplinaryWith
from ontology.nodes import CareerCluster, Code, Occupation

Rows = list[dict[str, Any]]
BOTH, TEACHING = "yes", "no: only through teachers"


def titles() -> dict[str, str]:
    """Id of each cluster → its title, the cross-cutting ones last."""
    clusters = sorted(
        opened().graph.of_kind(CareerCluster), key=lambda cluster: (cluster.cross_cutting, cluster.title)
    )
    return {cluster.id: cluster.title for cluster in clusters}


def pairs() -> list[InterdisciplinaryWith]:
    """Every pair of clusters with its counts."""
    return list(opened().graph.of_type(InterdisciplinaryWith))


@lru_cache(maxsize=4)
def _contents(build: str, teaching: bool) -> Mapping[str, Contents]:  # noqa: ARG001 - a part of the cache's key
    return contents(opened().graph, teaching=teaching)


def shared_occupations(one: str, other: str) -> Rows:
    """A row for each occupation that the crosswalk has in both clusters, the most jobs first."""
    counted, without = _shared(one, other, "occupations")
    rows = [
        {
            **_named(node, without),
            "employment2025": node.employment_2025,
            "medianWage2025": node.median_wage_2025,
            "entryEducation2024": node.entry_education_2024,
        }
        for node in _nodes(counted)
        if isinstance(node, Occupation)
    ]
    return sorted(rows, key=lambda row: -(row["employment2025"] or 0))


def shared_programs(one: str, other: str) -> Rows:
    """A row for each program that the crosswalk has in both clusters, those of more than teaching first."""
    counted, without = _shared(one, other, "programs")
    return sorted(
        (_named(node, without) for node in _nodes(counted)), key=lambda row: row["alsoWithoutTeaching"] != BOTH
    )


def _shared(one: str, other: str, what: str) -> tuple[frozenset[str], frozenset[str]]:
    """Ids as the rows have them, and those that remain without teaching."""
    counted, without = (_contents(opened().about.build, teaching) for teaching in (True, False))

    def both(held: Mapping[str, Contents]) -> frozenset[str]:
        found: frozenset[str] = getattr(held[one], what) & getattr(held[other], what)
        return found

    return both(counted), both(without)


def _nodes(ids: Iterable[str]) -> list[Code]:
    found = (opened().graph.nodes[node_id] for node_id in ids)
    return sorted((node for node in found if isinstance(node, Code)), key=lambda node: node.code)


def _named(node: Code, without: frozenset[str]) -> dict[str, Any]:
    kept = BOTH if node.id in without else TEACHING
    return {"id": node.id, "code": node.code, "title": node.title, "alsoWithoutTeaching": kept}
