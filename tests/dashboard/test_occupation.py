"""The page of an occupation, without a browser, and what it lists."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import occupations as told
from dashboard.data import Opened, ask
from dashboard.sub_clusters import NO_PROGRAM
from ontology.nodes import Occupation
from ontology.relationships import OfOccupation, ViaProgram
from tests.dashboard.conftest import Show
from tests.dashboard.hostile import HOSTILE
from tests.dashboard.reading import shown

COMBINED, BROAD = "bls-combined/21-1018", "soc/2018/29-1140"
pytestmark = pytest.mark.usefixtures("opened")
NURSES, ACTORS, BUYERS, INFANTRY = "29-1141", "27-2011", "13-1021", "55-3016"
PARTS = ("clusters", "programs", "industries", "where-it-leads", "all-figures")


def metrics(test: AppTest) -> dict[str, str]:
    """What the page begins with: label → figure."""
    return {metric.label: metric.value for metric in test.metric}


@pytest.mark.parametrize("part", PARTS)
def test_every_part_lists_something(show: Show, part: str) -> None:
    assert show("occupation", id=NURSES, part=part).dataframe


def test_job_titles_are_listed_by_who_lists_them(show: Show, opened: Opened) -> None:
    found = opened.graph.nodes["soc/2018/29-1141"].properties()["alternateTitles"]
    assert isinstance(found, tuple)
    assert found[0] in shown(show("occupation", id=NURSES, part="job-titles")).replace("\\", "")


@pytest.mark.parametrize("part", ["programs", "industries", "where-it-leads"])
@pytest.mark.parametrize("code", [INFANTRY, COMBINED, BROAD])
def test_what_has_little_to_tell_says_so(show: Show, code: str, part: str) -> None:
    test = show("occupation", id=code, part=part)
    assert test.dataframe or test.info


def test_key_figures_stand_with_their_year_and_unit(show: Show) -> None:
    found = metrics(show("occupation", id=NURSES))
    assert found["Median wage, May 2025"].startswith("$")
    assert found["Median wage, May 2025"].endswith(" a year")
    assert found["Jobs, May 2025"].endswith(" jobs")


def test_who_has_hourly_wages_only_gets_those(show: Show) -> None:
    test = show("occupation", id=ACTORS)
    assert metrics(test)["Median wage, May 2025"].endswith(" an hour")
    assert "hourly wages only" in shown(test)


def test_what_is_not_released_says_so_and_why(show: Show) -> None:
    test = show("occupation", id=INFANTRY)
    assert metrics(test)["Jobs, May 2025"] == "not released"
    assert "does not cover the military" in shown(test)


def test_an_occupation_counted_within_another_says_whose_figures_these_are(show: Show) -> None:
    test = show("occupation", id=BUYERS)
    assert "wider occupation" in shown(test)
    assert any(button.label.startswith("13\\-1020") for button in test.button)


def test_a_job_title_leads_to_occupations(show: Show) -> None:
    test = show("occupation", called="web designer")
    assert "Called “web designer”" in shown(test)
    offered = next(button for button in test.button if "Web and Digital Interface Designers" in button.label)
    offered.click().run()
    assert test.query_params["id"] == "soc/2018/15-1255"
    assert "called" not in test.query_params


def test_a_job_title_that_nobody_has_is_no_dead_end(show: Show) -> None:
    test = show("occupation", called="zzzzqqq")
    assert "Nothing is called so" in shown(test)
    assert test.dataframe


@pytest.mark.parametrize("text", HOSTILE)
def test_what_an_address_may_hold_is_shown_as_text(show: Show, text: str) -> None:
    test = show("occupation", id=text, called=text, part=text)
    assert "<script>" not in shown(test)
    assert not test.header


def test_what_has_a_page_of_its_own_is_linked(show: Show) -> None:
    assert "a page of its own" in shown(show("occupation", id="cip/2020/11.0701"))


def industries(code: str) -> told.Industries:
    """The industries of an occupation as its page has them."""
    return told.industries(
        ask("industries-of-an-occupation", occupation=code, limit=1000),
        ask("withheld-figures-of-an-occupation", occupation=code),
    )


def test_government_is_told_apart_from_industries() -> None:
    found = industries("soc/2018/33-2011")
    assert found.rows[0]["id"] == "oews/2025/999000"
    assert found.rows[0]["id"] not in {bar.id for bar in found.bars}


def test_industries_of_one_level_do_not_exceed_all_jobs_by_more_than_rounding(opened: Opened) -> None:
    for code in ("soc/2018/29-1141", "soc/2018/11-1021", "soc/2018/33-2011"):
        occupation, found = opened.graph.nodes[code], industries(code)
        assert isinstance(occupation, Occupation)
        assert occupation.employment_2025
        assert 0.9 < found.jobs / occupation.employment_2025 < 1.001
        assert all(len(row["code"]) == 3 or row["code"] == "999000" for row in found.rows)


def test_industries_whose_jobs_are_withheld_are_rows_that_say_so() -> None:
    found = industries("soc/2018/29-1141")
    hidden = [row for row in found.rows if row["jobs"] is None]
    assert len(hidden) == found.withheld > 0
    assert all("jobs" in row["withheld"] for row in hidden)


def test_programs_of_nces_that_the_crosswalk_lacks_are_those_of_the_catalogue() -> None:
    occupation = "soc/2018/11-9121"
    aligned = told.crosswalk_programs(ask("programs-for-an-occupation-in-each-sub-cluster", occupation=occupation))
    named = told.nces_programs(ask("programs-for-an-occupation", occupation=occupation), aligned)
    lacking = ask("programs-that-the-crosswalk-lacks-for-an-occupation", occupation=occupation)
    assert [row["code"] for row in named if row["inCrosswalk"] == "no"] == [row["code"] for row in lacking]


def test_rows_of_the_crosswalk_without_a_program_say_so(opened: Opened) -> None:
    with_program = {via.start for via in opened.graph.of_type(ViaProgram)}
    occupation = next(of.end for of in opened.graph.of_type(OfOccupation) if of.start not in with_program)
    rows = told.crosswalk_programs(ask("programs-for-an-occupation-in-each-sub-cluster", occupation=occupation))
    assert {row["title"] for row in rows if not row["id"]} == {NO_PROGRAM}


def test_stepping_stones_pay_more(opened: Opened) -> None:
    clerk = opened.graph.nodes["soc/2018/43-3031"]
    assert isinstance(clerk, Occupation)
    assert {stone.wage_gain > 0 for stone in told.stepping_stones(clerk, 8)} == {True}
