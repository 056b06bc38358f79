"""Figures of the shipped data, recomputed out of the plain tables, without the graph."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

import pytest

from loaders.pipeline import Loaded
from loaders.shipped import Facts
from ontology.codes import soc_place

Column = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def crosswalk(shipped: Loaded) -> Facts:
    return shipped.facts["crosswalk"]


@pytest.fixture(scope="module")
def cluster_of(shipped: Loaded) -> dict[str, str]:
    return {fact["slug"]: fact["cluster"] for fact in shipped.facts["framework"]["sub_clusters"]}


@pytest.fixture(scope="module")
def column(shipped: Loaded) -> Column:
    def values(place: str) -> list[str]:
        source, table, name = re.split("[/:]", place)
        return [fact[name] for fact in shipped.facts[source][table]]

    return values


def several_clusters(rows: Iterable[tuple[str, str]], cluster_of: dict[str, str]) -> dict[str, set[str]]:
    """Code → its clusters, of rows of sub-cluster and code."""
    found: dict[str, set[str]] = defaultdict(set)
    for sub_cluster, code in rows:
        found[code].add(cluster_of[sub_cluster])
    return found


def test_the_crosswalk_has_its_published_size(crosswalk: Facts) -> None:
    alignments = crosswalk["alignments"]
    assert len(alignments) == 6672
    assert sum(fact["cip"] != "" for fact in alignments) == 6491
    assert sum(fact["cip"] == "" for fact in alignments) == 181
    assert len(crosswalk["sub_cluster_occupations"]) == 1203
    assert len(crosswalk["sub_cluster_programs"]) == 4686
    assert len(crosswalk["cluster_sectors"]) == 112


def test_two_rows_stand_twice_in_the_workbook(crosswalk: Facts) -> None:
    twice = {(fact["soc"], fact["cip"]) for fact in crosswalk["alignments"] if fact["repeated_in_rows"]}
    assert twice == {("15-2021", "27.0502"), ("15-2021", "30.4901")}


def test_sectors_align_with_clusters_and_two_of_them_twice(crosswalk: Facts) -> None:
    edges = {(fact["cluster"], fact["sector"]) for fact in crosswalk["cluster_sectors"]}
    times = Counter(sector for _, sector in edges)
    assert (len(edges), len(times)) == (22, 20)
    assert {sector for sector, count in times.items() if count > 1} == {"54", "92"}


def test_pairs_of_the_crosswalk_tables_are_those_of_its_ternary_rows(crosswalk: Facts) -> None:
    rows = crosswalk["alignments"]
    occupations = {(fact["sub_cluster"], fact["soc"]) for fact in crosswalk["sub_cluster_occupations"]}
    programs = {(fact["sub_cluster"], fact["cip"]) for fact in crosswalk["sub_cluster_programs"]}
    assert occupations == {(fact["sub_cluster"], fact["soc"]) for fact in rows}
    assert programs == {(fact["sub_cluster"], fact["cip"]) for fact in rows if fact["cip"]}
    assert len({fact["sub_cluster"] for fact in rows if not fact["cip"]}) == 39


def test_pairs_alone_would_lose_what_the_ternary_rows_say(crosswalk: Facts) -> None:
    sub_clusters: dict[tuple[str, str], set[str]] = defaultdict(set)
    programs: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for fact in crosswalk["alignments"]:
        if fact["cip"]:
            sub_clusters[fact["soc"], fact["cip"]].add(fact["sub_cluster"])
        programs[fact["soc"]][fact["sub_cluster"]].add(fact["cip"])
    assert len(sub_clusters) == 5597
    assert sum(len(found) > 1 for found in sub_clusters.values()) == 772
    assert sum(len({frozenset(p) for p in by.values()}) > 1 for by in programs.values()) == 149


def test_the_interdisciplinary_flag_is_largely_an_artefact(crosswalk: Facts, cluster_of: dict[str, str]) -> None:
    flagged = {
        fact["code"]
        for fact in crosswalk["interdisciplinary"]
        if fact["system"] == "cip" and fact["interdisciplinary"] == "true"
    }
    rows = [(fact["sub_cluster"], fact["cip"]) for fact in crosswalk["alignments"]]
    clusters = several_clusters(rows, cluster_of)
    several = {code for code, found in clusters.items() if len(found) > 1}
    # The workbook counts its placeholder, here an empty text, among the programs in several clusters.
    assert several == flagged | {""}
    assert (len(several), len(flagged)) == (1200, 1199)
    without_education = {code for code in several if len(clusters[code] - {"education"}) > 1}
    assert (len(without_education), len(without_education - {""})) == (541, 540)


def test_teachers_make_most_programs_interdisciplinary(crosswalk: Facts, cluster_of: dict[str, str]) -> None:
    rows = [fact for fact in crosswalk["alignments"] if fact["cip"]]
    others = several_clusters(
        [(fact["sub_cluster"], fact["cip"]) for fact in rows if not fact["soc"].startswith("25-1")], cluster_of
    )
    assert sum(len(found) > 1 for found in others.values()) == 611
    teachers = [fact for fact in rows if fact["soc"].startswith("25-1")]
    taught = {fact["cip"] for fact in teachers if fact["sub_cluster"] == "teaching-training-facilitation"}
    assert len(taught) == 1269


def test_occupations_of_the_crosswalk_leave_no_detailed_occupation_out(shipped: Loaded) -> None:
    facts = shipped.facts
    codes = {fact["code"] for fact in facts["soc"]["codes"]}
    places = {code: soc_place(code, codes) for code in codes}
    detailed = {code for code, place in places.items() if place.level == "DetailedOccupation"}
    used = {fact["soc"] for fact in facts["crosswalk"]["alignments"]}
    combined = {fact["code"] for fact in facts["bls_combined"]["occupations"]}
    broad = {code for code in used - combined if places[code].level == "BroadOccupation"}
    assert (len(used), len(used & detailed)) == (851, 839)
    assert broad == {"13-1020", "13-2020", "29-2010", "31-1120", "39-7010", "47-4090", "51-2090"}
    assert used - codes == combined == {"21-1018", "25-2052", "25-9045", "51-2028", "53-1047"}
    lacking = detailed - used
    under_broad = {code for code in lacking if places[code].parent in broad}
    assert (len(lacking), len(under_broad)) == (28, 15)
    # By elimination: what neither has a row of its own nor stands under a broad group is part of a combined one.
    parts = {fact["part"]: fact["code"] for fact in facts["bls_combined"]["parts"]}
    assert set(parts) == lacking - under_broad
    assert all(part[:4] == code[:4] for part, code in parts.items())


def test_cip_has_live_retired_and_reserved_codes(shipped: Loaded) -> None:
    codes = shipped.facts["cip"]["codes"]
    live = [fact for fact in codes if fact["retired"] == "false"]
    moves = Counter((fact["action"], len(fact["code"])) for fact in shipped.facts["cip"]["moves"])
    assert Counter(len(fact["code"]) for fact in codes) == {2: 50, 5: 473, 7: 2325}
    assert Counter(len(fact["code"]) for fact in live) == {2: 50, 5: 464, 7: 2173}
    assert moves == {("moved", 7): 145, ("moved", 5): 4, ("deleted", 7): 7, ("deleted", 5): 5}
    assert sum(fact["reserved"] == "true" and len(fact["code"]) == 7 for fact in live) == 30


def test_the_remote_aircraft_pilot_stands_in_no_crosswalk(shipped: Loaded, column: Column) -> None:
    codes = {fact["code"]: fact for fact in shipped.facts["cip"]["codes"]}
    assert codes["49.0109"]["title"] == "Remote Aircraft Pilot"
    used = {*column("cip_soc/pairs:cip"), *column("crosswalk/alignments:cip")}
    assert "49.0109" not in used
    assert not {code for code in used if code and codes[code]["reserved"] == "true"}


def test_the_nces_crosswalk_has_its_published_size(shipped: Loaded, column: Column) -> None:
    assert len(shipped.facts["cip_soc"]["pairs"]) == 5723
    # Further 194 programs have no occupation.
    assert len(set(column("cip_soc/pairs:cip"))) == 2142 - 194


def test_job_titles_and_search_terms_have_their_published_numbers(shipped: Loaded, column: Column) -> None:
    assert len(shipped.facts["naics"]["index_terms"]) == 20_398 - 25
    assert len(shipped.facts["soc"]["direct_match_titles"]) == 6539 - 5
    assert len(set(column("soc/direct_match_titles:code"))) == 864


def test_an_occupation_may_have_no_match_and_programs(crosswalk: Facts) -> None:
    rows = {
        fact["cip"]
        for fact in crosswalk["alignments"]
        if (fact["soc"], fact["sub_cluster"]) == ("53-1047", "planning-logistics")
    }
    assert rows == {"", "49.0106", "49.0208"}
