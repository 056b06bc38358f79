"""What is missing or in conflict: a pure reading of the graph, nothing of it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from alignments import coverage_conflicts as conflicts
from alignments import coverage_derived as derivation
from alignments import coverage_missing as missing
from alignments.coverage_items import Item
from ontology.derived import DERIVED_TYPES, Concerns, Derived
from ontology.graph import CareerGraph
from ontology.identifiers import slug

Listing = Callable[[CareerGraph], list[Item]]


@dataclass(frozen=True, slots=True)
class Gap:
    """One kind of what is missing or in conflict: its name, what it means in a sentence, and the things."""

    kind: str
    title: str
    meaning: str
    items: tuple[Item, ...]

    @property
    def count(self) -> int:
        """How many things there are; 0 where the kind was looked for and nothing found."""
        return len(self.items)


# kind, title, meaning, how the things are found
_PUBLISHED: tuple[tuple[str, str, str, Listing], ...] = (
    (
        "occupations-without-sub-cluster",
        "Occupations in no sub-cluster",
        "Detailed occupations that no crosswalk row names, not even through a broad or combined occupation.",
        missing.occupations_without_sub_cluster,
    ),
    (
        "occupations-through-groups",
        "Occupations without a row of their own",
        "Detailed occupations that are in a sub-cluster only because a broad or combined occupation is.",
        missing.occupations_through_groups,
    ),
    (
        "programs-without-sub-cluster",
        "Live programs in no sub-cluster",
        "Six-digit programs that no crosswalk row names; most of them prepare for no occupation that NCES names.",
        missing.programs_without_sub_cluster,
    ),
    (
        "programs-moved",
        "Retired programs",
        "Programs and series that NCES has moved or deleted since 2010, and as what they are reported now.",
        missing.programs_moved,
    ),
    (
        "alignments-without-program",
        "Alignments with NO MATCH",
        "Crosswalk rows that align an occupation to a sub-cluster but name no program.",
        missing.alignments_without_program,
    ),
    (
        "sub-clusters-without-alignments",
        "Sub-clusters without alignments",
        "Sub-clusters of the report that no crosswalk row names.",
        missing.sub_clusters_without_alignments,
    ),
    (
        "pathways-without-occupations",
        "Pathways without occupations",
        "Pathways of 2002 that O*NET's table of career clusters lacks.",
        missing.pathways_without_occupations,
    ),
    (
        "occupations-without-programs",
        "Occupations without programs",
        "Detailed occupations for which NCES names no program.",
        missing.occupations_without_programs,
    ),
    (
        "occupations-without-figures",
        "Occupations without figures",
        "Occupations without jobs or annual median wage of their own for May 2025, and BLS's reason.",
        missing.occupations_without_figures,
    ),
    (
        "industries-without-figures",
        "Industries without figures",
        "Three-digit industries that OEWS does not cover, or counts within government.",
        missing.industries_without_figures,
    ),
    (
        "jobs-withheld",
        "Occupations with withheld jobs",
        "Occupations whose jobs in some three-digit industries BLS withholds, so that sums over them fall short.",
        missing.jobs_withheld,
    ),
    (
        "pairs-only-in-crosswalk",
        "Pairs that only the crosswalk has",
        "Occupation and program together in the crosswalk, but in no row of NCES, parts of groups included.",
        conflicts.pairs_only_in_crosswalk,
    ),
    (
        "pairs-only-at-nces",
        "Pairs that only NCES has",
        "Occupation and program paired by NCES, but in no crosswalk row, rows of groups included.",
        conflicts.pairs_only_at_nces,
    ),
    (
        "flags-that-differ",
        "Published flags that the rows contradict",
        "Occupations and programs whose published flag (in several clusters) is not what their rows count.",
        conflicts.flags_that_differ,
    ),
    (
        "flags-through-teachers",
        "Programs interdisciplinary only through teachers",
        "Programs flagged for several clusters that are at most in one without postsecondary teachers, 25-1xxx.",
        conflicts.flags_through_teachers,
    ),
    (
        "titles-that-differ",
        "Things with several titles",
        "Things that a source spells or names differently from their preferred title.",
        conflicts.titles_that_differ,
    ),
)
_DERIVED: tuple[tuple[str, str, str, Listing], ...] = (
    (
        "pathways-unanswered",
        "Pathways without an answer",
        "Pathways of 2002 with neither a successor, stated or derived, nor a finding that says why.",
        derivation.pathways_unanswered,
    ),
    (
        "sub-clusters-unplaced",
        "Sub-clusters without an answer",
        "Sub-clusters with neither an industry that they are concentrated in nor a finding that says why.",
        derivation.sub_clusters_unplaced,
    ),
    (
        "succession-against-report",
        "Successions against the report",
        "Pathways whose occupations lead to a cluster other than the one that the report sends them to.",
        derivation.succession_against_report,
    ),
    (
        "witnesses-that-differ",
        "Concentrations with one witness against",
        "Industries in which one of OEWS and the Employment Matrix finds a sub-cluster and the other does not.",
        derivation.witnesses_that_differ,
    ),
    (
        "predictions-against-crosswalk",
        "Occupations that the report's rule puts elsewhere",
        "Occupations for which the rule, rerun, names a first cluster that the crosswalk does not have them in.",
        derivation.predictions_against_crosswalk,
    ),
)


def has_derived_part(graph: CareerGraph) -> bool:
    """Whether the graph holds anything derived; without it, coverage leaves those kinds out."""
    return any(graph.of_type(kind) for kind in DERIVED_TYPES.values())


def coverage(graph: CareerGraph) -> tuple[Gap, ...]:
    """All kinds of gaps, those of the published sources first; of the derived part only where there is one.

    A kind that was looked for and not found is there with no things; findings are there by method and outcome.
    """
    found = [Gap(kind, title, meaning, tuple(find(graph))) for kind, title, meaning, find in _PUBLISHED]
    if has_derived_part(graph):
        found += [Gap(kind, title, meaning, tuple(find(graph))) for kind, title, meaning, find in _DERIVED]
        found += [*_not_asserted(graph), *_findings(graph)]
    return tuple(found)


def _not_asserted(graph: CareerGraph) -> Iterator[Gap]:
    for name, kind in DERIVED_TYPES.items():
        if kind is not Concerns and (items := derivation.not_asserted(graph, kind)):
            meaning = (
                f"Derived links that their method reports without standing by them. The type: {_meaning(kind)}"
            )
            yield Gap(
                f"not-asserted-{name.lower().replace('_', '-')}", f"{name} not asserted", meaning, tuple(items)
            )


def _meaning(kind: type[Derived]) -> str:
    said = (kind.__doc__ or "").strip()
    return f"{said[0].lower()}{said[1:]}"


def _findings(graph: CareerGraph) -> Iterator[Gap]:
    for (method, outcome), items in derivation.findings(graph).items():
        meaning = f"The method `{method}` asserts nothing of them; each finding gives its reason."
        yield Gap(f"{method}-{slug(outcome)}", f"Findings of {method}: {outcome}", meaning, tuple(items))
