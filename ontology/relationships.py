"""The types of relationships that sources publish. Which kinds each one may join stands in START and END."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, ClassVar

from ontology import nodes as n
from ontology.records import Means, Note, Record, once_a_class

Kinds = tuple[type[n.Node], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship(Record):
    """A statement that joins two nodes. `source` is the id of the Source that makes it."""

    START: ClassVar[Kinds] = ()
    END: ClassVar[Kinds] = ()

    start: str
    end: str
    source: Annotated[str, Means("Id of the source that states this")]
    locator: Annotated[
        str | None,
        Means(
            "Where in the source: `file|sheet|row`, or `document|section|position`", absent="derived: see evidence"
        ),
    ] = None
    note: Note = None

    @property
    def type(self) -> str:
        """Relationship type in the property graph: HasSubCluster → HAS_SUB_CLUSTER."""
        return type_name(type(self))


@once_a_class
def type_name(cls: type[Record]) -> str:
    """Relationship type in the property graph of a relationship class."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).upper()


class HasCluster(Relationship):
    """A framework has a cluster."""

    __slots__ = ()
    START = (n.Framework,)
    END = (n.CareerCluster, n.LegacyCluster)


class HasSubCluster(Relationship):
    """A cluster has a sub-cluster."""

    __slots__ = ()
    START = (n.CareerCluster,)
    END = (n.SubCluster,)


class HasPathway(Relationship):
    """A cluster of 2002 has a pathway."""

    __slots__ = ()
    START = (n.LegacyCluster,)
    END = (n.LegacyPathway,)


class Broader(Relationship):
    """A code has a broader code of the same system."""

    __slots__ = ()
    START = (n.Industry, n.Occupation, n.Program)
    END = (n.Industry, n.Occupation, n.Program)


