"""The shipped data itself: keys, shapes, references, rights."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import pytest

from loaders.pipeline import LOADERS, OFFICIAL, load_shipped
from loaders.shipped import FACTS, Fact, many

MEND = "mend it: careergraph snapshot --from DIR (or by hand, where the table is curated)"
SOC, CIP, SLUG = r"[1-9]\d-\d{4}", r"\d\d\.\d{4}", r"[a-z0-9]+(-[a-z0-9]+)*"
ROUNDED = r"0|[1-9]\d*00"
KEYS = {
    "bls_combined/occupations": ("code",),
    "bls_combined/parts": ("part",),
    "cip/codes": ("code",),
    "cip/moves": ("code",),
    "cip_concordance/pairs": ("old",),
    "cip_soc/pairs": ("cip", "soc"),
    "crosswalk/alignments": ("sub_cluster", "soc", "cip"),
    "crosswalk/cluster_sectors": ("sub_cluster", "sector"),
    "crosswalk/interdisciplinary": ("system", "code"),
    "crosswalk/sub_cluster_occupations": ("sub_cluster", "soc"),
    "crosswalk/sub_cluster_programs": ("sub_cluster", "cip"),
    "framework/advisory_group_clusters": ("group", "cluster"),
    "framework/advisory_group_sectors": ("group", "sector"),
    "framework/advisory_groups": ("slug",),
    "framework/also_in": ("job_title", "cluster"),
    "framework/cluster_job_titles": ("cluster", "emerging", "position"),
    "framework/cluster_skills": ("cluster", "kind", "position"),
    "framework/cluster_successions": ("legacy_cluster", "cluster"),
    "framework/cluster_workplaces": ("cluster", "position"),
    "framework/clusters": ("slug",),
    "framework/job_titles": ("slug",),
    "framework/legacy_clusters": ("slug",),
    "framework/milestones": ("framework", "date", "event"),
    "framework/pathway_successions": ("legacy_cluster", "pathway", "cluster", "sub_cluster"),
    "framework/pathways": ("slug",),
    "framework/skills": ("slug",),
    "framework/sub_clusters": ("slug",),
    "framework/unmanned_applications": ("cluster",),
    "framework/workplaces": ("slug",),
    "matrix/employment": ("industry", "occupation"),
    "matrix/industries": ("code",),
    "naics/codes": ("code",),
    "naics/index_terms": ("code", "term"),
    "naics_concordance/pairs": ("old", "new"),
    "oews/cells": ("industry", "occupation"),
    "oews/industries": ("code",),
    "oews/occupations": ("code",),
    "onet/alternate_titles": ("soc", "title"),
    "onet/job_zones": ("soc",),
    "onet/occupations": ("code",),
    "onet/pathway_occupations": ("pathway", "code"),
    "onet/related": ("soc", "related_soc"),
    "projections/occupations": ("code",),
    "soc/codes": ("code",),
    "soc/direct_match_titles": ("code", "title"),
    "soc_concordance/pairs": ("old", "new"),
}
SHAPES = {
    "naics/codes:code": r"\d{2,6}|31-33|44-45|48-49",
    "soc/codes:code": SOC,
    "cip/codes:code": r"\d\d(\.\d\d(\d\d)?)?",
    "cip_soc/pairs:cip": CIP,
    "cip_soc/pairs:soc": SOC,
    "crosswalk/alignments:soc": SOC,
    "crosswalk/alignments:cip": rf"({CIP})?",
    "crosswalk/sub_cluster_programs:cip": CIP,
    "crosswalk/interdisciplinary:interdisciplinary": "true|false",
    "cip/codes:retired": "true|false",
    "cip/codes:reserved": "true|false",
    "soc/direct_match_titles:illustrative": "true|false",
    "framework/clusters:slug": SLUG,
    "framework/sub_clusters:slug": SLUG,
    "cip_concordance/pairs:action": "(moved|deleted)?",
    "matrix/employment:jobs_2022": ROUNDED,
    "matrix/employment:jobs_2032": ROUNDED,
    "matrix/industries:type": "Line item|Summary",
    "matrix/industries:ownership": "(private|state|local)?",
    "naics_concordance/pairs:old": r"[1-9]\d{5}",
    "naics_concordance/pairs:new": r"[1-9]\d{5}",
    # What is withheld is empty, and never zero.
    "oews/cells:jobs": r"([1-9]\d*)?",
    "oews/cells:mean_wage": r"([1-9]\d*)?",
    "oews/cells:median_wage": r"([1-9]\d*|#)?",
    "oews/cells:median_hourly_wage": r"([1-9]\d*\.\d\d|#)?",
    "oews/industries:kind": "naics|aggregate|ownership|government|total",
    "oews/occupations:published": "true|false",
    "onet/job_zones:zone": "[1-5]",
    "onet/occupations:code": rf"{SOC}\.\d\d",
    "onet/related:rank": r"[1-9]|1\d|20",
    "onet/related:tier": "Primary-Short|Primary-Long|Supplemental",
    "projections/occupations:type": "Line item|Summary",
    "projections/occupations:jobs_2024": ROUNDED,
    "projections/occupations:jobs_2034": ROUNDED,
    "projections/occupations:change": rf"-?({ROUNDED})",
    "projections/occupations:growth": r"-?\d+(\.\d)?",
    "projections/occupations:openings": ROUNDED,
    "projections/occupations:self_employed": r"(\d+(\.\d)?)?",
    "projections/occupations:median_wage": r"([1-9]\d*)?",
    "projections/occupations:wage_is_lower_bound": "(true|false)?",
    "soc_concordance/pairs:old": SOC,
}
# Column → the table and column that its values must stand in.
REFERENCES = {
    "bls_combined/parts:code": "bls_combined/occupations:code",
    "bls_combined/parts:part": "soc/codes:code",
    "cip/moves:code": "cip/codes:code",
    "cip/moves:successor": "cip/codes:code",
    "cip_concordance/pairs:old": "cip/codes:code",
    "cip_soc/pairs:cip": "cip/codes:code",
    "cip_soc/pairs:soc": "soc/codes:code",
    "crosswalk/alignments:sub_cluster": "framework/sub_clusters:slug",
    "crosswalk/cluster_sectors:cluster": "framework/clusters:slug",
    "crosswalk/cluster_sectors:sub_cluster": "framework/sub_clusters:slug",
    "crosswalk/cluster_sectors:sector": "naics/codes:code",
    "crosswalk/sub_cluster_occupations:sub_cluster": "framework/sub_clusters:slug",
    "crosswalk/sub_cluster_programs:sub_cluster": "framework/sub_clusters:slug",
    "crosswalk/sub_cluster_programs:cip": "cip/codes:code",
    "framework/advisory_group_clusters:cluster": "framework/clusters:slug",
    "framework/advisory_group_clusters:group": "framework/advisory_groups:slug",
    "framework/advisory_group_sectors:group": "framework/advisory_groups:slug",
    "framework/advisory_group_sectors:sector": "naics/codes:code",
    "framework/also_in:cluster": "framework/clusters:slug",
    "framework/also_in:job_title": "framework/job_titles:slug",
    "framework/cluster_job_titles:cluster": "framework/clusters:slug",
    "framework/cluster_job_titles:job_title": "framework/job_titles:slug",
    "framework/cluster_skills:cluster": "framework/clusters:slug",
    "framework/cluster_skills:skill": "framework/skills:slug",
    "framework/cluster_successions:cluster": "framework/clusters:slug",
    "framework/cluster_successions:legacy_cluster": "framework/legacy_clusters:slug",
    "framework/cluster_workplaces:workplace": "framework/workplaces:slug",
    "framework/pathways:legacy_cluster": "framework/legacy_clusters:slug",
    "framework/sub_clusters:cluster": "framework/clusters:slug",
    "framework/unmanned_applications:cluster": "framework/clusters:slug",
    "framework/unmanned_applications:sample_job_title": "framework/job_titles:slug",
    "matrix/employment:industry": "matrix/industries:code",
    "naics/index_terms:code": "naics/codes:code",
    "naics_concordance/pairs:new": "naics/codes:code",
    "oews/cells:industry": "oews/industries:code",
    "oews/cells:occupation": "oews/occupations:code",
    "onet/alternate_titles:soc": "onet/occupations:soc",
    "onet/job_zones:soc": "onet/occupations:soc",
    "onet/occupations:soc": "soc/codes:code",
    "onet/pathway_occupations:code": "onet/occupations:code",
    "onet/pathway_occupations:legacy_cluster": "framework/legacy_clusters:slug",
    "onet/pathway_occupations:pathway": "framework/pathways:slug",
    "onet/pathway_occupations:soc": "onet/occupations:soc",
    "onet/related:related_soc": "onet/occupations:soc",
    "onet/related:soc": "onet/occupations:soc",
    "soc/direct_match_titles:code": "soc/codes:code",
    "soc_concordance/pairs:new": "soc/codes:code",
}
BLS, CENSUS = "US Bureau of Labor Statistics", "US Census Bureau"
NCES = "US National Center for Education Statistics"
# Source → who publishes it, of those that are works of the US Government.
GOVERNMENT = {
    **dict.fromkeys(("bls_combined", "matrix", "oews", "projections", "soc", "soc_concordance"), BLS),
    "cip": NCES,
    "cip_concordance": NCES,
    "cip_soc": f"{NCES} and {BLS}",
    "naics": CENSUS,
    "naics_concordance": f"{CENSUS}; compiled by the US Environmental Protection Agency",
}
TABLES: dict[str, Sequence[Fact]] = {
    f"{source}/{name}": rows for source, tables in load_shipped().facts.items() for name, rows in tables.items()
}


def column(place: str) -> list[str]:
    table, _, name = place.partition(":")
    return [fact[name] for fact in TABLES[table]]


def test_every_shipped_table_has_a_key_here() -> None:
    assert set(KEYS) == set(TABLES)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_keys_stand_once(table: str) -> None:
    keys = Counter(tuple(fact[name] for name in KEYS[table]) for fact in TABLES[table])
    assert [key for key, times in keys.items() if times > 1] == [], f"{table}: {MEND}"


@pytest.mark.parametrize("table", sorted(TABLES))
def test_no_cell_has_stray_spaces(table: str) -> None:
    stray = [
        value
        for fact in TABLES[table]
        for cell in fact.values()
        for value in (cell, *many(cell))
        if value != " ".join(value.split())
    ]
    assert stray == [], f"{table}: {MEND}"


@pytest.mark.parametrize("place", SHAPES)
def test_codes_and_slugs_have_their_shape(place: str) -> None:
    strange = [value for value in column(place) if not re.fullmatch(SHAPES[place], value, re.ASCII)]
    assert strange == [], f"{place}: {MEND}"


@pytest.mark.parametrize("place", REFERENCES)
def test_what_is_named_is_there(place: str) -> None:
    assert set(column(place)) - set(column(REFERENCES[place])) == set(), f"{place}: {MEND}"


@pytest.mark.parametrize(
    "place",
    [
        "crosswalk/alignments:soc",
        "crosswalk/sub_cluster_occupations:soc",
        "matrix/employment:occupation",
        "projections/occupations:code",
    ],
)
def test_occupations_are_soc_codes_or_combined_ones(place: str) -> None:
    known = {*column("soc/codes:code"), *column("bls_combined/occupations:code")}
    assert set(column(place)) <= known, f"{place}: {MEND}"


def test_occupations_of_oews_are_those_too_but_for_their_total() -> None:
    known = {*column("soc/codes:code"), *column("bls_combined/occupations:code")}
    assert set(column("oews/occupations:code")) - known == {"00-0000"}, MEND


@pytest.mark.parametrize(
    ("place", "codes"),
    [
        ("cip_concordance/pairs:new", "cip/codes:code"),
        ("oews/industries:naics", "naics/codes:code"),
        ("matrix/industries:naics", "naics/codes:code"),
    ],
)
def test_a_cell_names_codes_or_is_empty(place: str, codes: str) -> None:
    named = {code for cell in column(place) for code in many(cell)}
    assert named, place
    assert named <= set(column(codes)), f"{place}: {MEND}"


def test_programs_of_the_crosswalks_are_live() -> None:
    retired = {fact["code"] for fact in TABLES["cip/codes"] if fact["retired"] == "true"}
    used = {*column("crosswalk/alignments:cip"), *column("cip_soc/pairs:cip")}
    assert not used & retired, MEND


def test_rows_are_facts_and_not_prose() -> None:
    longest = {
        name: max(len(fact["title"]) for fact in TABLES[name]) for name in TABLES if name.endswith("/codes")
    }
    assert max(longest.values()) < 160, longest


def test_the_shipped_tables_are_small() -> None:
    size = sum(path.stat().st_size for path in FACTS.rglob("*") if path.is_file())
    assert size < 8_000_000


def test_each_source_says_who_publishes_it_with_which_rights() -> None:
    for name, loader in LOADERS.items():
        source = loader.SOURCE.node()
        assert source.url.startswith("https://")
        if name in ("framework", "crosswalk"):
            assert source.publisher == "Advance CTE"
            assert "All rights reserved" in source.rights
            assert "claims no endorsement" in source.rights
        elif name == "onet":
            assert source.publisher == "US Department of Labor, Employment and Training Administration"
            assert source.rights.startswith("CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)")
            assert "attribution required" in source.rights
            assert "trademark of USDOL/ETA" in source.rights
        else:
            assert source.publisher == GOVERNMENT[name]
            assert source.rights == "US Government work, public domain"
    for official in OFFICIAL.values():
        for file in official.SOURCE.files.values():
            assert re.fullmatch("[0-9a-f]{64}", file.sha256)
