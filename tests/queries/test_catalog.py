"""The catalogue: each question is well-formed, has an independent answer, and the embedded store gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from queries import catalog
from queries.arcadedb_store import ArcadeDBStore
from queries.catalog import BadQuestion, Question, Scalar, UnknownParameter, questions, read_question
from tests.built import Built
from tests.queries.catalog.cases import cases, expected, unasked
from tests.queries.catalog.world import World

TEXT = """\
// Which sub-clusters has a cluster?
// A remark.
// tags: researcher, counsellor
// cluster: CareerCluster = framework/2024/cluster/education
// limit: int = 5
MATCH (c:CareerCluster {id: $cluster})-[:HAS_SUB_CLUSTER]->(s:SubCluster)
RETURN s.title AS title
ORDER BY s.id
LIMIT $limit
"""


@pytest.fixture(scope="session")
def whole_store(built: Built) -> Iterator[ArcadeDBStore]:
    with ArcadeDBStore.open(built.folder / "store") as store:
        yield store


def test_there_are_at_least_fifty_questions_and_each_has_an_independent_answer() -> None:
    assert len(questions()) >= 50
    assert unasked() == set()


@pytest.mark.parametrize(("name", "given"), cases(), ids=str)
def test_the_embedded_store_answers_as_recomputed(
    name: str, given: dict[str, Scalar], world: World, whole_store: ArcadeDBStore
) -> None:
    question = questions()[name]
    values = question.values(given)
    answer = whole_store.query(question.cypher, values, timeout=30, limit=None)
    wanted = expected(question, values, world)
    assert [dict(zip(answer.columns, row, strict=True)) for row in answer.rows] == wanted


@pytest.mark.parametrize("name", questions())
def test_each_question_finds_something_and_finds_nothing(name: str, world: World) -> None:
    question = questions()[name]
    sizes = [len(expected(question, question.values(given), world)) for asked, given in cases() if asked == name]
    assert max(sizes) > 0
    assert not question.parameters or min(sizes) == 0


@pytest.mark.parametrize("question", questions().values(), ids=lambda question: question.name)
def test_a_question_keeps_the_house_style(question: Question) -> None:
    assert re.search(r"^(ORDER BY .*|RETURN (count|sum)\(.*)$", question.cypher, re.MULTILINE)
    for line in question.cypher.splitlines():
        assert len(line) <= 115
        assert not re.search(
            r"[^(]\b(MATCH|WHERE|RETURN|ORDER BY|LIMIT) ", line.replace("OPTIONAL MATCH", "")[1:]
        ), line


def test_a_question_is_read_from_its_file() -> None:
    question = read_question("sub-clusters", TEXT)
    assert question.asks == "Which sub-clusters has a cluster?"
    assert question.description == "A remark."
    assert question.tags == ("researcher", "counsellor")
    assert [(p.name, p.type, p.default) for p in question.parameters] == [
        ("cluster", "CareerCluster", "framework/2024/cluster/education"),
        ("limit", "int", 5),
    ]
    assert question.cypher.startswith("MATCH")
    assert question.values({"limit": 2}) == {"cluster": "framework/2024/cluster/education", "limit": 2}


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("cluster?", "cluster.", "question mark"),
        ("// tags: researcher, counsellor\n", "", "one line of tags"),
        ("researcher,", "teacher,", "there is no tag 'teacher'"),
        ("= 5", "= five", "a number"),
        ("limit: int", "limit: Number", "there is no type 'Number'"),
        ("limit: int", "most: int", "should be those of its query"),
        ("RETURN", "// now\nRETURN", "before the query"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_refused_with_its_name(old: str, new: str, why: str) -> None:
    with pytest.raises(BadQuestion, match=why) as refused:
        read_question("sub-clusters", TEXT.replace(old, new))
    assert "queries/cypher/sub-clusters.cypher" in str(refused.value)


def test_a_parameter_that_a_question_does_not_have_is_refused() -> None:
    with pytest.raises(UnknownParameter, match="it has: --cluster, --limit"):
        read_question("sub-clusters", TEXT).values({"subcluster": "x"})


def test_all_files_of_the_folder_are_questions() -> None:
    assert {path.suffix for path in Path(catalog.HERE).iterdir()} == {".cypher"}
