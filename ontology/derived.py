"""The types of relationships that careergraph derives. None of them is stated by a publisher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from ontology import nodes as n
from ontology.records import Means
from ontology.relationships import Relationship, type_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived(Relationship):
    """What a method of ours says. `source` is careergraph's own; `docs/methods.md` tells each method."""

    method: Annotated[str, Means("Name of the method, as docs/methods.md has it")]
    confidence: Annotated[float, Means("How sure the method is, by its own definition", "0 to 1")]
    asserted: Annotated[
        bool, Means("Whether the method stands by it; what is below its floor is reported, not asserted")
    ]
    evidence: Annotated[tuple[str, ...], Means("Ids of the nodes that it rests on")] = ()
    derived_from: Annotated[tuple[str, ...], Means("Ids of the sources of what it rests on")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelySucceededBy(Derived):
    """A pathway of 2002 likely goes on in a sub-cluster: they share occupations or words."""

    START = (n.LegacyPathway,)
    END = (n.SubCluster,)

    shared_occupations: Annotated[int, Means("Detailed occupations in both", "occupations")]
    share_of_occupations: Annotated[
        float, Means("Share of the pathway's occupations, each split evenly over its sub-clusters", "0 to 1")
    ]
    share_of_jobs: Annotated[
        float | None,
        Means(
            "Share of the pathway's jobs, each occupation's split evenly over its sub-clusters",
            "0 to 1",
            "May 2025",
            "none of its occupations has figures",
        ),
    ] = None
    shared_without_jobs: Annotated[
        int, Means("Of the shared occupations, those without figures of jobs, such as military ones")
    ] = 0
    agrees: Annotated[
        bool | None,
        Means(
            "Whether the report, in words or by its table of clusters, sends the pathway to the same cluster",
            absent="the report does not say",
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcentratedIn(Derived):
    """The jobs of a sub-cluster's occupations are concentrated in a subsector."""

    START = (n.SubCluster,)
    END = (n.Subsector, n.Government)

    witness: Annotated[str, Means("Figures that say so: OEWS or Employment Matrix")]
    jobs: Annotated[int, Means("Jobs of its occupations there, each one's split over its sub-clusters", "jobs")]
    share: Annotated[float, Means("Share of the sub-cluster's jobs", "0 to 1")]
    location_quotient: Annotated[
        float, Means("That share over the subsector's share of all jobs", "ratio, 1 is as everywhere")
    ]
    agrees: Annotated[
        bool | None,
        Means("Whether it stands out by the other figures, too", absent="the other figures do not cover it"),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedIn(Derived):
    """The report's own rule, rerun: the cluster whose sector holds most of an occupation's jobs."""

    START = (n.Occupation,)
    END = (n.CareerCluster,)

    witness: Annotated[str, Means("Figures that say so: OEWS or Employment Matrix")]
    share: Annotated[float, Means("Share of the occupation's jobs in the cluster's largest sector", "0 to 1")]
    rank: Annotated[int, Means("Place among the clusters by that share, from 1")]
    agrees: Annotated[bool, Means("Whether the published crosswalk has the occupation in this cluster, too")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentIn(Derived):
    """How many jobs of a cross-cutting cluster's occupations stand in the industries of another cluster."""

    START = (n.CareerCluster,)
    END = (n.CareerCluster,)

    jobs: Annotated[int, Means("Jobs of its occupations in the other cluster's sectors", "jobs", "May 2025")]
    share: Annotated[float, Means("Share of all jobs of its occupations", "0 to 1", "May 2025")]
    share_of_industries: Annotated[
        float, Means("Share of all jobs in the other cluster's sectors", "0 to 1", "May 2025")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterdisciplinaryWith(Derived):
    """What two clusters share; stored once, the lower id first."""

    START = (n.CareerCluster,)
    END = (n.CareerCluster,)

    shared_occupations: Annotated[int, Means("Occupations that the crosswalk has in both")]
    shared_occupations_without_teaching: Annotated[int, Means("The same without teachers, SOC 25-1xxx")]
    occupations_jaccard: Annotated[float, Means("Shared occupations over those of either", "0 to 1")]
    occupations_jaccard_without_teaching: Annotated[float, Means("The same without teachers", "0 to 1")]
    shared_programs: Annotated[int, Means("Programs that the crosswalk has in both, NO MATCH not counted")]
    shared_programs_without_teaching: Annotated[
        int, Means("The same where an occupation other than a teacher leads to both")
    ]
    programs_jaccard: Annotated[float, Means("Shared programs over those of either", "0 to 1")]
    programs_jaccard_without_teaching: Annotated[float, Means("The same without teachers", "0 to 1")]
    shared_skills: Annotated[int, Means("Skills that the report names for both")]
    skills_jaccard: Annotated[
        float | None, Means("Shared skills over those of either", "0 to 1", absent="the report lists none for one")
    ] = None
    shared_jobs: Annotated[int, Means("Jobs in the shared occupations", "jobs", "May 2025")]
    shared_jobs_without_teaching: Annotated[int, Means("The same without teachers", "jobs", "May 2025")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifiedAs(Derived):
    """A job title of the report is classified as an occupation."""

    START = (n.JobTitle,)
    END = (n.Occupation,)

    matched_title: Annotated[str, Means("The title of a source that it was matched to")]
    step: Annotated[str, Means("The step of the method that matched it")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerns(Derived):
    """A finding is about this thing."""

    START = (n.Finding,)
    END = (n.LegacyPathway, n.SubCluster, n.JobTitle, n.Occupation)


DERIVED_TYPES: dict[str, type[Derived]] = {
    type_name(relation): relation
    for relation in (
        LikelySucceededBy,
        ConcentratedIn,
        PredictedIn,
        PresentIn,
        InterdisciplinaryWith,
        ClassifiedAs,
        Concerns,
    )
}
