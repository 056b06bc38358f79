"""The kinds of nodes. A node's labels are its classes, the general one first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from ontology import figures
from ontology.records import Means, Note, Record

Titles = Annotated[tuple[str, ...], Means("Other spellings and names that the sources use", absent="none known")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node(Record):
    """One thing. `id` is a path that is also the tail of its IRI."""

    id: Annotated[str, Means("Path that names this thing; also the tail of its IRI")]
    title: Annotated[str, Means("The one preferred title")]
    alt_titles: Titles = ()
    note: Note = None

    @property
    def labels(self) -> tuple[str, ...]:
        """Labels in the property graph, the general one first; `Retired` last where it applies."""
        classes = type(self).__mro__
        names = [c.__name__ for c in classes if issubclass(c, Node) and c not in (Node, Code)]
        return (*reversed(names), *(("Retired",) if getattr(self, "retired", False) else ()))

    @property
    def kind(self) -> str:
        """The most specific label, `Retired` aside: the name of the record's class."""
        return type(self).__name__


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework(Node):
    """An edition of the National Career Clusters Framework."""

    version: Annotated[str | None, Means("Version that the publisher's board approved")] = None
    issued: Annotated[str, Means("When it was published", unit="ISO date, maybe only year or month")]
    milestones: Annotated[tuple[str, ...], Means("Dated events of its history, `date: event`")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CareerCluster(Node):
    """One of the 14 clusters of 2024."""

    caption: Annotated[str, Means("The phrase that Advance CTE prints beside the title")]
    cross_cutting: Annotated[bool, Means("Whether it is one of the three cross-cutting clusters")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubCluster(Node):
    """One of the 72 sub-clusters of 2024."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyCluster(Node):
    """One of the 16 clusters of 2002."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyPathway(Node):
    """One of the 79 pathways of 2002."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Node):
    """A code of a code system; codes are text."""

    code: Annotated[str, Means("The code as its publisher writes it; text, never a number")]
    retired: Annotated[bool, Means("Whether its publisher has retired it (also the label `Retired`)")] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Industry(Code):
    """A NAICS industry of any level."""

    index_terms: Annotated[
        tuple[str, ...], Means("Entries of the Census index that lead to this industry", absent="none listed")
    ] = ()


class Sector(Industry):
    """NAICS, 2 digits (or a range such as 31-33)."""

    __slots__ = ()


class Subsector(Industry):
    """NAICS, 3 digits."""

    __slots__ = ()


class IndustryGroup(Industry):
    """NAICS, 4 digits."""

    __slots__ = ()


class NaicsIndustry(Industry):
    """NAICS, 5 digits."""

    __slots__ = ()


class NationalIndustry(Industry):
    """NAICS, 6 digits."""

    __slots__ = ()


class Government(Industry):
    """Government as OEWS counts it, without schools, hospitals and the postal service; no NAICS code."""

    __slots__ = ()


PublishedFlag = Annotated[
    bool | None,
    Means(
        "The crosswalk workbook's own flag: in more than one cluster (largely an artefact of teacher occupations)",
        absent="not in the workbook's wide sheet",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation(Code):
    """A SOC occupation of any level, or a combined one that only BLS figures use."""

    direct_match_titles: Annotated[
        tuple[str, ...], Means("Job titles that BLS matches to this occupation", absent="none listed")
    ] = ()
    illustrative_examples: Annotated[
        tuple[str, ...], Means("Those direct-match titles that BLS marks as illustrative", absent="none marked")
    ] = ()
    alternate_titles: Annotated[
        tuple[str, ...], Means("Job titles that O*NET lists for this occupation", absent="none listed")
    ] = ()
    interdisciplinary_published: PublishedFlag = None
    employment_2025: figures.Employment2025 = None
    mean_wage_2025: figures.MeanWage2025 = None
    median_wage_2025: figures.MedianWage2025 = None
    tenth_percentile_wage_2025: figures.LowWage2025 = None
    ninetieth_percentile_wage_2025: figures.HighWage2025 = None
    median_hourly_wage_2025: figures.MedianHourlyWage2025 = None
    figures_note_2025: figures.FiguresNote2025 = None
    employment_2024: figures.Employment2024 = None
    employment_2034: figures.Employment2034 = None
    employment_change_2024_to_2034: figures.EmploymentChange = None
    employment_growth_2024_to_2034: figures.EmploymentGrowth = None
    openings_2024_to_2034: figures.Openings = None
    self_employed_2024: figures.SelfEmployed2024 = None
    median_wage_2024: figures.MedianWage2024 = None
    median_wage_2024_is_lower_bound: figures.MedianWageAtLeast2024 = None
    entry_education_2024: figures.EntryEducation = None
    work_experience_2024: figures.WorkExperience = None
    training_2024: figures.Training = None
    job_zone: figures.JobZone = None


class MajorGroup(Occupation):
    """SOC, `XX-0000`."""

    __slots__ = ()


class MinorGroup(Occupation):
    """SOC, `XX-Y000` (or `XX-YZ00`)."""

    __slots__ = ()


class BroadOccupation(Occupation):
    """SOC, `XX-XXX0`."""

    __slots__ = ()


class DetailedOccupation(Occupation):
    """SOC, `XX-XXXX`."""

    __slots__ = ()


class CombinedOccupation(Occupation):
    """A union of detailed occupations under a code that only BLS's figures and the crosswalk use."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Program(Code):
    """A CIP instructional program of any level."""

    reserved: Annotated[bool, Means("Whether the code is only reserved and names no program yet")] = False
    interdisciplinary_published: PublishedFlag = None


class ProgramFamily(Program):
    """CIP, 2 digits."""

    __slots__ = ()


class ProgramSeries(Program):
    """CIP, 4 digits."""

    __slots__ = ()


class InstructionalProgram(Program):
    """CIP, 6 digits: the level that the crosswalks use."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerCode(Node):
    """A code of an earlier edition that is not simply the same code today."""

    code: Annotated[str, Means("The code as its publisher wrote it; text, never a number")]
    edition: Annotated[str, Means("Edition of the code system that it belongs to", unit="year")]


class FormerOccupation(FormerCode):
    """A code of the 2010 SOC."""

    __slots__ = ()


class FormerIndustry(FormerCode):
    """A code of the 2017 NAICS."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment(Node):
    """One row of the full crosswalk: a sub-cluster, an occupation and a program (or none) together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvisoryGroup(Node):
    """One of the 15 industry advisory groups of the report's Table 2."""

    number: Annotated[int, Means("Its number in Table 2")]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobTitle(Node):
    """A job title that the report names as a sample or emerging occupation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill(Node):
    """A skill that the report names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace(Node):
    """A place of work that the report names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Node):
    """A publication that statements come from."""

    publisher: Annotated[str, Means("Who published it")]
    rights: Annotated[str, Means("What may be done with it")]
    url: Annotated[str, Means("Where its publisher offers it", unit="address")]
    release: Annotated[str, Means("Which release was read")]
    citation: Annotated[str, Means("How to cite it")]
    files: Annotated[tuple[str, ...], Means("Its official files, `name sha256:…`", absent="no file, a text")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Node):
    """What a method of ours found where it can assert no link: a reason, never a publisher's statement."""

    method: Annotated[str, Means("Name of the method, as docs/methods.md has it")]
    reason: Annotated[str, Means("Why there is no link to assert, with the figures that say so")]
    outcome: Annotated[str, Means("The kind of finding, one short phrase for all alike")]


NODE_KINDS: dict[str, type[Node]] = {
    kind.__name__: kind
    for kind in (
        Framework,
        CareerCluster,
        SubCluster,
        LegacyCluster,
        LegacyPathway,
        Sector,
        Subsector,
        IndustryGroup,
        NaicsIndustry,
        NationalIndustry,
        Government,
        MajorGroup,
        MinorGroup,
        BroadOccupation,
        DetailedOccupation,
        CombinedOccupation,
        ProgramFamily,
        ProgramSeries,
        InstructionalProgram,
        FormerOccupation,
        FormerIndustry,
        Alignment,
        AdvisoryGroup,
        JobTitle,
        Skill,
        Workplace,
        Finding,
        Source,
    )
}
