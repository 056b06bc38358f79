"""Similar occupations and stepping stones: questions answered when asked, stored nowhere.

Similarity, 0 to 1, is the weighted mean of three parts that are each the same in both directions:

- related, half: O*NET lists at most 20 related occupations, so rank r counts (21 - r) / 20, the better direction;
- programs, a quarter: Jaccard of the programs that NCES says prepare for each;
- sub-clusters, a quarter: Jaccard of the sub-clusters that the crosswalk has each in, rows of groups expanded.

A sub-cluster holds up to 89 occupations: sharing one makes a similarity greater, but alone it makes none. A part
about which nothing is known counts 0: it is no evidence. The report's Section 4 counts easier moves between roles
among the gains of joined clusters, and gives no rule for finding them; this one is ours.

A stepping stone is a similar occupation with a higher median wage and an entry education within reach. Figures are
national: wages of May 2025 (OEWS), education and openings of the projections for 2024 to 2034. Where BLS counts an
occupation only within a broad or combined one, the figures are that one's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from alignments import occupations
from alignments.measures import jaccard, rounded
from ontology.graph import CareerGraph
from ontology.nodes import DetailedOccupation, Occupation
from ontology.relationships import PreparesFor, RelatedTo

WEIGHTS = {"related": 0.5, "programs": 0.25, "sub_clusters": 0.25}
LONGEST_LIST = 20  # of O*NET's lists of related occupations

# BLS's levels of education in its order, and about how many years of full-time study lie between each and a high
# school diploma. The years are ours; one year below it makes the diploma itself a step.
EDUCATION = {
    "No formal educational credential": -1,
    "High school diploma or equivalent": 0,
    "Some college, no degree": 1,
    "Postsecondary nondegree award": 1,
    "Associate's degree": 2,
    "Bachelor's degree": 4,
    "Master's degree": 6,
    "Doctoral or professional degree": 8,
}
REACH = 3  # years: from a nondegree award to a bachelor's degree, not from that to a doctorate


class NotDetailed(LookupError):
    """Only detailed occupations are compared; `parts` are those that the one asked for stands for, if any."""

    def __init__(self, asked: str, parts: tuple[str, ...]) -> None:
        instead = f"; ask for one of {', '.join(parts)}" if parts else ""
        super().__init__(f"{asked} is no detailed occupation{instead}")
        self.asked, self.parts = asked, parts


@dataclass(frozen=True, slots=True)
class Similar:
    """An occupation similar to the one asked for: the score, its three parts (all 0 to 1) and what each rests on.

    `listings` are O*NET's statements, at most one in each direction; the `shared_` fields hold ids.
    """

    occupation: DetailedOccupation
    score: float
    related: float
    programs: float
    sub_clusters: float
    listings: tuple[RelatedTo, ...]
    shared_programs: tuple[str, ...]
    shared_sub_clusters: tuple[str, ...]
    shared_clusters: tuple[str, ...]

    @property
    def across(self) -> bool:
        """Whether the two have no cluster in common."""
        return not self.shared_clusters


@dataclass(frozen=True, slots=True)
class SteppingStone:
    """A similar occupation that pays more, with national figures.

    Wages are annual medians and `wage_gain` their difference, in dollars a year of May 2025; `more_study` is about
    how many years of full-time study the step up in education takes, 0 where it takes none; `openings` are a year,
    2024 to 2034, None where not projected; `figures_of` is the id of the occupation that the figures are of.
    """

    similar: Similar
    wage_now: int
    wage: int
    education_now: str
    education: str
    more_study: int
    openings: int | None
    figures_of: str

    @property
    def wage_gain(self) -> int:
        """How much more it pays, dollars a year; above 0."""
        return self.wage - self.wage_now


class Careers:
    """A graph, indexed once for many questions."""

    def __init__(self, graph: CareerGraph) -> None:
        self._graph = graph
        self._sub_clusters = occupations.sub_clusters(graph)
        self._clusters = occupations.clusters(graph)
        self._programs: Mapping[str, set[str]] = defaultdict(set)
        self._prepared: Mapping[str, set[str]] = defaultdict(set)
        for prepares in graph.of_type(PreparesFor):
            self._programs[prepares.end].add(prepares.start)
            self._prepared[prepares.start].add(prepares.end)
        self._listings: Mapping[str, dict[str, list[RelatedTo]]] = defaultdict(dict)
        for related in graph.of_type(RelatedTo):
            self._listings[related.start].setdefault(related.end, []).append(related)
            self._listings[related.end].setdefault(related.start, []).append(related)
        self._counted = occupations.counted_as(graph)

    def similar(
        self, occupation_id: str, *, across: bool | None = None, limit: int | None = None
    ) -> tuple[Similar, ...]:
        """Occupations similar to a detailed one, the most similar first, never itself.

        `across` keeps those with no cluster in common (True) or with one (False). Raises NotDetailed.
        """
        self._check(occupation_id)
        near = set(self._listings.get(occupation_id, ()))
        for program in self._programs.get(occupation_id, ()):
            near |= self._prepared[program]
        found = [self._compared(occupation_id, other) for other in near - {occupation_id}]
        kept = [one for one in found if across is None or one.across == across]
        return tuple(sorted(kept, key=lambda one: (-one.score, one.occupation.id))[:limit])

    def stepping_stones(
        self, occupation_id: str, *, across: bool | None = None, reach: int = REACH, limit: int | None = None
    ) -> tuple[SteppingStone, ...]:
        """Similar occupations that pay more and ask for at most `reach` years more of study, most similar first.

        Empty where the occupation itself has no annual median wage (see `figures`): there is nothing to compare.
        An occupation without annual median wage or entry education is no stepping stone. Raises NotDetailed.
        """
        now = self.figures(occupation_id)
        found = (self._step(now, one) for one in self.similar(occupation_id, across=across))
        return tuple(stone for stone in found if stone and stone.more_study <= reach)[:limit]

    def figures(self, occupation_id: str) -> Occupation:
        """The occupation whose figures count: itself, or the broad or combined one that BLS counts it within.

        Where `median_wage_2025` is absent, `figures_note_2025` says why (hourly wages only, the military). None of
        them is top-coded: unlike the projections, OEWS gives the medians of May 2025 in full. Raises NotDetailed.
        """
        self._check(occupation_id)
        counted = self._graph.nodes[self._counted[occupation_id]]
        assert isinstance(counted, Occupation)
        return counted

    def _check(self, occupation_id: str) -> None:
        if not isinstance(self._graph.nodes.get(occupation_id), DetailedOccupation):
            parts = occupations.parts(self._graph).get(occupation_id, frozenset())
            raise NotDetailed(occupation_id, tuple(sorted(parts)))

    def _compared(self, one: str, other: str) -> Similar:
        node = self._graph.nodes[other]
        assert isinstance(node, DetailedOccupation)
        listings = self._listings.get(one, {}).get(other, [])
        here, there = (self._programs.get(each, set()) for each in (one, other))
        near, far = (self._sub_clusters.get(each, frozenset()) for each in (one, other))
        parts = {
            "related": max((0.0, *((LONGEST_LIST + 1 - r.rank) / LONGEST_LIST for r in listings))),
            "programs": jaccard(here, there),
            "sub_clusters": jaccard(near, far),
        }
        return Similar(
            occupation=node,
            score=rounded(sum(WEIGHTS[name] * part for name, part in parts.items())),
            **{name: rounded(part) for name, part in parts.items()},
            listings=tuple(listings),
            shared_programs=tuple(sorted(here & there)),
            shared_sub_clusters=tuple(sorted(near & far)),
            shared_clusters=tuple(sorted(self._clusters[one] & self._clusters[other])),
        )

    def _step(self, now: Occupation, similar: Similar) -> SteppingStone | None:
        """The stone, unless a figure is missing or it pays no more."""
        then = self.figures(similar.occupation.id)
        if now.median_wage_2025 is None or then.median_wage_2025 is None:
            return None
        if now.entry_education_2024 is None or then.entry_education_2024 is None:
            return None
        if then.median_wage_2025 <= now.median_wage_2025:
            return None
        return SteppingStone(
            similar=similar,
            wage_now=now.median_wage_2025,
            wage=then.median_wage_2025,
            education_now=now.entry_education_2024,
            education=then.entry_education_2024,
            more_study=max(EDUCATION[then.entry_education_2024] - EDUCATION[now.entry_education_2024], 0),
            openings=then.openings_2024_to_2034,
            figures_of=then.id,
        )


def similar(
    graph: CareerGraph, occupation_id: str, *, across: bool | None = None, limit: int | None = None
) -> tuple[Similar, ...]:
    """`Careers(graph).similar`, for one question."""
    return Careers(graph).similar(occupation_id, across=across, limit=limit)


def stepping_stones(
    graph: CareerGraph,
    occupation_id: str,
    *,
    across: bool | None = None,
    reach: int = REACH,
    limit: int | None = None,
) -> tuple[SteppingStone, ...]:
    """`Careers(graph).stepping_stones`, for one question."""
    return Careers(graph).stepping_stones(occupation_id, across=across, reach=reach, limit=limit)
