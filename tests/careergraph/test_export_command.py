"""`careergraph export`: what lies in the folder afterwards."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Protocol

import pyoxigraph as ox
import pytest

from careergraph.knowledge import KnowledgeBase

Ask = Callable[..., CompletedProcess[str]]


class Built(Protocol):
    home: Path


def triples(path: Path) -> int:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    form = ox.RdfFormat.from_extension(path.name.removesuffix(".gz").rsplit(".", 1)[1])
    return sum(1 for _ in ox.parse(content, form))


def test_turtle_is_a_file_for_each_named_graph_and_a_small_core(
    ask: Ask, base: KnowledgeBase, tmp_path: Path
) -> None:
    done = ask("export", "--format", "turtle", "--output", str(tmp_path / "rdf"), "--gzip", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["build"] == base.info.build
    names = {f"{name}.ttl.gz" for name in ("core", "derived", "labour", "metadata", "published")}
    beside = {"SHA256SUMS", "context.jsonld", "ontology.ttl", "void.ttl"}
    assert {file["name"] for file in told["files"]} == names | beside
    for file in told["files"]:
        content = (tmp_path / "rdf" / file["name"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])
    counted = base.info.triples
    assert triples(tmp_path / "rdf" / "derived.ttl.gz") == counted["derived"]
    assert triples(tmp_path / "rdf" / "core.ttl.gz") == counted["published"] + counted["metadata"]


def test_the_checksums_are_as_sha256sum_reads_them(ask: Ask, tmp_path: Path) -> None:
    assert ask("export", "--format", "sssom", "--output", str(tmp_path / "maps")).returncode == 0
    checked = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path / "maps", capture_output=True, text=True, check=True
    )
    assert checked.stdout.count(": OK\n") == len(list((tmp_path / "maps").iterdir())) - 1 > 20


def test_the_catalogue_of_an_export_counts_as_its_files_do(ask: Ask, base: KnowledgeBase, tmp_path: Path) -> None:
    assert ask("export", "--format", "ntriples", "--output", str(tmp_path / "rdf")).returncode == 0
    told = (tmp_path / "rdf" / "void.ttl").read_text(encoding="utf-8")
    assert f"void:triples {base.info.triples['derived']} " in told
    assert f"<{base.info.base}data/derived.nt.gz>" in told
    assert triples(tmp_path / "rdf" / "ontology.ttl") > 1000


def test_quads_keep_published_and_derived_apart(ask: Ask, base: KnowledgeBase, tmp_path: Path) -> None:
    assert ask("export", "--format", "nquads", "--output", str(tmp_path / "rdf")).returncode == 0
    found = dict.fromkeys(base.info.triples, 0)
    with (tmp_path / "rdf" / "careergraph.nq").open(encoding="utf-8") as lines:
        for line in lines:
            found[line.rsplit("/graph/", 1)[1].removesuffix("> .\n")] += 1
    assert found == base.info.triples


@pytest.mark.parametrize(("name", "file"), [("schema-org", "schema-org.jsonld"), ("parquet", "nodes.parquet")])
def test_a_format_that_is_made_of_the_graph_lies_in_the_folder(
    ask: Ask, tmp_path: Path, name: str, file: str
) -> None:
    done = ask("export", "--format", name, "--output", str(tmp_path / "new" / "folder"))
    assert f"  {file}\n" in done.stdout
    assert (tmp_path / "new" / "folder" / file).stat().st_size > 100_000


def test_what_is_there_stays_and_nothing_half_done_is_left(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    done = ask("export", "--format", "sssom", "--output", str(tmp_path))
    assert done.returncode == 2
    assert "is there and not empty; name a new" in " ".join(done.stderr.replace("│", " ").split())
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_the_changes_since_an_edition_are_an_rdf_patch(
    ask: Ask, built: Built, base: KnowledgeBase, tmp_path: Path
) -> None:
    since = built.home / "builds" / base.info.build
    done = ask("export", "--format", "changes", "--since", str(since), "--output", str(tmp_path / "patch"))
    assert done.stdout.splitlines()[0] == "published: 0 triples added, 0 removed"
    lines = (tmp_path / "patch" / "changes.rdfp").read_text().splitlines()
    assert [line.split()[0] for line in lines] == ["H", "H", "TX", "TC"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--format", "changes"], "--format changes and --since go together"),
        (["--format", "turtle", "--since", "x"], "--format changes and --since go together"),
        (["--format", "neo4j-csv", "--gzip"], "neo4j-csv is not compressed"),
        (
            ["--format", "changes", "--since", "nowhere"],
            "nowhere holds no RDF edition; name the folder of an earlier",
        ),
        (["--format", "turtel"], "'turtel' is not one of"),
    ],
)
def test_wrong_use_says_what_is_wrong(ask: Ask, tmp_path: Path, arguments: list[str], told: str) -> None:
    done = ask("export", *arguments, "--output", str(tmp_path / "out"))
    assert done.returncode == 2
    assert told in " ".join(done.stderr.replace("│", " ").split())
    assert not (tmp_path / "out").exists()
