"""Names and codes that several things share: SOC's job titles before O*NET's, today's codes before former ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ontology.graph import CareerGraph
from queries.search import SearchIndex, build_index, entries
from queries.search_index import WEIGHTS
from queries.show import resolve


@pytest.fixture(scope="module")
def index(graph: CareerGraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    path = tmp_path_factory.mktemp("names") / "search"
    build_index(path, entries(graph))
    with SearchIndex.open(path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Chief Sustainability Officer", "soc/2018/11-1011"),
        ("bioinformatics technicians", "soc/2018/15-2099"),
        ("aeronautics commission director", "soc/2018/11-1011"),
    ],
)
def test_a_job_title_that_only_onet_has_is_found(index: SearchIndex, asked: str, found: str) -> None:
    hit = index.find(asked, kinds=["DetailedOccupation"])[0]
    assert hit.id == found
    assert hit.role == "job title"


def test_a_job_title_of_soc_comes_before_the_same_one_of_onet(index: SearchIndex) -> None:
    first, *others = index.find("Web Developer", kinds=["DetailedOccupation"])
    assert (first.id, first.matched) == ("soc/2018/15-1254", "Web Developer")
    assert all(other.score < first.score for other in others)


def test_a_job_title_that_many_occupations_share_does_not_push_a_title_aside(index: SearchIndex) -> None:
    assert index.find("engineer")[0].id == "soc/2018/17-2000"


@pytest.mark.parametrize("asked", ["15-1132", "151132", "SOC 15-1132", "soc/2010/15-1132"])
def test_a_former_code_is_found_by_its_code(index: SearchIndex, asked: str) -> None:
    hit = index.find(asked)[0]
    assert (hit.id, hit.kind, hit.retired) == ("soc/2010/15-1132", "FormerOccupation", True)


@pytest.mark.parametrize(
    ("code", "today", "former"),
    [
        ("11-9199", "soc/2018/11-9199", "soc/2010/11-9199"),
        ("325314", "naics/2022/325314", "naics/2017/325314"),
    ],
)
def test_a_code_that_lives_on_means_todays(index: SearchIndex, code: str, today: str, former: str) -> None:
    assert [hit.id for hit in index.find(code)[:2]] == [today, former]
    assert resolve(code, index) == today


def test_former_codes_weigh_less_than_live_ones() -> None:
    live = [WEIGHTS[kind] for kind in ("DetailedOccupation", "NationalIndustry", "Sector", "ProgramFamily")]
    assert max(WEIGHTS["FormerOccupation"], WEIGHTS["FormerIndustry"]) < min(live)
