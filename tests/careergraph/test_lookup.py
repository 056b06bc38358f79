"""careergraph find, show, schema, info, tour."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from careergraph.knowledge import KnowledgeBase

Ask = Callable[..., CompletedProcess[str]]


def told(done: CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_find_forgives_slips(ask: Ask) -> None:
    found = ask("find", "sofware", "develper")
    assert found.returncode == 0
    assert "soc/2018/15-1252" in found.stdout.splitlines()[2]
    assert "careergraph show" in found.stderr


def test_find_knows_codes_of_all_systems(ask: Ask) -> None:
    for code, found in (
        ("11.0701", "cip/2020/11.0701"),
        ("15-1252", "soc/2018/15-1252"),
        ("311", "naics/2022/311"),
    ):
        assert told(ask("find", code, "--json"))[0]["id"] == found


def test_find_keeps_to_a_kind_whatever_its_case(ask: Ask) -> None:
    hits = told(ask("find", "software", "--kind", "instructionalprogram", "--json"))
    assert {hit["kind"] for hit in hits} == {"InstructionalProgram"}


def test_find_takes_a_general_label_for_all_its_kinds(ask: Ask) -> None:
    hits = told(ask("find", "software", "--kind", "Occupation", "--json"))
    assert {"DetailedOccupation", "BroadOccupation"} <= {hit["kind"] for hit in hits}
    assert all(hit["id"].startswith("soc/") for hit in hits)


def test_find_gives_no_more_hits_than_asked(ask: Ask) -> None:
    assert len(told(ask("find", "engineer", "--limit", "3", "--json"))) == 3


def test_find_that_finds_nothing_exits_with_3(ask: Ask) -> None:
    nothing = ask("find", "zzqxj")
    assert (nothing.returncode, nothing.stdout) == (3, "")
    assert "zzqxj" in nothing.stderr
    nothing = ask("find", "zzqxj", "--json")
    assert (nothing.returncode, json.loads(nothing.stdout)) == (3, [])


def test_show_tells_an_occupations_sub_clusters_and_its_programs_in_each_with_their_rows(run: Ask) -> None:
    lines = run("show", "15-1252").stdout.splitlines()
    assert lines[0] == "Software Developers"
    assert "<-[COVERS_OCCUPATION]-  3" in lines
    at = lines.index("Crosswalk rows, by sub-cluster  20")
    assert "Full_Framework_Crosswalk.xlsx|SOC - CIP - CC|row" in lines[at + 1]
    below = lines[at + 2 :]
    assert [line.split(" (")[0].strip() for line in below if line.endswith(")")] == [
        *("Design & Digital Arts", "Software Solutions", "Web & Cloud"),
    ]
    assert "    11.0701 Computer Science  [row 1404]" in below


@pytest.mark.parametrize("asked", ["15-1252", "soc/2018/15-1252", "Software Developers", "software developers"])
def test_show_takes_an_id_a_code_or_a_title(ask: Ask, asked: str) -> None:
    assert told(ask("show", *asked.split(), "--json"))["node"]["id"] == "soc/2018/15-1252"


def test_show_cuts_long_lists_and_all_shows_them(ask: Ask) -> None:
    short, whole = ask("show", "15-1252").stdout, ask("show", "15-1252", "--all").stdout
    assert "and 8 more; --all shows them" in short
    assert "more; --all" not in whole
    assert whole.count("[CIP2020_SOC2018_Crosswalk.xlsx|") == 20


def test_show_of_a_code_with_several_meanings_names_them(ask: Ask) -> None:
    several = ask("show", "11")
    assert (several.returncode, several.stdout) == (3, "")
    assert "cip/2020/11 " in several.stderr
    assert "naics/2022/11 " in several.stderr
    assert ask("show", "naics/2022/11").returncode == 0


@pytest.mark.parametrize("asked", ["15-1259", "soc/2018/15-1259", "Sofware Developers"])
def test_show_of_something_unknown_names_what_is_near(ask: Ask, asked: str) -> None:
    unknown = ask("show", asked)
    assert (unknown.returncode, unknown.stdout) == (3, "")
    assert asked in unknown.stderr
    assert "soc/2018/15-1252  Software Developers" in unknown.stderr


def test_schema_lists_every_label_and_type_with_its_count(ask: Ask, base: KnowledgeBase) -> None:
    words = [line.split() for line in ask("schema").stdout.splitlines()]
    for name, count in {**base.info.labels, **base.info.relationship_types}.items():
        assert [name, f"{count:,}"] in [line[:2] for line in words], name


def test_schema_of_a_name_shows_its_properties_whatever_its_case(ask: Ask) -> None:
    shown = ask("schema", "detailedoccupation", "covers_program").stdout
    assert "directMatchTitles" in shown
    assert "joins SubCluster to InstructionalProgram" in shown
    assert "CareerCluster" not in shown
    plain = told(ask("schema", "SubCluster", "--json"))
    assert [entry["name"] for entry in plain["labels"]] == ["SubCluster"]
    assert plain["relationship_types"] == []


def test_info_says_what_the_build_holds_and_how_to_cite_it(ask: Ask, base: KnowledgeBase) -> None:
    plain, text = told(ask("info", "--json")), ask("info").stdout
    assert plain["content_hash"] == base.info.content_hash
    assert plain["citation"] == base.info.citation()
    assert Path(plain["folder"]).name == base.info.build
    assert base.info.citation() in text
    for source in base.info.sources:
        for said in (source.publisher, f"release {source.release}", source.rights, *source.files.values()):
            assert said in text
        assert f"{source.nodes:,} nodes, {source.relationships:,} relationships" in text
    # Each source also makes the Source node that stands for it.
    assert sum(source.nodes for source in base.info.sources) + len(base.info.sources) == base.info.nodes
    assert sum(source.relationships for source in base.info.sources) == base.info.relationships


def test_an_occupation_shows_its_figures_with_their_year_and_its_ten_largest_industries(
    ask: Ask, base: KnowledgeBase
) -> None:
    shown = ask("show", "15-1252").stdout
    for figure in (
        "employment2025: 1,687,890 jobs  [national, May 2025 (OEWS)]",
        "medianWage2025: $135,980 a year",
        "employmentGrowth2024to2034: 15.8 percent",
        "openings2024to2034: 115,200 jobs a year",
        "entryEducation2024: Bachelor's degree",
    ):
        assert figure in shown
    industries = shown.partition("-[EMPLOYED_IN]->")[2].partition("\n\n")[0]
    codes = re.findall(r"\((naics/2022/\d+|oews/2025/999000)\); jobs: ([\d,]+)", industries)
    asked = base.query(
        "MATCH (:Occupation {code: '15-1252'})-[r:EMPLOYED_IN]->(i) WHERE r.jobs IS NOT NULL "
        "RETURN i.id AS id, r.jobs AS jobs ORDER BY jobs DESC LIMIT 10"
    )
    assert codes == [(row["id"], f"{row['jobs']:,}") for row in asked]
    assert all(len(code.rpartition("/")[2]) == 3 or code == "oews/2025/999000" for code, _ in codes)


def test_the_tour_answers_three_questions(ask: Ask) -> None:
    shown = ask("tour")
    assert shown.returncode == 0
    assert shown.stdout.count("MATCH (") >= 3
    assert shown.stdout.count("───") >= 3
    assert "Software Solutions" in shown.stdout
    assert "careergraph shell" in shown.stdout
