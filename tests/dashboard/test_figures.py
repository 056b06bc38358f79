"""Figures of occupations, pairs, bars, codes and steps: drawn, told, and chosen from."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from alignments.provenance import OWN
from alignments.stepping_stones import Similar, SteppingStone
from dashboard.figures.bars import Bar, Part, bars, coverage
from dashboard.figures.code_tree import Branch, branches, code_tree
from dashboard.figures.figure import Figure, clicked, preorder, tip
from dashboard.figures.heat_map import Shared, heat_map
from dashboard.figures.numbers import amount, counted, heading, of_occupations
from dashboard.figures.scatter import scatter
from dashboard.figures.stones import stones
from dashboard.looks import look
from ontology import identifiers
from ontology.graph import CareerGraph
from ontology.nodes import DetailedOccupation, Occupation, Program, ProgramFamily, ProgramSeries
from ontology.records import Means, meanings
from ontology.relationships import Broader, EmployedIn

LIGHT = look("light")
MEANS = of_occupations()


def occupation(code: str, title: str, wage: int | None, growth: float | None, openings: int) -> Occupation:
    return DetailedOccupation(
        id=identifiers.soc(code),
        code=code,
        title=title,
        median_wage_2025=wage,
        employment_growth_2024_to_2034=growth,
        openings_2024_to_2034=openings,
        entry_education_2024="Bachelor's degree",
    )


NURSES = occupation("29-1141", "Registered Nurses", 97_550, 4.9, 189_100)
AIDES = occupation("31-1131", "Nursing Assistants", 42_260, 2.3, 211_800)
ACTORS = occupation("27-2011", "Actors", None, 0.3, 6_700)


def event(index: int, *, series: int = 0) -> dict[str, Any]:
    return {"selection": {"selected": [{"series_index": series, "data_type": "main", "data_indices": [index]}]}}


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("employment2025", 1_692_100, "1,692,100 jobs"),
        ("medianWage2025", 133_080, "$133,080 a year"),
        ("medianHourlyWage2025", 63.98, "$63.98 an hour"),
        ("employmentGrowth2024to2034", 4.5, "+4.5%"),
        ("employmentGrowth2024to2034", -30.0, "-30.0%"),
        ("employmentChange2024to2034", 6800, "+6,800 jobs"),
        ("openings2024to2034", 0, "0 jobs a year"),
        ("selfEmployed2024", 4.5, "4.5%"),
        ("medianWage2025", None, "not released"),
        ("employment2034", None, "not in the projections"),
    ],
)
def test_a_figure_is_told_with_its_unit_and_never_as_zero_where_withheld(
    name: str, value: float | None, told: str
) -> None:
    assert amount(value, MEANS[name]) == told


def test_shares_and_numbers_are_told() -> None:
    assert amount(0.4138, Means("Share of its jobs", "0 to 1")) == "41.4%"
    assert [counted(1, "link"), counted(1012, "industry", "industries")] == ["1 link", "1,012 industries"]


@pytest.mark.parametrize("means", [*MEANS.values(), *meanings(EmployedIn).values()])
def test_wages_and_jobs_are_national_and_have_a_year(means: Means) -> None:
    if means.unit.startswith(("jobs", "dollars")):
        assert "national" in heading(means)
        assert "20" in heading(means)


def test_occupations_without_a_figure_are_told_and_not_drawn() -> None:
    figure = scatter([ACTORS, AIDES, NURSES], LIGHT)
    points = figure.option["series"][0]["data"]
    assert [point["id"] for point in points] == [AIDES.id, NURSES.id]
    assert points[0]["symbolSize"] > points[1]["symbolSize"]
    assert {row["occupation"]: row["withheld"] for row in figure.rows} == {
        "Nursing Assistants": "",
        "Registered Nurses": "",
        "Actors": "median wage: not released",
    }
    assert "1 more, without one of these figures" in figure.told


def test_the_axes_say_unit_year_and_that_figures_are_national() -> None:
    option = scatter([AIDES, NURSES], LIGHT).option
    assert option["xAxis"]["name"] == "Change of jobs, percent, 2024 to 2034, national"
    assert option["yAxis"]["name"] == "Median wage, dollars a year, May 2025, national"
    assert option["yAxis"]["axisLabel"]["customValues"] == [25_000, 50_000, 100_000]


def test_levels_of_education_keep_their_order_and_colours() -> None:
    doctors = replace(NURSES, id="soc/2018/29-1210", entry_education_2024="Doctoral or professional degree")
    unknown = replace(NURSES, id="soc/2018/55-1010", entry_education_2024=None)
    legend = scatter([unknown, NURSES, doctors], LIGHT).option["visualMap"]
    assert legend["categories"] == ["not assigned", "Doctoral or professional degree", "Bachelor's degree"]
    assert legend["inRange"]["color"] == [LIGHT.muted, LIGHT.education[7], LIGHT.education[5]]


def test_a_pair_of_clusters_has_a_cell_for_rows_and_one_without_teaching() -> None:
    titles = {identifiers.cluster(slug): slug for slug in ("agriculture", "construction", "education")}
    first, second, third = titles
    pairs = [Shared(first, third, 138, 29), Shared(second, first, 2, 2)]
    figure = heat_map(pairs, titles, "programs", LIGHT)
    cells = {(cell["id"], *cell["value"]) for cell in figure.option["series"][0]["data"]}
    assert cells == {
        (f"{first} {third}", 2, 0, 138),
        (f"{first} {third}", 0, 2, 29),
        (f"{second} {first}", 1, 0, 2),
        (f"{second} {first}", 0, 1, 2),
    }
    assert clicked(figure.option, event(1)) == f"{first} {third}"
    assert figure.rows[0]["programs without teaching (derived)"] == 29


def test_a_withheld_bar_is_a_word() -> None:
    jobs = meanings(EmployedIn)["jobs"]
    items = [Bar("naics/2022/512", "Film", 19_410, "512"), Bar("naics/2022/711", "Stages", None)]
    figure = bars(items, jobs, LIGHT)
    labels = [item["label"]["formatter"] for item in figure.option["series"][0]["data"]]
    assert labels == ["19,410 jobs", "withheld"]
    assert figure.rows[1]["withheld"] == "withheld"
    assert figure.rows[1][heading(jobs)] is None
    assert clicked(figure.option, event(0)) == "naics/2022/512"


def test_coverage_tells_both_numbers_also_of_nothing() -> None:
    figure = coverage([Part("a", "Occupations", 803, 867), Part("b", "Nothing", 0, 0)], LIGHT)
    covered, missing = (series["data"] for series in figure.option["series"])
    assert covered[0]["value"] + missing[0]["value"] == 100
    assert figure.told == "Covered: Occupations: 803 of 867; Nothing: 0 of 0."
    assert clicked(figure.option, event(1, series=1)) == "b"


TREE = (
    Branch("11", "11", "Computing", (Branch("11.01", "11.01", "General", (Branch("11.0101", "11.0101", "G"),)),)),
    Branch("12", "12", "Cooking", (Branch("12.01", "12.01", "Food"), Branch("12.02", "12.02", "Drink"))),
)


def test_a_click_in_the_tree_counts_in_preorder_from_its_root() -> None:
    figure = code_tree(TREE, "Program", LIGHT)
    data = figure.option["series"][0]["data"]
    ids = [item["id"] for item in preorder(data)]
    assert ids == ["11", "11.01", "11.0101", "12", "12.01", "12.02"]
    assert [clicked(figure.option, event(index)) for index in range(8)] == [None, *ids, None]
    assert clicked(figure.option, event(0, series=1)) is None
    assert [item["value"] for item in data] == [1, 2]
    assert [(row["code"], row["broader"]) for row in figure.rows][:2] == [("11", ""), ("11.01", "11")]


def test_the_tree_of_a_system_leaves_out_what_is_retired() -> None:
    family = ProgramFamily(id="cip/2020/11", code="11", title="Computing")
    series = ProgramSeries(id="cip/2020/11.01", code="11.01", title="General")
    gone = ProgramSeries(id="cip/2020/11.99", code="11.99", title="Gone", retired=True)
    up = [Broader(start=code.id, end=family.id, source=OWN.id) for code in (series, gone)]
    graph = CareerGraph.from_records([OWN, family, series, gone, *up])
    general = Branch(series.id, "11.01", "General")
    assert branches(graph, Program) == (Branch(family.id, "11", "Computing", (general,)),)


def stone(then: Occupation, *, clusters: tuple[str, ...]) -> SteppingStone:
    assert isinstance(then, DetailedOccupation)
    assert then.median_wage_2025
    similar = Similar(then, 0.675, 0.9, 0.1, 0.8, (), (), (), clusters)
    return SteppingStone(
        similar=similar,
        wage_now=42_260,
        wage=then.median_wage_2025,
        education_now="Postsecondary nondegree award",
        education="Bachelor's degree",
        more_study=3,
        openings=then.openings_2024_to_2034,
        figures_of=then.id,
    )


def test_steps_lead_from_the_left_to_the_best_paid_above() -> None:
    manager = occupation("11-9111", "Health Services Managers", 120_000, 23.0, 62_100)
    figure = stones(AIDES, [stone(NURSES, clusters=("c",)), stone(manager, clusters=())], LIGHT)
    drawn = figure.option["series"][0]["data"]
    assert [(item["id"], item["value"]) for item in drawn] == [
        (AIDES.id, [0, 0.5]),
        (manager.id, [1, 0]),
        (NURSES.id, [1, 1]),
    ]
    assert [item["symbol"] for item in drawn[1:]] == ["diamond", "circle"]
    assert "+$55,290 a year\nBachelor's degree, about 3 years more" in drawn[2]["label"]["formatter"]
    assert "2 stepping stones (derived)" in figure.told


def every_figure() -> list[Figure]:
    agriculture = identifiers.cluster("agriculture")
    return [
        scatter([NURSES], LIGHT),
        scatter([], LIGHT),
        heat_map([], {agriculture: "Agriculture"}, "programs", LIGHT),
        bars([], MEANS["employment2025"], LIGHT),
        coverage([], LIGHT),
        code_tree(TREE, "Program", LIGHT),
        code_tree((), "Program", LIGHT),
        stones(AIDES, [stone(NURSES, clusters=())], LIGHT),
        stones(AIDES, [], LIGHT),
    ]


@pytest.mark.parametrize("figure", every_figure())
def test_every_figure_is_plain_json_and_told_in_a_sentence(figure: Figure) -> None:
    assert json.loads(json.dumps(figure.option)) == figure.option
    assert figure.told.endswith(".")
    assert figure.height > 0


def test_a_title_is_text_in_a_tooltip() -> None:
    assert tip("<b>{c}</b> & more") == {"formatter": "&lt;b&gt;&#123;c}&lt;/b&gt; &amp; more"}