@dataclass(frozen=True, slots=True, kw_only=True)
class SucceededBy(Relationship):
    """The report says what a cluster or pathway of 2002 became; for a pathway, only where it says so in words."""

    START = (n.LegacyCluster, n.LegacyPathway)
    END = (n.CareerCluster, n.SubCluster)

    change: Annotated[
        str, Means("What changed: renamed or reorganized, combined, removed, moved (in part), added")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoversIndustry(Relationship):
    """A cluster is aligned to a NAICS sector, over all its sub-clusters."""

    START = (n.CareerCluster,)
    END = (n.Sector,)

    locators: Annotated[tuple[str, ...], Means("Every workbook row that says so, `file|sheet|row`")] = ()


class CoversOccupation(Relationship):
    """A sub-cluster is aligned to an occupation."""

    __slots__ = ()
    START = (n.SubCluster,)
    END = (n.Occupation,)


class CoversProgram(Relationship):
    """A sub-cluster is aligned to a program."""

    __slots__ = ()
    START = (n.SubCluster,)
    END = (n.InstructionalProgram,)


class InSubCluster(Relationship):
    """An alignment's sub-cluster."""

    __slots__ = ()
    START = (n.Alignment,)
    END = (n.SubCluster,)


class OfOccupation(Relationship):
    """An alignment's occupation."""

    __slots__ = ()
    START = (n.Alignment,)
    END = (n.Occupation,)


class ViaProgram(Relationship):
    """An alignment's program; absent where the workbook says NO MATCH."""

    __slots__ = ()
    START = (n.Alignment,)
    END = (n.InstructionalProgram,)


class PreparesFor(Relationship):
    """A program prepares for an occupation (NCES)."""

    __slots__ = ()
    START = (n.InstructionalProgram,)
    END = (n.DetailedOccupation,)


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedTo(Relationship):
    """A retired program goes on as another code; levels may differ."""

    START = (n.Program,)
    END = (n.Program,)

    action: Annotated[str, Means("What the publisher did: moved or deleted")]
    concordance: Annotated[
        str | None, Means("The concordance that says the same", absent="only the code system's own file says so")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacedBy(Relationship):
    """A code of an earlier edition goes on as a code of today's; one may become several, several one."""

    START = (n.FormerCode,)
    END = (n.Industry, n.Occupation)

    concordance: Annotated[str, Means("The concordance that says so")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Employment(Relationship):
    """What EMPLOYED_IN and EMPLOYED_IN_GROUP have in common: figures of OEWS, May 2025, national."""

    START = (n.Occupation,)

    jobs: Annotated[int | None, Means("Jobs in this industry", "jobs", "May 2025", "withheld: see suppressed")] = (
        None
    )
    mean_wage: Annotated[
        int | None, Means("Mean annual wage", "dollars a year", "May 2025", "see suppressed and wageNote")
    ] = None
    median_wage: Annotated[
        int | None, Means("Median annual wage", "dollars a year", "May 2025", "see suppressed and wageNote")
    ] = None
    suppressed: Annotated[tuple[str, ...], Means("Figures that BLS withholds: jobs, wages", absent="none")] = ()
    wage_note: Annotated[
        str | None, Means("Why there is no annual wage: hourly only, top-coded", absent="nothing to say")
    ] = None


class EmployedIn(Employment):
    """An occupation has jobs in a subsector (3-digit NAICS) or government: these add up."""

    __slots__ = ()
    END = (n.Subsector, n.Government)


class EmployedInGroup(Employment):
    """An occupation has jobs in an industry group (4-digit NAICS): finer, and these do not add up."""

    __slots__ = ()
    END = (n.IndustryGroup,)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedTo(Relationship):
    """An occupation is related to another in what is done and known (O*NET); it need not hold back."""

    START = (n.DetailedOccupation,)
    END = (n.DetailedOccupation,)

    rank: Annotated[int, Means("Rank among the related ones, from 1")]
    tier: Annotated[str, Means("O*NET's tier: Primary-Short, Primary-Long or Supplemental")]


class IncludedOccupation(Relationship):
    """A pathway of 2002 included an occupation (O*NET's table of career clusters)."""

    __slots__ = ()
    START = (n.LegacyPathway,)
    END = (n.DetailedOccupation,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Combines(Relationship):
    """A combined occupation is the union of detailed ones."""

    START = (n.CombinedOccupation,)
    END = (n.DetailedOccupation,)

    method: Annotated[str, Means("How the parts were found")]


class CrossCuts(Relationship):
    """A cross-cutting cluster has applications in another cluster."""

    __slots__ = ()
    START = (n.CareerCluster,)
    END = (n.CareerCluster,)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedIn(Relationship):
    """Unmanned Vehicle Technology is applied in a cluster."""

    START = (n.SubCluster,)
    END = (n.CareerCluster,)

    applications: Annotated[tuple[str, ...], Means("The two applications that the report names")]
    sample_job_title: Annotated[str, Means("The sample job title that the report names")]


class Advised(Relationship):
    """An advisory group advised on a cluster."""

    __slots__ = ()
    START = (n.AdvisoryGroup,)
    END = (n.CareerCluster,)


class Represents(Relationship):
    """An advisory group stands for a NAICS sector."""

    __slots__ = ()
    START = (n.AdvisoryGroup,)
    END = (n.Sector,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Relationship):
    """What the report's lists per cluster have in common."""

    position: Annotated[int, Means("Place in the report's list, from 1")]
    printed: Annotated[str, Means("As the report prints it")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeksSkill(Listed):
    """A cluster's employers seek a skill."""

    START = (n.CareerCluster,)
    END = (n.Skill,)

    kind: Annotated[str, Means("The report's list: specialized or software")]


@dataclass(frozen=True, slots=True, kw_only=True)
class HasSampleOccupation(Listed):
    """A cluster's sample or emerging occupation."""

    START = (n.CareerCluster,)
    END = (n.JobTitle,)

    emerging: Annotated[bool, Means("Whether the report lists it as emerging")]


class WorksAt(Listed):
    """A sample place of work of a cluster."""

    __slots__ = ()
    START = (n.CareerCluster,)
    END = (n.Workplace,)


class AlsoIn(Relationship):
    """A job title that the report says also stands in another cluster."""

    __slots__ = ()
    START = (n.JobTitle,)
    END = (n.CareerCluster,)


PUBLISHED_TYPES: dict[str, type[Relationship]] = {
    type_name(relation): relation
    for relation in (
        HasCluster,
        HasSubCluster,
        HasPathway,
        Broader,
        SucceededBy,
        CoversIndustry,
        CoversOccupation,
        CoversProgram,
        InSubCluster,
        OfOccupation,
        ViaProgram,
        PreparesFor,
        MovedTo,
        ReplacedBy,
        EmployedIn,
        EmployedInGroup,
        RelatedTo,
        IncludedOccupation,
        Combines,
        CrossCuts,
        AppliedIn,
        Advised,
        Represents,
        SeeksSkill,
        HasSampleOccupation,
        WorksAt,
        AlsoIn,
    )
}
