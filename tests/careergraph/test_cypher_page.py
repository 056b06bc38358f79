"""docs/cypher.md: it is what the generator gives, and what it says is so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from alignments import occupations
from careergraph.cypher_model import drawings
from careergraph.cypher_page import page
from careergraph.knowledge import KnowledgeBase
from ontology import identifiers
from ontology.derived import DERIVED_TYPES
from ontology.graph import CareerGraph
from ontology.nodes import Industry, Node, Occupation, Program
from ontology.relationships import PUBLISHED_TYPES, CoversOccupation, RelatedTo
from ontology.vocabulary import RELATIONSHIP_TYPES
from queries.store import FeatureRefused, QueryFailed, Value
from queries.store import Node as Found

PAGE = Path(__file__).parents[2] / "docs" / "cypher.md"
TEXT = PAGE.read_text(encoding="utf-8")
MEND = "careergraph build && careergraph schema --markdown > docs/cypher.md"
Ask = Callable[..., CompletedProcess[str]]


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture(scope="module")
def whole(base: KnowledgeBase) -> CareerGraph:
    return base.graph()


def test_the_page_is_what_the_generator_gives(base: KnowledgeBase, whole: CareerGraph) -> None:
    assert page(base.schema(), whole) == TEXT, f"if meant: {MEND}"


def test_markdown_prints_the_page_and_goes_with_nothing_else(ask: Ask) -> None:
    printed = ask("schema", "--markdown")
    assert (printed.returncode, printed.stdout, printed.stderr) == (0, TEXT, "")
    for beside in ("Occupation", "--json"):
        assert ask("schema", "--markdown", beside).returncode == 2


def test_every_place_that_the_page_leads_to_is_there() -> None:
    headings = {
        re.sub(r"[^a-z0-9 -]", "", h.lower()).replace(" ", "-") for h in re.findall(r"^#+ (.*)", TEXT, re.M)
    }
    targets = re.findall(r"\]\((?!http)([^)]+)\)", TEXT)
    assert targets
    for target in targets:
        assert target.removeprefix("#") in headings if target.startswith("#") else (PAGE.parent / target).exists()


# Its queries


@pytest.mark.parametrize("cypher", blocks("cypher"), ids=lambda text: text.split("\n")[0][:60])
def test_a_query_of_the_page_answers_and_orders_its_rows(cypher: str, base: KnowledgeBase) -> None:
    answer = base.query(cypher)
    assert answer.rows
    assert len(answer) == 1 or "\nORDER BY " in cypher


def test_related_occupations_of_another_cluster_are_those(base: KnowledgeBase, whole: CareerGraph) -> None:
    [cypher] = [block for block in blocks("cypher") if "RELATED_TO]-(other" in block]
    nurse, clusters = identifiers.soc("29-1141"), occupations.clusters(whole)
    covered = {r.end for r in whole.of_type(CoversOccupation)}
    ends = [{r.start, r.end} for r in whole.of_type(RelatedTo)]
    near = set().union(*(pair for pair in ends if nurse in pair)) & covered
    apart = {one for one in near if not clusters[one] & clusters[nurse]}
    assert [row[0] for row in base.query(cypher).result.rows] == sorted(one.split("/")[-1] for one in apart)


def test_the_cheat_sheet_is_long_enough() -> None:
    sheet = TEXT[TEXT.index("## Cheat sheet") : TEXT.index("## Two engines")]
    assert sheet.count("```cypher") >= 15


def test_the_python_of_the_page_runs(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    ask("info")  # sets the home
    [code] = blocks("python")
    exec(code, {})
    assert capsys.readouterr().out.splitlines()[0].endswith(" communities")


# What it says of the two engines: here the embedded one


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (a:SubCluster) MATCH p = SHORTEST 1 (a)-[*..2]-(:Occupation) RETURN length(p)",
        "MATCH p = ANY SHORTEST (:SubCluster)-[]-+(:Occupation) RETURN length(p)",
        "MATCH p = ALL SHORTEST (:SubCluster)-[]-+(:Occupation) RETURN length(p)",
        "MATCH (c:CareerCluster)-[:HAS_SUB_CLUSTER]->(s) RETURN c {.title, n: count(s)} AS one",
        "MATCH (s:SubCluster) RETURN *, 1 AS one",
        "UNWIND range(1, 600000) AS x WITH DISTINCT x RETURN count(x)",
        "UNWIND range(1, 600000) AS x RETURN count(DISTINCT x)",
        "UNWIND range(1, 600000) AS x RETURN x ORDER BY x",
        "CYPHER 5 RETURN 1",
        "SHOW FUNCTIONS",
        "SHOW PROCEDURES",
        "CALL db.schema.nodeTypeProperties()",
        "CALL db.index.fulltext.queryNodes('titles', 'nurse')",
    ],
)
def test_the_embedded_engine_refuses_what_the_page_says(cypher: str, base: KnowledgeBase) -> None:
    with pytest.raises(QueryFailed):
        base.query(cypher)


def test_files_and_addresses_are_refused(base: KnowledgeBase) -> None:
    with pytest.raises(FeatureRefused):
        base.query("LOAD CSV FROM 'file:///x.csv' AS line RETURN line")


@pytest.mark.parametrize(
    ("cypher", "expected"),
    [
        ("RETURN 7 / 2", 3),
        ("RETURN null = null", None),
        ("RETURN 1 = '1'", False),
        ("UNWIND [3, null, 1] AS x WITH x ORDER BY x RETURN collect(coalesce(x, 0))", [1, 3, 0]),
        ("UNWIND [3, null, 1] AS x WITH x ORDER BY x DESC RETURN collect(coalesce(x, 0))", [0, 3, 1]),
        ("UNWIND ['a', 'B', 'é', '1'] AS x WITH x ORDER BY x RETURN collect(x)", ["1", "B", "a", "é"]),
        ("MATCH (c:CareerCluster) WHERE EXISTS { (c)-[:CROSS_CUTS]->() } RETURN count(c)", 3),
        ("MATCH (c:CareerCluster) RETURN sum(COUNT { (c)-[:HAS_SUB_CLUSTER]->() })", 72),
        ("MATCH (f:Framework {id: 'framework/2024'}) RETURN size(COLLECT { MATCH (f)-->(c) RETURN c.id })", 14),
        ("MATCH (c:CareerCluster) CALL (c) { MATCH (c)-->(s:SubCluster) RETURN count(s) AS n } RETURN sum(n)", 72),
        ("MATCH (p:Program&Retired) RETURN count(p)", 161),
        ("MATCH (:Program {code: '11.0701'})-[:BROADER]->+(p) RETURN count(p)", 2),
        ("FOR x IN [1, 2] RETURN count(x)", 2),
        ("UNWIND range(1, 600000) AS x RETURN x ORDER BY x DESC LIMIT 1", 600_000),
    ],
)
def test_the_embedded_engine_answers_as_the_page_says(cypher: str, expected: Value, base: KnowledgeBase) -> None:
    [[answer]] = base.query(cypher).result.rows
    assert answer == expected


def test_labels_have_no_order_to_rely_on(base: KnowledgeBase) -> None:
    [[node]] = base.query("MATCH (o:Occupation {code: '15-1252'}) RETURN o").result.rows
    assert isinstance(node, Found)
    assert set(node.labels) == {"Occupation", "DetailedOccupation"}


# What it says of the graph


@pytest.mark.parametrize("kind", [Occupation, Program, Industry])
def test_a_code_is_unique_within_its_label_and_not_beyond(whole: CareerGraph, kind: type[Node]) -> None:
    codes = Counter(getattr(node, "code", "") for node in whole.of_kind(kind))
    assert set(codes.values()) == {1}
    assert {identifiers.cip("11"), identifiers.naics("11")} <= set(whole.nodes)


def test_nothing_is_joined_to_itself(whole: CareerGraph) -> None:
    assert not [r for r in whole.relationships if r.start == r.end]


def test_a_covered_group_has_no_covered_part(whole: CareerGraph, base: KnowledgeBase) -> None:
    covered = {r.end for r in whole.of_type(CoversOccupation)}
    parts = base.query("MATCH (g:Occupation)<-[:BROADER*]-(o:Occupation) RETURN g.id, o.id").result.rows
    parts += base.query("MATCH (g:Occupation)-[:COMBINES]->(o:Occupation) RETURN g.id, o.id").result.rows
    assert len(parts) > 1_000
    assert not [(group, part) for group, part in parts if group in covered and part in covered]


def test_the_source_and_place_of_what_is_published_and_the_method_of_what_is_derived(whole: CareerGraph) -> None:
    for relationship in whole.relationships:
        carried = relationship.properties()
        if relationship.type in DERIVED_TYPES:
            assert {"method", "confidence", "asserted", "evidence", "derivedFrom"} <= carried.keys(), relationship
        elif relationship.type != "COMBINES":  # found by elimination: no row says so
            assert {"source", "locator"} <= carried.keys(), relationship


# Drawings and codebook


def arrows(drawing: str) -> list[tuple[str, str, str]]:
    found = re.findall(r'^    (\w+) -->\|"([A-Z_<br/>]+)"\| (\w+)$', drawing, re.M)
    return [(start, name, end) for start, names, end in found for name in names.split("<br/>")]


def test_every_type_is_drawn_once_and_derived_ones_apart() -> None:
    *published, derived = [{name for _, name, _ in arrows(drawing)} for drawing in blocks("mermaid")]
    assert len(published) == 3
    assert derived == set(DERIVED_TYPES)
    assert set().union(*published) == set(PUBLISHED_TYPES)
    assert sum(map(len, published)) == len(PUBLISHED_TYPES)


def test_every_relationship_goes_along_an_arrow(whole: CareerGraph) -> None:
    drawn = {arrow for drawing in blocks("mermaid") for arrow in arrows(drawing)}
    met = set()
    for relationship in whole.relationships:
        start, end = whole.nodes[relationship.start], whole.nodes[relationship.end]
        along = {(a, relationship.type, b) for a in start.labels for b in end.labels} & drawn
        assert along, relationship
        met |= along
    assert met == drawn


def test_without_a_derived_part_nothing_derived_is_drawn(graph: CareerGraph) -> None:
    lines = list(drawings(graph))
    assert lines.count("flowchart LR") == 3
    assert not [line for line in lines if any(name in line for name in DERIVED_TYPES)]


def test_the_codebook_explains_every_label_type_and_property(base: KnowledgeBase) -> None:
    codebook = TEXT[TEXT.index("## Codebook") :]
    found = base.schema()
    for entry in (*found.labels, *found.relationship_types):
        assert f"\n| `{entry.name}` | " in codebook
        for one in entry.properties:
            cells = (f"`{one.name}`", one.meaning, one.unit, one.year, one.absent)
            line = " | ".join(cell.replace("|", r"\|") for cell in cells)
            assert f"\n| {line} |" in codebook, (entry.name, one.name)


def test_an_owner_of_a_property_is_a_label_or_type_that_has_it(base: KnowledgeBase) -> None:
    found = base.schema()
    having = {(e.name, p.name) for e in (*found.labels, *found.relationship_types) for p in e.properties}
    told = [
        (owner, name)
        for name, owners in re.findall(r"^\| `(\w+)` \|.*\| ((?:`\w+`(?:, )?)+) \|$", TEXT, re.M)
        for owner in re.findall(r"`(\w+)`", owners)
    ]
    assert ("DetailedOccupation", "jobZone") in told
    assert {owner for owner, _ in told} & set(RELATIONSHIP_TYPES)
    assert set(told) <= having
