"""The files of SSSOM: valid by its own validator, canonical, the same bytes from the same graph."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology import relationships as r
from ontology.exports.sssom_text import COLUMNS, block, table
from ontology.graph import CareerGraph
from ontology.identifiers import BASE
from tests.ontology.exports.sssom_sets import Row, Sets, ends, header, rows, written

SSSOM = Path(__file__).parents[3] / ".venv-sssom" / "bin"
GOLDEN = Path(__file__).parent / "golden"
# What YAML without quotes would take for a number, a date, a truth value, a mapping, a comment and so on.
TEXTS = """
2024
2024-10
1e3
0x1f
true
Yes
null
~
a: b
a:
a #b
a#b
- a
it's
"x"
é — 日本
https://example.org/a#b
{a}
[a]
*a
&a
!a
%a
@a
`a
a\\b
a, b
""".splitlines()


@pytest.fixture(scope="session")
def sets(derived_graph: CareerGraph, tmp_path_factory: pytest.TempPathFactory) -> Sets:
    return written(derived_graph, tmp_path_factory.mktemp("sssom"))


def test_a_small_set_in_full(sets: Sets) -> None:
    name = "covers-occupation.framework-2024.bls-combined"
    expected = (GOLDEN / f"{name}.sssom.tsv").read_text(encoding="utf-8")
    assert sets[name].read_text(encoding="utf-8") == expected


def test_the_files_are_canonical(sets: Sets) -> None:
    for path in sets.values():
        data = path.read_bytes()
        assert b"\r" not in data
        assert not data.startswith(b"\xef\xbb\xbf")
        found = [[row[column] for column in row] for row in rows(path)]
        assert found == sorted(found)
        assert all(any(column) for column in zip(*found, strict=True))
        assert list(rows(path)[0]) == [column for column in COLUMNS if column in rows(path)[0]]


def test_the_same_graph_gives_the_same_bytes(sets: Sets, derived_graph: CareerGraph, tmp_path: Path) -> None:
    turned = CareerGraph(reversed([*derived_graph.nodes.values()]), reversed(derived_graph.relationships))
    again = written(turned, tmp_path)
    assert {name: path.read_bytes() for name, path in again.items()} == {
        n: p.read_bytes() for n, p in sets.items()
    }


def test_a_version_changes_with_the_rows_and_only_then(sets: Sets, graph: CareerGraph, tmp_path: Path) -> None:
    covers = r.CoversOccupation(
        start="framework/2024/sub-cluster/unmanned-vehicle-technology",
        end="soc/2018/15-1252",
        source="source/advance-cte-crosswalk",
    )
    changed = written(graph.extended([covers]), tmp_path)
    versions = {
        n: (header(p)["mapping_set_version"], header(sets[n])["mapping_set_version"]) for n, p in changed.items()
    }
    assert [n for n, (now, then) in versions.items() if now != then] == [
        "covers-occupation.framework-2024.soc-2018"
    ]
    assert all(now.startswith(then.split(", rows ")[0]) for now, then in versions.values())


def test_another_base_moves_the_data_and_not_the_ontology(graph: CareerGraph, tmp_path: Path) -> None:
    text = written(graph, tmp_path, "http://localhost:8000/")["combines.bls-combined.soc-2018"].read_text("utf-8")
    assert "#  soc-2018: http://localhost:8000/id/soc/2018/\n" in text
    assert "#  cg: https://w3id.org/careergraph/ontology#\n" in text
    assert "https://w3id.org/careergraph/id" not in text


# No record holds a text with a line break or a tab.
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).map(
    lambda text: " ".join(text.split())
)


@given(st.lists(st.fixed_dictionaries({"subject_id": CELLS.filter(bool), "other": CELLS}), min_size=1))
def test_a_table_reads_back_whatever_its_texts_are(made: list[Row]) -> None:
    lines = list(csv.reader(io.StringIO(table(made), newline=""), delimiter="\t"))
    filled = [column for column in ("subject_id", "other") if any(row[column] for row in made)]
    assert lines == [filled, *sorted([row[column] for column in filled] for row in made)]


def in_sssoms_environment(*arguments: str | Path) -> Any:
    """What `sssom_reading` answers there; the test is skipped without it, but fails where CI runs."""
    if not (SSSOM / "python").exists():
        why = f"sssom is not installed in {SSSOM.parent}; `make test` installs it"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    command = [SSSOM / "python", Path(__file__).with_name("sssom_reading.py"), *arguments]
    return json.loads(subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout)


def test_sssom_finds_every_set_valid_and_reads_every_row(sets: Sets, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sssom.tsv"
    broken.write_text(sets["combines.bls-combined.soc-2018"].read_text("utf-8").replace("semapv:", "semapv:No"))
    largest_first = sorted(sets.values(), key=lambda path: -path.stat().st_size)
    *readings, of_broken = in_sssoms_environment("read", *largest_first, broken)
    assert "semapv:NoManualMappingCuration" in of_broken["problems"][0]
    for found in readings:
        name = found["file"].removesuffix(".sssom.tsv")
        assert (name, found["problems"]) == (name, [])
        assert {"JsonSchema", "PrefixMapCompleteness", "StrictCurieFormat"} <= set(found["checks"])
        pairs = [[f"{BASE}id/{thing}" for thing in ends(row)] for row in rows(sets[name])]
        assert sorted([start, end] for start, _, end in found["triples"]) == sorted(pairs)
        known = "http://www.w3.org/2004/02/skos/core#relatedMatch", "https://w3id.org/careergraph/ontology#"
        assert all(predicate.startswith(known) for _, predicate, _ in found["triples"])


def test_yaml_reads_the_texts_of_the_metadata_block_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "header.sssom.tsv"
    path.write_text(block({"other": TEXTS, **{f"t{i}": text for i, text in enumerate(TEXTS)}}), encoding="utf-8")
    [found] = in_sssoms_environment("header", path)
    assert found == {"other": TEXTS, **{f"t{i}": text for i, text in enumerate(TEXTS) if text}}
