"""What clusters, sub-clusters or occupations have in common, and what is each one's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from alignments.occupations import parts
from dashboard import coverage
from dashboard.compared import CLUSTERS, OCCUPATIONS, SUB_CLUSTERS, title
from dashboard.comparison import sub_clusters
from dashboard.coverage import Row
from dashboard.data import node, opened
from dashboard.occupations import counted
from ontology.derived import ConcentratedIn, Derived
from ontology.nodes import Occupation
from ontology.relationships import (
    CoversIndustry,
    CoversOccupation,
    EmployedIn,
    HasSubCluster,
    PreparesFor,
    Relationship,
    SeeksSkill,
)
from queries.statements import far_end
from queries.told.names import name_of

LEAST_SHARE = 0.01
"""An industry counts as one of an occupation's where it holds this share of its jobs, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """A sort of things that may be in common: how to find those of one, what to know of them, who says so."""

    find: Callable[[str], set[str]]
    note: str = ""
    origin: Literal["published", "derived"] = "published"


def _ends(node_id: str, kind: type[Relationship]) -> set[str]:
    """Ids of what relationships of a kind join it to, but for derived ones that their method does not stand by."""
    found = (one for one in opened().statements.around(node_id) if isinstance(one, kind))
    return {far_end(one, node_id) for one in found if not isinstance(one, Derived) or one.asserted}


def _occupations(node_id: str) -> set[str]:
    return set(coverage.covered(opened().statements, sub_clusters(node_id)))


def _programs(node_id: str) -> set[str]:
    return coverage.programs(opened().statements, sub_clusters(node_id))


def _covering(node_id: str) -> set[str]:
    return _ends(_counted(node_id).id, CoversOccupation)


def _preparing(node_id: str) -> set[str]:
    return {end for part in parts(opened().graph)[node_id] for end in _ends(part, PreparesFor)}


def _employing(node_id: str) -> set[str]:
    occupation = _counted(node_id)
    least = LEAST_SHARE * (occupation.employment_2025 or 0)
    around = opened().statements.around(occupation.id)
    return {one.end for one in around if isinstance(one, EmployedIn) and one.jobs and one.jobs >= least}


def _counted(node_id: str) -> Occupation:
    occupation = node(node_id)
    assert isinstance(occupation, Occupation)
    return counted(opened().graph, occupation)


_TEACHING = "Rows of postsecondary teachers count, too; the page Interdisciplinary leaves them out."

ASPECTS: Mapping[str, Mapping[str, Aspect]] = {
    CLUSTERS: {
        "Occupations": Aspect(_occupations),
        "Programs": Aspect(_programs, _TEACHING),
        "Skills": Aspect(partial(_ends, kind=SeeksSkill), "Skills that the report names."),
        "Industries": Aspect(partial(_ends, kind=CoversIndustry), "Sectors that the crosswalk aligns."),
        "Sub-clusters": Aspect(partial(_ends, kind=HasSubCluster), "A sub-cluster is in one cluster only."),
    },
    SUB_CLUSTERS: {
        "Occupations": Aspect(_occupations),
        "Programs": Aspect(_programs, _TEACHING),
        "Industries": Aspect(
            partial(_ends, kind=ConcentratedIn), "3-digit industries in which its jobs stand out.", "derived"
        ),
    },
    OCCUPATIONS: {
        "Programs": Aspect(_preparing, "Programs that prepare for it, as NCES has them."),
        "Industries": Aspect(
            _employing, "3-digit industries and government with 1% of its jobs or more; national, May 2025."
        ),
        "Sub-clusters": Aspect(_covering),
    },
}
"""Kind → what its things may have in common."""


def sets(aspect: Aspect, ids: Sequence[str]) -> dict[str, set[str]]:
    """Id of each thing compared → ids of what it has."""
    return {one: aspect.find(one) for one in ids}


def shared(found: Mapping[str, set[str]]) -> set[str]:
    """Ids of what all of them have."""
    return set.intersection(*found.values())


def rows(found: Mapping[str, set[str]]) -> list[Row]:
    """A row for each thing that one of them has: whose it is; what all have comes first."""
    every = sorted(set().union(*found.values()), key=lambda one: (-_having(found, one), title(one)))
    return [{"id": one, **_named(one), "whose": _whose(found, one)} for one in every]


def _named(one: str) -> Row:
    _, code, called, _ = name_of(node(one))
    return {"code": code, "title": called} if code else {"title": called}


def _having(found: Mapping[str, set[str]], one: str) -> int:
    return sum(one in each for each in found.values())


def _whose(found: Mapping[str, set[str]], one: str) -> str:
    having = [title(thing) for thing, each in found.items() if one in each]
    if len(having) == len(found):
        return _all(found)
    return f"only {having[0]}" if len(having) == 1 else " and ".join(having)


def _all(found: Mapping[str, set[str]]) -> str:
    return "both" if len(found) == 2 else "all three"


def summary(found: Mapping[str, set[str]]) -> str:
    """How much all of them have, how much only each, and of which nothing is known, in sentences."""
    own = [
        f"only in {title(thing)}: {sum(_having(found, one) == 1 for one in each):,}"
        for thing, each in found.items()
    ]
    nothing = [f" Nothing is listed for {title(thing)}." for thing, each in found.items() if not each]
    return "; ".join([f"{len(shared(found)):,} in {_all(found)}", *own]) + "." + "".join(nothing)
