"""The page that asks in Cypher: addresses, parameters, refusals, answers as people read them."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from dashboard import answers, vocabulary
from dashboard.asking import Asked, address, addressed, fields, literal, refusal, values
from dashboard.data import Answer, Opened, query
from ontology.graph import CareerGraph
from queries.catalog import questions
from queries.process_pool import PoolBusy
from queries.sparql_results import AnswerTooLarge, QueryTooLarge
from queries.store import QueryFailed, QuerySyntaxError, QueryTimeout, StoreError, WriteRefused
from tests.dashboard.conftest import Show
from tests.dashboard.reading import shown

pytestmark = pytest.mark.usefixtures("opened")

WEB = "framework/2024/sub-cluster/web-cloud"


def answered(text: str, **parameters: Any) -> Answer:
    return query(text, parameters, timeout=30, limit=1_000)


def test_an_address_leads_to_the_question_and_back() -> None:
    given = {"question": "what-became-of-a-pathway", "pathway": "Plant Systems", "nonsense": "1"}
    asked = addressed(given)
    assert asked.given == {"pathway": "Plant Systems"}
    assert address(asked) == {"question": "what-became-of-a-pathway", "pathway": "Plant Systems"}
    own = addressed({"query": "RETURN $x AS query", "x": "1", "y": "2"})
    assert address(own) == {"query": "RETURN $x AS query", "x": "1"}
    assert address(Asked("RETURN 1", given={"cluster": "left from before"})) == {"query": "RETURN 1"}


def test_every_question_has_a_field_for_each_parameter_with_its_default(opened: Opened) -> None:
    for question in questions().values():
        asked = Asked(question.cypher, question)
        assert [one.parameter for one in fields(asked.text, question)] == list(question.parameters)
        assert values(asked, opened.index) == question.values({})


def test_things_are_meant_by_title_code_or_id(opened: Opened) -> None:
    for text in ("Web & Cloud", WEB):
        asked = addressed({"question": "occupations-of-a-sub-cluster", "subCluster": text})
        assert values(asked, opened.index) == {"subCluster": WEB}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10", 10),
        ("1.5", 1.5),
        ("true", True),
        ("15-1252", "15-1252"),
        ("'11.0701'", "11.0701"),
        ('"11"', "11"),
        ('["a", "b"]', ["a", "b"]),
        ("NaN", "NaN"),
        ("[" * 5_000, "[" * 5_000),
    ],
)
def test_what_is_typed_for_a_free_parameter_is_read_as_cypher_would(typed: str, meant: object) -> None:
    assert literal(typed) == meant


def test_a_slip_in_the_text_is_shown_in_its_place_with_what_was_meant() -> None:
    with pytest.raises(QuerySyntaxError) as error:
        answered("MATCH (n:SubCluster)\nRETRUN n")
    told = refusal(error.value)
    assert told.mend == "Did you mean RETURN?"
    assert told.place.splitlines() == ["Line 2, column 1:", "  RETRUN n", "  ^"]


def test_every_refusal_says_what_to_do() -> None:
    errors: list[StoreError] = [
        WriteRefused("CREATE (n)"),
        QueryTimeout(30),
        QueryTooLarge(384),
        AnswerTooLarge(32),
        PoolBusy(2),
        QueryFailed("/ by zero"),
        StoreError("gone"),
        QuerySyntaxError(None, None, "Variable 'm' not defined"),
    ]
    told = [refusal(error) for error in errors]
    assert len({one.said for one in told}) == len(errors)
    assert all(one.mend.endswith((".", "build.")) for one in told)
    assert "30 seconds" in told[1].said


def test_names_that_the_graph_does_not_have_are_told_with_those_near() -> None:
    assert "near it: SubCluster" in vocabulary.remarks("MATCH (n:SubClutser) RETURN n", ["n"])[0]
    assert "near it: title" in vocabulary.remarks("MATCH (n:SubCluster) RETURN n.titel", ["n.titel"])[0]
    assert vocabulary.remarks("MATCH (n:SubCluster) RETURN n.title", []) == []


def test_who_states_what_a_query_names_is_known() -> None:
    assert vocabulary.types_in("MATCH ()-[:COVERS_OCCUPATION|LIKELY_SUCCEEDED_BY]->()") == (
        ["COVERS_OCCUPATION"],
        ["LIKELY_SUCCEEDED_BY"],
    )
    assert vocabulary.origin("MATCH (n) RETURN n") == ""
    assert vocabulary.names_figures("RETURN o.medianWage2025")


def test_the_schema_counts_what_is_there(opened: Opened) -> None:
    found = vocabulary.schema(opened.graph)
    rows = {row["name"]: row for row in vocabulary.label_rows(found)}
    assert rows["SubCluster"]["number"] == 72
    derived = {row["name"] for row in vocabulary.type_rows(found, derived=True)}
    assert "LIKELY_SUCCEEDED_BY" in derived
    assert "BROADER" not in derived


def told(text: str, graph: CareerGraph, **parameters: Any) -> tuple[list[dict[str, Any]], dict[str, str]]:
    return answers.rows(answered(text, **parameters), graph.nodes, answers.by_code_and_title(graph.nodes))


def test_things_and_links_are_told_by_title_and_lead_to_their_pages(opened: Opened) -> None:
    text = "MATCH (s:SubCluster {id: $id})-[r:COVERS_OCCUPATION]->(o) RETURN s, r, o, s.id AS id, [s, 1] AS list"
    rows, opens = told(f"{text} ORDER BY o.code LIMIT 1", opened.graph, id=WEB)
    row = rows[0]
    assert row["s"] == "Web & Cloud"
    assert row["r"].startswith("Web & Cloud → COVERS_OCCUPATION → ")
    assert row["list"] == "Web & Cloud; 1"
    assert row[opens["s"]] == row[opens["id"]] == WEB
    assert row[opens["o"]].startswith("soc/2018/")
    assert "r" not in opens


def test_a_title_beside_its_code_leads_to_its_page_and_numbers_stay_numbers(opened: Opened) -> None:
    text = (
        "MATCH (o:Occupation {code: '15-1252'}) RETURN o.code AS code, o.title AS title, o.medianWage2025 AS wage"
    )
    rows, opens = told(text, opened.graph)
    assert rows[0][opens["title"]] == "soc/2018/15-1252"
    assert isinstance(rows[0]["wage"], int)


def test_what_is_drawn_is_what_the_answer_holds(opened: Opened) -> None:
    found = answered("MATCH p = (:SubCluster {id: $id})-[:COVERS_OCCUPATION]->() RETURN p", id=WEB)
    drawn = answers.drawn(found, opened.graph, opened.statements)
    assert drawn
    assert len(drawn.relationships) == len(found.rows) == len(drawn.nodes) - 1
    things = answers.drawn(answered("MATCH (s:SubCluster) RETURN s"), opened.graph, opened.statements)
    assert things
    assert (len(things.nodes), things.added) == (72, False)
    apart = answered("MATCH (f:Framework {id: 'framework/2024'}), (c:CareerCluster) RETURN f, c")
    joined = answers.drawn(apart, opened.graph, opened.statements)
    assert joined
    assert joined.added
    assert {"HAS_CLUSTER"} < {tie.type for tie in joined.relationships}
    assert answers.drawn(answered("RETURN 1 AS one"), opened.graph, opened.statements) is None


def test_a_picture_has_at_most_500_things_and_says_how_many_are_missing(opened: Opened) -> None:
    found = answered("MATCH (o:DetailedOccupation) RETURN o")
    drawn = answers.drawn(found, opened.graph, opened.statements)
    assert drawn
    assert len(drawn.nodes) == 500
    assert drawn.left_out == len(found.rows) - 500


def test_a_map_that_only_looks_like_a_thing_is_not_one(opened: Opened) -> None:
    found = answered("RETURN {id: 'none', labels: [], properties: {}} AS fake")
    assert answers.drawn(found, opened.graph, opened.statements) is None


def test_files_hold_the_answer_whole() -> None:
    found = Answer(["code", "list"], [["01.0000", [1, "a"]], [None, None]], True, 0.1)
    assert list(csv.reader(io.StringIO(answers.as_csv(found).decode()))) == [
        ["code", "list"],
        ["01.0000", '[1, "a"]'],
        ["", ""],
    ]
    assert json.loads(answers.as_json(found, "RETURN 1", {"x": 1}, "b"))["rows"] == found.rows


def test_a_question_of_the_address_is_answered_at_once(show: Show) -> None:
    test = show("cypher", question="sub-clusters-of-a-cluster", cluster="Education")
    assert "4 rows in" in shown(test)
    assert test.text_area[0].value == questions()["sub-clusters-of-a-cluster"].cypher


def test_a_query_of_the_address_runs_once_run_is_pressed_and_keeps_its_parameters(show: Show) -> None:
    test = show("cypher", query="RETURN $a + 1 AS sum", a="41")
    assert "press Run" in shown(test)
    next(button for button in test.button if button.label == "Run").click().run()
    assert not test.exception
    assert "1 row in" in shown(test)
    assert test.dataframe[0].value.iloc[0, 0] == 42


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"question": "no-such-question"}, "There is no question"),
        (
            {"question": "sub-clusters-of-a-cluster", "cluster": "<script>alert(1)</script>"},
            "Nothing of that kind",
        ),
        ({"question": "biggest-occupations-of-a-sub-cluster", "limit": "many"}, "Limit is a number"),
        ({"query": "MATCH (n) DETACH DELETE n"}, "press Run"),
        ({"query": "x" * 10_000}, "press Run"),
        ({"query": "[link](http://example.org) $a $a$b"}, "press Run"),
    ],
)
def test_what_an_address_gets_wrong_is_said_and_shown_as_text(
    show: Show, parameters: dict[str, str], said: str
) -> None:
    text = shown(show("cypher", **parameters)).replace("\\", "")
    assert said in text


def test_a_query_that_would_write_is_refused_in_words(show: Show) -> None:
    test = show("cypher", query="CREATE (n:Skill)")
    next(button for button in test.button if button.label == "Run").click().run()
    assert "only read" in shown(test)
