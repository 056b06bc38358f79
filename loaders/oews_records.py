"""The records of OEWS: national figures of occupations, where they work, and what OEWS does not cover."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from loaders.details import Detail
from loaders.occupations import occupation_ids
from loaders.oews_cells import ALL_OCCUPATIONS, GOVERNMENT, NATIONAL, SOURCE
from loaders.shipped import Fact, Facts, many
from ontology import identifiers
from ontology.codes import naics_place, soc_place
from ontology.nodes import Government
from ontology.records import Record
from ontology.relationships import EmployedIn, EmployedInGroup, Employment

SUPPRESSED = {"jobs withheld": "jobs", "wages withheld": "wages"}
WAGE_NOTES = ("hourly only", "top-coded")
SENTENCES = {
    "jobs withheld": "The number of jobs is withheld.",
    "wages withheld": "Wages are withheld.",
    "hourly only": "There are hourly wages only.",
    "annual only": "There are annual wages only.",
}
ABOVE = "A wage that is missing lies above the highest one that BLS publishes."
MILITARY = "OEWS does not cover the military."
NO_FIGURES = "OEWS gives no figures for it."
NOT_COVERED = "OEWS does not cover this industry."
IN_GOVERNMENT = "OEWS counts this industry within government (999000)."


def records(known: Mapping[str, Facts]) -> Iterator[Record | Detail]:
    """Government, EMPLOYED_IN, EMPLOYED_IN_GROUP, national figures, and notes on what is not covered."""
    facts = known["oews"]
    occupations = occupation_ids(known)
    yield _government(facts["industries"])
    yield from _uncovered_industries(facts["industries"], known["naics"]["codes"])
    yield from _employment(facts, occupations)
    for cell in facts["cells"]:
        if cell["industry"] == NATIONAL and cell["occupation"] != ALL_OCCUPATIONS:
            yield Detail(occupations[cell["occupation"]], _figures(cell))
    for code, note in _without_figures(known):
        yield Detail(occupations[code], {"figures_note_2025": note})


def _government(industries: Sequence[Fact]) -> Government:
    (published,) = [fact["title"] for fact in industries if fact["code"] == GOVERNMENT]
    return Government(
        id=identifiers.government(),
        title="Government, without schools, hospitals and the postal service",
        alt_titles=(published,),
        code=GOVERNMENT,
        note="An industry of OEWS, not of NAICS: federal, state and local.",
    )


def _uncovered_industries(industries: Sequence[Fact], codes: Sequence[Fact]) -> Iterator[Detail]:
    covered = {fact["naics"] for fact in industries}
    for code in (fact["code"] for fact in codes):
        if code not in covered and naics_place(code).level in ("Sector", "Subsector"):
            note = IN_GOVERNMENT if code.startswith("92") else NOT_COVERED
            yield Detail(identifiers.naics(code), {"note": note})


def _employment(facts: Facts, occupations: Mapping[str, str]) -> Iterator[Employment]:
    published = {fact["code"] for fact in facts["occupations"] if fact["published"] == "true"}
    kinds, ends = _ends(facts["industries"])
    files = {fact["code"]: fact["file"] for fact in facts["industries"]}
    number = 0
    for cell in facts["cells"]:
        number = int(cell["row"]) if cell["row"] else number + 1
        industry, occupation = cell["industry"], cell["occupation"]
        if industry in kinds and occupation in published:
            notes = many(cell["notes"])
            yield kinds[industry](
                start=occupations[occupation],
                end=ends[industry],
                jobs=_number(cell["jobs"]),
                mean_wage=_number(cell["mean_wage"]),
                median_wage=_number(cell["median_wage"]),
                suppressed=tuple(SUPPRESSED[note] for note in notes if note in SUPPRESSED),
                wage_note=next((note for note in notes if note in WAGE_NOTES), None),
                source=SOURCE.id,
                locator=f"{files[industry]}||{number}",
            )


def _ends(industries: Sequence[Fact]) -> tuple[dict[str, type[Employment]], dict[str, str]]:
    """Industry → type of the relationships to it, and its node's id: subsectors, government, industry groups."""
    kinds: dict[str, type[Employment]] = {GOVERNMENT: EmployedIn}
    ends = {GOVERNMENT: identifiers.government()}
    types: dict[str, type[Employment]] = {"Subsector": EmployedIn, "IndustryGroup": EmployedInGroup}
    for fact in industries:
        if fact["naics"] and (kind := types.get(naics_place(fact["naics"]).level)):
            kinds[fact["code"]], ends[fact["code"]] = kind, identifiers.naics(fact["naics"])
    return kinds, ends


def _number(cell: str) -> int | None:
    return int(cell) if cell not in ("", "#") else None


def _figures(cell: Fact) -> dict[str, object]:
    sentences = [SENTENCES[note] for note in many(cell["notes"]) if note in SENTENCES]
    hourly = cell["median_hourly_wage"]
    return {
        "employment_2025": _number(cell["jobs"]),
        "mean_wage_2025": _number(cell["mean_wage"]),
        "median_wage_2025": _number(cell["median_wage"]),
        "tenth_percentile_wage_2025": _number(cell["tenth_percentile"]),
        "ninetieth_percentile_wage_2025": _number(cell["ninetieth_percentile"]),
        "median_hourly_wage_2025": float(hourly) if hourly not in ("", "#") else None,
        "figures_note_2025": " ".join([*sentences, *[ABOVE] * ("#" in cell.values())]) or None,
    }


def _without_figures(known: Mapping[str, Facts]) -> Iterator[tuple[str, str]]:
    """Occupations without national figures, and where OEWS counts them, or that it does not."""
    codes = {fact["code"] for fact in known["soc"]["codes"]}
    counted = {fact["code"] for fact in known["oews"]["occupations"]}
    above = {code: soc_place(code, codes).parent for code in sorted(codes)}
    parts: dict[str | None, list[str]] = defaultdict(list)
    for code, parent in above.items():
        parts[parent].append(code)
    above |= {fact["part"]: fact["code"] for fact in known["bls_combined"]["parts"]}
    for code in sorted(codes - counted):
        only = _only_part(code, parts)
        if code.startswith("55-"):
            yield code, MILITARY
        elif only in counted:
            yield code, f"OEWS gives its figures at the one occupation in it, {only}."
        elif above[code] in counted and code not in parts:
            yield code, f"OEWS counts it within {above[code]}."
        else:
            yield code, NO_FIGURES


def _only_part(code: str, parts: Mapping[str | None, Sequence[str]]) -> str:
    """The detailed occupation that is the only one in this group, or the narrowest group with the same ones."""
    while len(parts.get(code, ())) == 1:
        (code,) = parts[code]
    return code
