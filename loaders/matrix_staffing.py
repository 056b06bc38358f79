"""Who works where, by the National Employment Matrix: jobs of 2022 by occupation and industry, for methods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from loaders.matrix_industries import SOURCE
from loaders.occupations import occupation_ids
from loaders.shipped import Fact, Facts, many
from ontology import identifiers
from ontology.codes import naics_place

__all__ = ["SOURCE", "staffing"]

# Federal, state and local government, without the postal service, schools and hospitals: as OEWS has it.
GOVERNMENT = frozenset({"999100", "999200", "999300"})


def staffing(known: Mapping[str, Facts]) -> dict[str, dict[str, int]]:
    """Occupation id → industry id → jobs in 2022, wage and salary, over the matrix's line items.

    An industry is a subsector, a sector where the matrix joins several subsectors, or government.
    Self-employed workers stand in no industry and are left out.
    """
    occupations = occupation_ids(known)
    places = {fact["code"]: place for fact in known["matrix"]["industries"] if (place := _place(fact))}
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for fact in known["matrix"]["employment"]:
        if fact["jobs_2022"] and fact["industry"] in places:
            found[occupations[fact["occupation"]]][places[fact["industry"]]] += int(fact["jobs_2022"])
    return {occupation: dict(jobs) for occupation, jobs in found.items()}


def _place(industry: Fact) -> str | None:
    """Id of the subsector, sector or government that an industry of the matrix lies in."""
    if industry["code"] in GOVERNMENT:
        return identifiers.government()
    for level in ("Subsector", "Sector"):
        within = {_above(code, level) for code in many(industry["naics"])}
        if len(within) == 1 and (code := within.pop()):
            return identifiers.naics(code)
    return None


def _above(code: str, level: str) -> str | None:
    """The code of this level that a NAICS code is or lies in; None for one that is broader."""
    place = naics_place(code)
    while place.level != level and place.parent is not None:
        code, place = place.parent, naics_place(place.parent)
    return code if place.level == level else None
