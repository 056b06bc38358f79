"""`careergraph sparql`: examples and queries, formats and files, and the same from Python."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pyoxigraph as ox
import pytest
from rdflib.namespace import SKOS, XSD

from careergraph.answers import Answer
from careergraph.knowledge import KnowledgeBase
from careergraph.sparql_page import page
from queries.catalog import UnknownParameter
from queries.show import NothingFound
from queries.sparql_catalog import UnknownExample, examples
from queries.sparql_results import Triples

Ask = Callable[..., CompletedProcess[str]]
PAGE = Path(__file__).parents[2] / "docs" / "sparql.md"
TEXT = PAGE.read_text(encoding="utf-8")
BECAME = "what-became-of-a-pathway"
SHARED = "skills-that-two-clusters-share"
SUBS = "SELECT ?title { ?s skos:broader cluster:education ; skos:prefLabel ?title } ORDER BY ?title"
PYTHON = """
SELECT ?thing ?title
WHERE { VALUES ?thing { cluster:education <framework/2024> } ?thing skos:prefLabel ?title }
ORDER BY ?thing
"""
ID = "https://w3id.org/careergraph/id"
FRAMEWORK, EDUCATION = "National Career Clusters Framework, 2024", f"{ID}/framework/2024/cluster/education"
BROADER = ox.NamedNode(str(SKOS.broader))
TECHNOLOGY = ox.NamedNode(f"{ID}/framework/2024/cluster/digital-technology")


@pytest.fixture
def sparql(ask: Ask, quick_home: Path) -> Ask:
    """Runs `careergraph sparql` on a home that holds only the framework."""
    return lambda *words, **more: ask("sparql", *words, home=quick_home, **more)


# Examples


def test_all_examples_are_listed_and_a_tag_narrows_them(sparql: Ask) -> None:
    every = sparql().stdout
    assert all(name in every for name in examples())
    some = json.loads(sparql("--tag", "counsellor", "--json").stdout)
    assert 0 < len(some) < len(examples())
    assert all("counsellor" in example["tags"] for example in some)


@pytest.mark.parametrize("named", ["Plant Systems", "plant systems", "framework/2002/pathway/plant-systems"])
def test_a_thing_may_be_named_by_title_or_id(sparql: Ask, named: str) -> None:
    rows = csv.DictReader(io.StringIO(sparql(BECAME, "--pathway", named, "--format=csv").stdout))
    assert f"{ID}/framework/2024/cluster/agriculture" in {row["successor"] for row in rows}


def test_an_example_is_shown_as_other_tools_take_it(sparql: Ask) -> None:
    shown = sparql(SHARED, "--other", "Education", "--show").stdout
    assert shown.startswith(f"# {examples()[SHARED].asks}\n")
    assert "# --one (CareerCluster, by id, code or title), else cluster:digital-technology\n" in shown
    assert f"PREFIX cluster: <{ID}/framework/2024/cluster/>\n" in shown
    assert "PREFIX naics:" not in shown
    assert "VALUES ?other { cluster:education }" in shown
    assert ox.Store().query(shown)


# Queries


def test_a_query_is_text_or_a_file_or_comes_from_another_program(sparql: Ask, tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(SUBS, encoding="utf-8")
    texts = [sparql(SUBS).stdout, sparql(str(path)).stdout, sparql("-", stdin=SUBS).stdout]
    assert "Early Childhood Development" in texts[0]
    assert len(set(texts)) == 1


def test_a_table_has_short_names_that_a_query_may_use(sparql: Ask) -> None:
    done = sparql(PYTHON)
    assert [line.split() for line in done.stdout.splitlines()[2:]] == [
        ["<framework/2024>", "National", "Career", "Clusters", "Framework,", "2024"],
        ["cluster:education", "Education"],
    ]
    assert "2 rows, " in done.stderr


def test_yes_and_no_are_words(sparql: Ask) -> None:
    assert sparql("ASK { cluster:education a skos:Concept }").stdout == "yes\n"
    assert sparql("ASK { cluster:education a cg:SubCluster }").stdout == "no\n"


def test_triples_are_turtle_and_need_no_prefix_that_they_do_not_use(sparql: Ask) -> None:
    done = sparql("core-of-a-cluster", "--cluster", "Education")
    triples = list(ox.parse(done.stdout, ox.RdfFormat.TURTLE))
    assert f"{len(triples)} triples, " in done.stderr
    assert "@prefix skos:" in done.stdout
    assert "@prefix naics:" not in done.stdout


def test_what_is_only_published_can_be_asked_alone(sparql: Ask) -> None:
    counted = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert sparql(counted, "--published").stdout.split()[-1] == "2"
    refused = sparql("ASK { GRAPH graph:derived { ?s ?p ?o } }", "--published")
    assert "There is no graph graph:derived here; there are graph:published, graph:metadata." in refused.stderr


# Formats


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_rows_come_in_each_standard_format(sparql: Ask, form: str, tmp_path: Path) -> None:
    path = tmp_path / f"rows.{form}"
    assert sparql(PYTHON, "--output", str(path)).stdout == ""
    if form == "csv":  # tells IRIs and texts no more apart
        written = path.read_bytes().decode().splitlines()
        assert written == ["thing,title", f'{ID}/framework/2024,"{FRAMEWORK}"', f"{EDUCATION},Education"]
        return
    found = ox.parse_query_results(path.read_bytes(), getattr(ox.QueryResultsFormat, form.upper()))
    assert isinstance(found, ox.QuerySolutions)
    assert [[str(term) for term in row] for row in found] == [
        [f"<{ID}/framework/2024>", f'"{FRAMEWORK}"@en'],
        [f"<{EDUCATION}>", '"Education"@en'],
    ]


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_every_kind_of_term_comes_through(sparql: Ask, form: str) -> None:
    text = "SELECT * { VALUES (?a ?b ?c ?d ?e) { (1 0.5 'x' 'y'@en UNDEF) } BIND(BNODE() AS ?f) }"
    printed = sparql(text, "--format", form).stdout
    found = ox.parse_query_results(printed, getattr(ox.QueryResultsFormat, form.upper()))
    assert isinstance(found, ox.QuerySolutions)
    [row] = found
    assert [str(row[name]) for name in "cde"] == ['"x"', '"y"@en', "None"]
    assert str(row["a"]) == f'"1"^^<{XSD.integer}>'
    assert str(row["b"]) == f'"0.5"^^<{XSD.decimal}>'
    assert isinstance(row["f"], ox.BlankNode)


@pytest.mark.parametrize(
    ("form", "ending", "parsed"),
    [
        ("turtle", ".ttl", ox.RdfFormat.TURTLE),
        ("ntriples", ".nt", ox.RdfFormat.N_TRIPLES),
        ("jsonld", ".jsonld", ox.RdfFormat.JSON_LD),
        ("rdfxml", ".rdf", ox.RdfFormat.RDF_XML),
    ],
)
def test_triples_come_in_each_format(
    sparql: Ask, form: str, ending: str, parsed: ox.RdfFormat, tmp_path: Path
) -> None:
    path = tmp_path / f"core{ending}"
    assert sparql("core-of-a-cluster", "-o", str(path)).returncode == 0
    assert sparql("core-of-a-cluster", "--format", form).stdout == path.read_text(encoding="utf-8")
    triples = {quad.triple for quad in ox.parse(path.read_bytes(), parsed)}
    assert ox.Triple(ox.NamedNode(f"{ID}/framework/2024/sub-cluster/web-cloud"), BROADER, TECHNOLOGY) in triples
    assert len(triples) == 34


# Limits and slips


def test_an_answer_is_cut_at_the_limit_and_says_so(sparql: Ask) -> None:
    done = sparql(SUBS, "--limit", "2")
    assert len(done.stdout.splitlines()) == 4
    assert "2 rows, " in done.stderr
    assert "there are more, --limit N shows them" in done.stderr
    assert "there are more" in sparql("all-about-a-thing", settings={"CAREERGRAPH_LIMIT": "5"}).stderr


def test_a_query_is_ended_at_its_time_limit(sparql: Ask) -> None:
    done = sparql("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "--timeout", "0.5")
    assert done.returncode == 5
    assert "time limit of 0.5 seconds" in done.stderr


def test_a_name_that_stands_nowhere_is_told_beside_the_answer(sparql: Ask) -> None:
    done = sparql('SELECT ?x { ?x skos:preflabel "Robotics" }')
    assert done.returncode == 0
    assert "Nothing here is called skos:preflabel; near it: skos:prefLabel." in done.stderr
    assert '"Robotics"@en finds it' in done.stderr


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["what-became-of-a-pathwy"], "near it: what-became-of-a-pathway"),
        ([BECAME, "--pathwy", "x"], "near it: pathway"),
        ([BECAME, "Insurance"], "belongs to no option"),
        (["cross-cutting-clusters", "--cluster", "x"], "takes no parameter"),
        ([SUBS, "--cluster", "x"], "takes no parameter"),
        (["interdisciplinary-clusters", "--fewest-programs", "many"], "a number"),
        (["gone.rq"], "there is no file gone.rq"),
        (["--tag", "teachers"], "there is no tag 'teachers'"),
        ([SUBS, "--output", "x.txt"], "--format"),
        ([SUBS, "--format", "turtle"], "there are csv, tsv, json, xml"),
        (["all-about-a-thing", "--format", "xml"], "there are turtle, ntriples, jsonld, rdfxml"),
        (["SELECT ?x { ?x a }"], "SPARQL error in line 1, column"),
        (["DELETE WHERE { ?s ?p ?o }"], "Only reading is allowed"),
        (["ASK { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"], "SERVICE is switched off"),
        (["SELECT * FROM graph:publshed { ?s ?p ?o }"], "There is no graph graph:publshed here; there are"),
    ],
)
def test_what_cannot_be_done_exits_with_2_and_says_why(sparql: Ask, given: list[str], told: str) -> None:
    done = sparql(*given)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in " ".join(done.stderr.replace("│", " ").split())


def test_a_thing_that_is_not_there_ends_with_nothing_found(sparql: Ask) -> None:
    done = sparql(BECAME, "--pathway", "Plant Sistems")
    assert done.returncode == 3
    assert "Plant Systems" in done.stderr


# From Python


def test_python_asks_the_same_way(base: KnowledgeBase) -> None:
    rows = base.sparql(SUBS)
    assert isinstance(rows, Answer)
    assert {"title": "Early Childhood Development"} in rows.rows
    assert rows.to_pandas()["title"].tolist() == [row["title"] for row in rows.rows]
    assert base.sparql("ASK { soc:15-1252 a skos:Concept }") is True
    assert isinstance(base.sparql("DESCRIBE soc:15-1252"), Triples)
    became = base.sparql_example(BECAME, pathway="Legal Services")
    assert isinstance(became, Answer)
    assert [row["said"] for row in became.rows] == ["published", "derived"]


def test_python_is_told_what_is_wrong(base: KnowledgeBase) -> None:
    with pytest.raises(UnknownExample, match="near it"):
        base.sparql_example("what-became-of-pathway")
    with pytest.raises(UnknownParameter, match="--pathway"):
        base.sparql_example(BECAME, cluster="x")
    with pytest.raises(NothingFound):
        base.sparql_example(BECAME, pathway="15-1252")


# The page


def test_the_page_is_renewed_by_careergraph_sparql(sparql: Ask) -> None:
    assert page(examples().values()) == TEXT, "renew it: careergraph sparql --markdown > docs/sparql.md"
    assert sparql("--markdown").stdout == TEXT


def test_every_place_that_the_page_leads_to_is_there() -> None:
    headings = {h.lower().replace(" ", "-") for h in re.findall(r"^#+ (.*)", TEXT, re.M)}
    targets = re.findall(r"\]\(([^)]+)\)", TEXT)
    assert targets
    for target in targets:
        assert target.removeprefix("#") in headings if target.startswith("#") else (PAGE.parent / target).exists()


def test_the_query_of_the_page_finds_what_it_says(base: KnowledgeBase) -> None:
    [text] = [block for block in re.findall(r"```sparql\n(.*?)```", TEXT, re.DOTALL) if "?graph ?title" in block]
    found = base.sparql(text)
    assert isinstance(found, Answer)
    assert {row["title"] for row in found.rows} == {"Digital Technology", "Marketing & Sales"}


def test_the_python_of_the_page_runs(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    ask("info")  # sets the home
    [code] = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    exec(code, {})
    assert capsys.readouterr().out.splitlines()[0] == "Advanced Manufacturing 14"


def test_the_commands_of_the_page_are_understood(
    ask: Ask, quick_home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.rq").write_text(SUBS, encoding="utf-8")
    [block] = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines():
        program, *words = shlex.split(line.rpartition("| ")[2], comments=True)
        done = ask(*words, stdin=SUBS, home=quick_home)
        assert (program, done.returncode) == ("careergraph", 0), line
