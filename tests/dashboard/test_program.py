"""The page of a program, without a browser, and what it lists."""

from __future__ import annotations

import pytest

from dashboard import programs as told
from dashboard.data import Opened, thing
from queries.similar_programs import similar_programs
from tests.dashboard.conftest import Show
from tests.dashboard.hostile import HOSTILE
from tests.dashboard.reading import shown

NURSING, BUSINESS, RETIRED = "51.3801", "52.0201", "01.0309"


@pytest.mark.parametrize("part", ["clusters", "occupations", "similar-programs"])
@pytest.mark.parametrize("code", [NURSING, BUSINESS])
def test_every_part_lists_something(show: Show, code: str, part: str) -> None:
    assert show("program", id=code, part=part).dataframe


def test_the_published_flag_stands_beside_the_count_without_teaching(show: Show) -> None:
    found = shown(show("program", id=NURSING))
    assert "It is in 2 clusters; without the rows of postsecondary teachers in 1." in found
    assert "flags it as interdisciplinary" in found


def test_a_retired_program_leads_to_what_replaced_it(show: Show) -> None:
    test = show("program", id=RETIRED)
    assert "Retired" in test.warning[0].value
    successor = next(button for button in test.button if button.label.startswith("01\\.1004"))
    successor.click().run()
    assert test.query_params["id"] == "cip/2020/01.1004"
    assert not test.warning


def test_a_reserved_code_is_said_to_be_no_program(show: Show) -> None:
    assert "names no program yet" in show("program", id="cip/2020/01.0480").warning[0].value


def test_a_code_that_lost_its_zeros_is_found(show: Show) -> None:
    found = show("program", called="1.0101")
    assert any(button.label.startswith("01\\.0101") for button in found.button)


def test_where_nothing_is_chosen_there_is_a_list_to_choose_from(show: Show) -> None:
    assert show("program").dataframe


@pytest.mark.parametrize("text", HOSTILE)
def test_what_an_address_may_hold_is_shown_as_text(show: Show, text: str) -> None:
    test = show("program", id=text, called=text, part=text)
    assert "<script>" not in shown(test)
    assert not test.header


def test_a_series_has_its_page_elsewhere(show: Show) -> None:
    assert "a page of its own" in shown(show("program", id="cip/2020/51.38"))


def test_each_row_of_the_crosswalk_says_whether_it_is_teaching(opened: Opened) -> None:
    rows = told.crosswalk_rows(opened.graph, thing("cip/2020/51.3801").alignments)
    teachers = {row["code"] for row in rows if row["teaching"] == "yes"}
    assert teachers
    assert all(code.startswith("25-1") for code in teachers)
    assert all(row["locator"] for row in rows)


def test_similar_programs_share_an_occupation(opened: Opened) -> None:
    rows = told.similar_rows(opened.graph, similar_programs(opened.graph, "cip/2020/52.0201"))
    assert rows
    assert all(row["sharedOccupations"] for row in rows)
    assert [row["similarity"] for row in rows] == sorted((row["similarity"] for row in rows), reverse=True)


def test_programs_in_force_are_offered_before_retired_ones(opened: Opened) -> None:
    kept = [not (program.retired or program.reserved) for program in told.programs(opened.graph)]
    assert kept == sorted(kept, reverse=True)
