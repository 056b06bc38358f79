"""careergraph validate: the current build or files, told to people and to programs."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from careergraph.cli_validate import SHOWN
from careergraph.knowledge import KnowledgeBase
from ontology.graph import CareerGraph
from ontology.rdf.edition import Edition, make_edition, write_edition
from ontology.rdf.formats import FORMATS, write
from ontology.rdf.shacl import shapes
from tests.ontology.rdf.small import small_graph

Ask = Callable[..., CompletedProcess[str]]
ELSEWHERE = "https://data.example.org/careers/"
HEAD = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"


@pytest.fixture(scope="module")
def small(derived_graph: CareerGraph) -> Edition:
    return make_edition(small_graph(derived_graph))


@pytest.fixture(scope="module")
def folder(small: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition as a build holds it."""
    made = tmp_path_factory.mktemp("rdf")
    write_edition(small.graphs.items(), made)
    return made


@pytest.fixture(scope="module")
def broken(small: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition without the notations of its concepts, and a cluster without its caption."""
    lines = [line for graph in small.graphs.values() for line in graph if "core#notation>" not in line]
    caption = next(line for line in lines if "#caption>" in line)
    made = tmp_path_factory.mktemp("broken") / "edition.nt"
    made.write_text("\n".join(line for line in lines if line != caption), encoding="utf-8")
    return made


def told(done: CompletedProcess[str]) -> Any:
    return json.loads(done.stdout)


def test_the_current_build_is_valid(ask: Ask, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KnowledgeBase, "rdf", property(lambda _: folder))
    done = ask("validate")
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("Valid: checked ")
    assert "Rules that found nothing to look at: 1." in done.stderr


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gz"])
def test_files_of_every_format_that_we_write_are_read(
    ask: Ask, small: Edition, name: str, packed: bool, tmp_path: Path
) -> None:
    out = io.BytesIO()
    write(small.graphs, name, out, small.base)
    file = tmp_path / f"edition{FORMATS[name].ending}{'.gz' if packed else ''}"
    file.write_bytes(gzip.compress(out.getvalue()) if packed else out.getvalue())
    plain = told(ask("validate", str(file), "--json"))
    assert plain["valid"]
    assert plain["triples"] == len({line for lines in small.graphs.values() for line in lines})


def test_an_edition_at_another_address_is_valid_too(ask: Ask, derived_graph: CareerGraph, tmp_path: Path) -> None:
    write_edition(make_edition(small_graph(derived_graph), ELSEWHERE).graphs.items(), tmp_path)
    assert ask("validate", *map(str, sorted(tmp_path.iterdir()))).returncode == 0


def test_what_is_broken_is_told_with_the_thing_and_what_to_do(ask: Ask, broken: Path, small: Edition) -> None:
    done = ask("validate", str(broken))
    assert done.returncode == 1
    lines = [line.strip() for line in done.stdout.splitlines()]
    told_of_caption = lines.index("CareerCluster-caption  1 of 11")
    assert lines[told_of_caption + 1] == "Exactly one cg:caption is expected, a text in English."
    assert lines[told_of_caption + 4].startswith("framework/2024/cluster/")
    concepts = sum("core#notation>" in line for line in small.graphs["published"])
    assert f"… and {concepts - SHOWN - _schemes(small):,} more; --json names all" in lines
    assert lines[-1].endswith(f"Broken: 3, in places: {concepts + 1:,}.")


def _schemes(edition: Edition) -> int:
    return sum("core#ConceptScheme>" in line for line in edition.graphs["published"])


def test_json_names_every_rule_and_every_place(ask: Ask, broken: Path) -> None:
    done = ask("validate", str(broken), "--json")
    assert done.returncode == 1
    plain = told(done)
    assert not plain["valid"]
    rules = {rule["rule"]: rule for rule in plain["rules"]}
    assert len(rules) == len(shapes())
    caption = rules["shapes:CareerCluster-caption"]
    assert caption["description"] == "The phrase that Advance CTE prints beside the title"
    assert (caption["path"], caption["things"]) == ("cg:caption", 11)
    [place] = caption["violations"]
    assert place["thing"].startswith("<https://")
    assert place["value"] is None
    notation = rules["shapes:Concept-notation"]
    assert len(notation["violations"]) == notation["things"]


def test_a_part_of_an_edition_names_what_another_file_describes(ask: Ask, folder: Path) -> None:
    part = ask("validate", str(folder / "derived.nt.zst"))
    assert part.returncode == 1
    assert "If another file describes them, name it, too." in part.stderr
    whole = ask("validate", *map(str, sorted(folder.iterdir())))
    assert whole.returncode == 0


def test_values_at_fault_are_shown(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "notes.ttl"
    file.write_text(f'{HEAD}<http://example.org/a> skos:note "remark", "remarque"@fr .', encoding="utf-8")
    done = ask("validate", str(file))
    assert done.returncode == 1
    for value in ('"remark"', '"remarque"@fr'):
        assert any(line.split() == ["http://example.org/a", value] for line in done.stdout.splitlines())


def test_where_nothing_falls_under_a_rule_nothing_is_called_valid(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "other.ttl"
    file.write_text("<http://example.org/a> a <http://example.org/Kind> .", encoding="utf-8")
    done = ask("validate", str(file))
    assert (done.returncode, done.stdout) == (3, "Nothing was checked: no rule is about anything here.\n")
    assert "Not checked, as no rule knows their classes: http://example.org/Kind (1)." in done.stderr


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.ttl", b"@prefix : <http://x/> .\n:a :b :c .\n:a :b ;;; ] .", "line 3"),
        ("a.nt", b'<http://x/a> <http://x/b> "c" .\n<http://x/a> <http://x/b> "c .\n', "line 2"),
        ("a.rdf", b"<html></html>", "RDF/XML"),
        ("a.jsonld", b'{"@context": "https://example.org/c.jsonld", "a": 1}', "write the context into the file"),
        (
            "a.nt.gz",
            gzip.compress(b"<http://x/a> <http://x/b> <http://x/c> .\n" * 9, mtime=0)[:40],
            "it cannot be unpacked",
        ),
        ("a.nt.gz", b"<http://x/a> <http://x/b> <http://x/c> .\n", "it cannot be unpacked"),
        ("a.csv", b"a,b\n", "its ending should say its format: .ttl"),
        ("a", b"", "its ending should say its format: .ttl"),
        ("absent.ttl", None, "there is no such file"),
    ],
)
def test_an_unreadable_file_is_named_with_the_reason(
    ask: Ask, tmp_path: Path, name: str, data: bytes | None, why: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    done = ask("validate", str(tmp_path / name))
    assert (done.returncode, done.stdout) == (2, "")
    message = " ".join(done.stderr.replace("│", " ").split())
    assert f"{name}:" in message
    assert why in message
    assert "Traceback" not in done.stderr


def test_a_folder_is_no_file(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "data.ttl").mkdir()
    done = ask("validate", str(tmp_path / "data.ttl"))
    assert done.returncode == 2
    assert "directory" in done.stderr
