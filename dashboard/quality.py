"""How good the graph is: what is covered, missing or in conflict, whose files it is made of, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any

from alignments.coverage import Gap
from alignments.coverage import coverage as gaps_of
from alignments.prediction_agreement import Agreement
from alignments.prediction_agreement import agreement as agreement_of
from dashboard.data import opened
from dashboard.figures.bars import Part
from ontology.derived import LikelySucceededBy, PredictedIn
from ontology.nodes import DetailedOccupation, InstructionalProgram, LegacyPathway, Source, SubCluster
from ontology.relationships import InSubCluster
from queries.compare import compare
from queries.difference import Difference, NodeDifference, TypeDifference
from queries.difference import Part as DifferencePart

Rows = list[dict[str, Any]]


@lru_cache(maxsize=2)
def gaps(build: str) -> Sequence[Gap]:  # noqa: ARG001 - the cache's key
    """Every kind of what is missing or in conflict, with its things."""
    return gaps_of(opened().graph)


@lru_cache(maxsize=2)
def agreement(build: str) -> Sequence[Agreement]:  # noqa: ARG001 - the cache's key
    """How the report's own rule, rerun, agrees with the crosswalk, by witness."""
    graph = opened().graph
    return agreement_of(graph, graph.of_type(PredictedIn))


@lru_cache(maxsize=2)
def changes(build: str) -> Difference:  # noqa: ARG001 - the cache's key
    """What differs from the build before. Takes seconds. Raises BuildError where that cannot be read."""
    held, earlier = opened(), opened().earlier
    return compare(earlier.graph(), held.graph) if earlier else Difference()


def coverage_parts() -> list[Part]:
    """How many of what can be aligned is, as the bars of a figure."""
    graph, missing = opened().graph, {gap.kind: gap.count for gap in gaps(opened().about.build)}
    programs = sum(not (node.retired or node.reserved) for node in graph.of_kind(InstructionalProgram))
    sub_clusters, aligned = len(graph.of_kind(SubCluster)), {row.end for row in graph.of_type(InSubCluster)}
    pathways = len(graph.of_kind(LegacyPathway))
    led = {row.start for row in graph.of_type(LikelySucceededBy) if row.asserted}
    detailed = [node for node in graph.of_kind(DetailedOccupation) if not node.retired]
    parts = (
        ("occupations-without-sub-cluster", "Detailed occupations in a sub-cluster", len(detailed)),
        ("programs-without-sub-cluster", "Programs in force in a sub-cluster", programs),
        ("occupations-without-programs", "Detailed occupations with a program, by NCES", len(detailed)),
        ("occupations-without-figures", "Occupations with national figures", len(detailed)),
    )
    found = [Part(kind, title, whole - missing[kind], whole) for kind, title, whole in parts]
    return [
        *found,
        Part(
            "sub-clusters-without-alignments",
            "Sub-clusters with rows of the crosswalk",
            len(aligned),
            sub_clusters,
        ),
        Part("pathways-unanswered", "Pathways of 2002 with a likely successor", len(led), pathways),
    ]


def gap_rows() -> Rows:
    """A row for each kind of gap: what it is and how many things there are."""
    return [
        {"kind": gap.title, "things": gap.count, "what it is": gap.meaning} for gap in gaps(opened().about.build)
    ]


def agreement_rows() -> Rows:
    """A row for each witness of the rerun rule: how many occupations, and jobs, agree with the crosswalk."""
    return [
        {
            "witness": found.witness,
            "occupations": found.overall.occupations,
            "agreeing": found.overall.agreeing,
            "share": found.overall.share,
            "jobs": found.overall.jobs,
            "jobsAgreeing": found.overall.jobs_agreeing,
            "shareOfJobsAgreeing": found.overall.share_of_jobs,
        }
        for found in agreement(opened().about.build)
    ]


def agreement_parts(found: Agreement) -> list[Part]:
    """By cluster as published, how many of its occupations the rule puts there, too."""
    nodes = opened().graph.nodes
    return [Part(c, nodes[c].title, tally.agreeing, tally.occupations) for c, tally in found.by_published.items()]


def files() -> Rows:
    """A row for each official file: its source, release and checksum; a source without a file has one row."""
    sources = sorted(opened().graph.of_kind(Source), key=lambda source: source.title)
    return [
        {
            "id": source.id,
            "source": source.title,
            "release": source.release,
            "file": name,
            "SHA-256": checksum,
            "publisher": source.publisher,
            "rights": source.rights,
            "address": source.url,
        }
        for source in sources
        for name, _, checksum in (file.partition(" sha256:") for file in source.files or ("",))
    ]


def change_rows(part: DifferencePart) -> Rows:
    """A row for each kind of node and type of relationship that differs: how many came, went and changed."""
    nodes = [
        {"what": kind, **_counts(part.nodes.of((kind,)))}
        for kind in sorted({entry.node.kind for group in _groups(part.nodes) for entry in group})
    ]
    return nodes + [{"what": found.type, **_type_counts(found)} for found in part.relationships]


def _groups(nodes: NodeDifference) -> list[Any]:
    return [getattr(nodes, group.name) for group in fields(nodes)]


def _counts(nodes: NodeDifference) -> dict[str, int]:
    other = sum(map(len, (nodes.retired, nodes.reinstated, nodes.retitled, nodes.moved, nodes.changed)))
    return {"added": len(nodes.added), "removed": len(nodes.removed), "changed": other}


def _type_counts(found: TypeDifference) -> dict[str, int]:
    changed = len(found.changed) + found.restated
    return {"added": len(found.added), "removed": len(found.removed), "changed": changed}
