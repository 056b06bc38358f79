"""careergraph.open(): one object that answers, shared by threads, closed once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import pytest

import careergraph
from careergraph.builds import ClosedBuild, NoBuild
from careergraph.knowledge import KnowledgeBase
from queries.show import NothingFound
from queries.store import QuerySyntaxError, QueryTimeout, WriteRefused

PROGRAM = "MATCH (p:Program {code: $code}) RETURN p.title AS title"


class Built(Protocol):
    home: Path


def test_open_takes_the_home_from_the_environment(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREERGRAPH_HOME", str(built.home))
    with careergraph.open() as base:
        assert base.info.labels["SubCluster"] == 72


def test_open_takes_the_home_as_text_or_path(built: Built) -> None:
    for home in (built.home, str(built.home)):
        with careergraph.open(home) as base:
            assert base.info.labels["CareerCluster"] == 14


def test_open_without_a_build_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoBuild):
        careergraph.open(tmp_path)


def test_query_takes_parameters(base: KnowledgeBase) -> None:
    assert base.query(PROGRAM, {"code": "11.0701"}).rows == [{"title": "Computer Science"}]


def test_query_raises_what_went_wrong(base: KnowledgeBase) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        base.query("MATCH (s:SubCluster)\nRETURN s LIMT 4")
    assert (caught.value.line, caught.value.column) == (2, 10)
    with pytest.raises(WriteRefused):
        base.query("CREATE (:Skill)")
    with pytest.raises(QueryTimeout):
        base.query("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(*)", timeout=0.3)


def test_find_keeps_to_kinds_specific_or_general(base: KnowledgeBase) -> None:
    assert base.find("sofware develper")[0].id == "soc/2018/15-1252"
    assert {hit.kind for hit in base.find("software", kinds=["SubCluster"])} == {"SubCluster"}
    assert all(hit.id.startswith("cip/") for hit in base.find("computer", kinds=["Program"]))
    assert len(base.find("engineer", limit=2)) == 2
    assert base.find("engineer", kinds=[]) == []


def test_show_gives_a_thing_and_raises_for_an_unknown_one(base: KnowledgeBase) -> None:
    assert base.show("11.0701").node.properties["title"] == "Computer Science"
    with pytest.raises(NothingFound) as caught:
        base.show("15-1259")
    assert "soc/2018/15-1252" in [hit.id for hit in caught.value.near]


def test_schema_counts_what_info_counts(base: KnowledgeBase) -> None:
    found = base.schema()
    assert {entry.name: entry.count for entry in found.labels} == base.info.labels
    assert {entry.name: entry.count for entry in found.relationship_types} == base.info.relationship_types


def test_threads_share_one_object_from_the_first_call_on(built: Built) -> None:
    codes = ["11.0701", "01.0000", "51.3801", "52.0201"] * 8
    with careergraph.open(built.home) as base, ThreadPoolExecutor(8) as pool:

        def ask(code: str) -> tuple[object, str]:
            return base.query(PROGRAM, {"code": code}).rows[0]["title"], base.find(code)[0].title

        told = list(pool.map(ask, codes))
        assert len({id(store) for store in pool.map(lambda _: base.store, codes)}) == 1
    assert all(title == found for title, found in told)
    assert len(set(told)) == 4


def test_a_closed_object_says_so_and_may_be_closed_again(built: Built) -> None:
    with careergraph.open(built.home) as base:
        base.query("RETURN 1")
    base.close()
    for call in (lambda: base.query("RETURN 1"), lambda: base.find("x"), base.graph, base.schema):
        with pytest.raises(ClosedBuild):
            call()


def test_an_object_that_was_never_asked_can_be_closed(built: Built) -> None:
    base = careergraph.open(built.home)
    base.close()
    with pytest.raises(ClosedBuild):
        base.query("RETURN 1")


def test_closing_one_object_leaves_another_on_the_same_build_open(built: Built, base: KnowledgeBase) -> None:
    with careergraph.open(built.home) as other:
        other.query("RETURN 1")
    assert base.query("MATCH (c:CareerCluster) RETURN count(c) AS n").rows == [{"n": 14}]


def test_the_package_offers_its_names_and_no_others() -> None:
    for name in careergraph.__all__:
        assert getattr(careergraph, name)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = careergraph.nonsense
