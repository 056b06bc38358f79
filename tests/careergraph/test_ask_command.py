"""`careergraph ask`: the catalogue listed, shown, asked; things named as people name them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from careergraph.knowledge import KnowledgeBase
from careergraph.question_pages import page
from queries.catalog import UnknownParameter, UnknownQuestion, questions
from queries.show import NothingFound

Ask = Callable[..., CompletedProcess[str]]
PAGE = Path(__file__).parents[2] / "docs" / "questions.md"
COVERED = "occupations-of-a-sub-cluster"


def test_all_questions_are_listed_and_a_tag_narrows_them(ask: Ask) -> None:
    every = ask("ask").stdout
    assert all(name in every for name in questions())
    some = json.loads(ask("ask", "--tag", "counsellor", "--json").stdout)
    assert 0 < len(some) < len(questions())
    assert all("counsellor" in question["tags"] for question in some)


@pytest.mark.parametrize("named", ["Web & Cloud", "web & cloud", "framework/2024/sub-cluster/web-cloud"])
def test_a_thing_may_be_named_by_title_or_id(ask: Ask, named: str) -> None:
    rows = json.loads(ask("ask", COVERED, "--sub-cluster", named, "--json").stdout)["rows"]
    assert "15-1254" in {row[0] for row in rows}


def test_an_option_may_hold_its_value_behind_a_sign_of_equality(ask: Ask) -> None:
    joined, apart = ask("ask", COVERED, "--sub-cluster=Robotics"), ask("ask", COVERED, "--sub-cluster", "Robotics")
    assert joined.stdout == apart.stdout != ask("ask", COVERED).stdout


def test_one_question_is_shown_with_its_parameters_and_its_cypher(ask: Ask) -> None:
    shown = ask("ask", COVERED, "--show").stdout
    assert shown.startswith(questions()[COVERED].asks)
    assert "--sub-cluster (a SubCluster: its id, code or title), else framework/2024/" in shown
    assert questions()[COVERED].cypher in shown


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["occupations-of-a-subcluster"], "near it: occupations-of-a-sub-cluster"),
        ([COVERED, "--sub-custer", "Robotics"], "near it: subCluster"),
        ([COVERED, "Robotics"], "belongs to no option"),
        ([COVERED, "--sub-cluster"], "needs a value"),
        (["clusters-and-what-is-in-them", "--cluster", "x"], "takes no parameter"),
        (["--tag", "teachers"], "there is no tag 'teachers'"),
    ],
)
def test_what_is_not_understood_is_answered_with_what_is_near(ask: Ask, given: list[str], told: str) -> None:
    done = ask("ask", *given)
    assert done.returncode == 2
    assert told in " ".join(done.stderr.replace("│", " ").split())


def test_a_thing_that_is_not_there_ends_with_nothing_found(ask: Ask) -> None:
    done = ask("ask", COVERED, "--sub-cluster", "Robotix")
    assert done.returncode == 3
    assert "Nothing has the id, code or title 'Robotix'" in done.stderr
    assert "Robotics" in done.stderr


def test_python_asks_the_same_way(base: KnowledgeBase) -> None:
    answer = base.ask(COVERED, sub_cluster="Web & Cloud")
    assert "15-1254" in {row["code"] for row in answer.rows}
    with pytest.raises(UnknownQuestion, match="near it"):
        base.ask("occupation-of-a-sub-cluster")
    with pytest.raises(UnknownParameter, match="--sub-cluster"):
        base.ask(COVERED, cluster="x")
    with pytest.raises(NothingFound):
        base.ask(COVERED, sub_cluster="15-1252")


def test_the_page_is_renewed_by_careergraph_ask() -> None:
    renew = "renew it: careergraph ask --markdown > docs/questions.md"
    assert PAGE.read_text(encoding="utf-8") == f"{page(questions().values())}\n", renew
