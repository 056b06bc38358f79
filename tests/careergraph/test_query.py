"""careergraph query: where the text comes from, parameters, limits, and how it says no."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Ask = Callable[..., CompletedProcess[str]]
CLUSTERS = (
    "MATCH (c:CareerCluster)-[:HAS_SUB_CLUSTER]->(s) RETURN c.title AS title, count(s) AS n ORDER BY c.title"
)
PROGRAM = "MATCH (p:Program {code: $code}) RETURN p.title AS title"


def rows(done: CompletedProcess[str]) -> list[list[object]]:
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)["rows"]
    assert isinstance(found, list)
    return found


def test_the_14_clusters_have_72_sub_clusters(run: Ask) -> None:
    done = run("query", CLUSTERS.replace(" AS title", "").replace(" AS n", ""))
    lines = done.stdout.splitlines()[2:]
    assert done.returncode == 0
    assert len(lines) == 14
    assert sum(int(line.split()[-1]) for line in lines) == 72
    assert lines == sorted(lines)
    assert done.stderr.startswith("14 rows")


def test_a_query_comes_as_text_from_a_file_or_from_standard_input(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "clusters.cypher"
    path.write_text(CLUSTERS)
    text = ask("query", CLUSTERS, "--format", "csv").stdout
    assert text.count("\n") == 15
    assert ask("query", "--file", str(path), "--format", "csv").stdout == text
    assert ask("query", "-", "--format", "csv", stdin=CLUSTERS).stdout == text
    assert ask("query", "--format", "csv", stdin=CLUSTERS).stdout == text


def test_the_script_reads_a_query_from_a_pipe(run: Ask) -> None:
    assert len(rows(run("query", "--format", "json", stdin=CLUSTERS))) == 14


def test_a_parameter_stays_text_so_that_11_0701_is_a_code(ask: Ask) -> None:
    found = rows(ask("query", PROGRAM, "--param", "code=11.0701", "--format", "json"))
    assert found == [["Computer Science"]]
    told = "RETURN $text AS text, $number AS number"
    assert rows(ask("query", told, "-p", "text=01.0000", "-p", "number:=1.5", "--format", "json")) == [
        ["01.0000", 1.5]
    ]


def test_a_parameter_may_be_json_and_hold_an_equals_sign(ask: Ask) -> None:
    asked = ["query", "RETURN $n + 1 AS n, $list AS list, $yes AS yes, $text AS text", "--format", "json"]
    given = ["-p", "n:=41", "-p", 'list:=["a", "b"]', "-p", "yes:=true", "-p", "text=a=b:=c"]
    assert rows(ask(*asked, *given)) == [[42, ["a", "b"], True, "a=b:=c"]]


def test_a_query_with_an_error_exits_with_2_and_shows_line_and_column(ask: Ask) -> None:
    refused = ask("query", "MATCH (s:SubCluster)\nRETURN s.title LIMT 4")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "line 2, column 16" in refused.stderr
    assert refused.stderr.splitlines()[1:] == ["  RETURN s.title LIMT 4", " " * 17 + "^"]


@pytest.mark.parametrize(
    ("cypher", "why"),
    [
        ("CREATE (n:Skill) RETURN n", "Only reading"),
        ("MATCH (n:Skill) DETACH DELETE n", "Only reading"),
        (PROGRAM, "$code"),
        ("RETURN nonsense(1)", "nonsense"),
        ("", "empty"),
    ],
)
def test_a_query_that_cannot_be_answered_exits_with_2_and_says_why(ask: Ask, cypher: str, why: str) -> None:
    refused = ask("query", cypher)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert why in refused.stderr
    assert "Exception" not in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_file_that_is_not_there_is_named(ask: Ask, tmp_path: Path) -> None:
    refused = ask("query", "--file", str(tmp_path / "gone.cypher"))
    assert refused.returncode == 2
    assert "gone.cypher" in refused.stderr


def test_an_answer_that_was_cut_says_so_and_how_to_see_more(ask: Ask) -> None:
    cut = ask("query", "MATCH (o:Occupation) RETURN o.code", "--limit", "5", "--format", "csv")
    assert cut.stdout.count("\n") == 6
    assert "5 rows" in cut.stderr
    assert "--limit N" in cut.stderr
    whole = ask("query", CLUSTERS, "--limit", "14")
    assert "--limit" not in whole.stderr
    cut = ask("query", "MATCH (o:Occupation) RETURN o.code", settings={"CAREERGRAPH_LIMIT": "3"})
    assert "3 rows" in cut.stderr
    assert "--limit N" in cut.stderr


def test_an_answer_without_rows_still_has_its_header(ask: Ask) -> None:
    empty = "MATCH (s:SubCluster {title: 'None such'}) RETURN s.title AS title, s.id AS id"
    assert ask("query", empty, "--format", "csv").stdout == "title,id\n"
    assert ask("query", empty).stdout.split()[:2] == ["title", "id"]
    assert json.loads(ask("query", empty, "--format", "json").stdout)["columns"] == ["title", "id"]
    assert "0 rows" in ask("query", empty).stderr


def test_an_empty_answer_to_a_mistyped_label_names_the_right_one(ask: Ask) -> None:
    asked = ask("query", "MATCH (s:SubCluser) RETURN s.title")
    assert asked.returncode == 0
    assert "SubCluster" in asked.stderr


def test_a_date_is_a_date_in_every_text_format(ask: Ask) -> None:
    dated = "RETURN date('2024-10-17') AS day"
    assert ask("query", dated, "--format", "csv").stdout == "day\n2024-10-17\n"
    assert ask("query", dated).stdout.split()[-1] == "2024-10-17"
    assert rows(ask("query", dated, "--format", "json")) == [["2024-10-17"]]


def test_unmanned_vehicle_technology_is_there_without_coverage_and_says_why(ask: Ask) -> None:
    asked = """
        MATCH (s:SubCluster {title: 'Unmanned Vehicle Technology'})
        OPTIONAL MATCH (s)-[r:COVERS_OCCUPATION|COVERS_PROGRAM]->()
        OPTIONAL MATCH (s)<-[a:IN_SUB_CLUSTER]-()
        RETURN s.note AS note, count(r) + count(a) AS coverage"""
    [[note, coverage]] = rows(ask("query", asked, "--format", "json"))
    assert coverage == 0
    assert "No row of the published workbooks" in str(note)
    assert str(note) in ask("show", "Unmanned Vehicle Technology").stdout
