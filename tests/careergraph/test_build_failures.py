"""Builds that fail, collide or are damaged: the build of before answers, nothing is left, and the text helps."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

import careergraph
from careergraph.builds import BuildUnderWay, DamagedBuild, NoBuild, build
from loaders.errors import SourceError
from ontology.graph import CareerGraph
from queries.arcadedb_store import ArcadeDBStore
from queries.show import Thing
from queries.store import StoreMissing

Ask = Callable[..., CompletedProcess[str]]
STEPS = ("Reading the shipped facts", "Writing", "Loading the Cypher store", "Making the search index", "Checking")
REMEDY = "careergraph build"


@pytest.fixture
def home(quick_home: Path, tmp_path: Path, quick: None) -> Path:  # noqa: ARG001 - builds are quick ones
    """A home with a small build."""
    return shutil.copytree(quick_home, tmp_path, dirs_exist_ok=True)


def entries(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "builds").iterdir())


def folder(home: Path) -> Path:
    return home / "builds" / (home / "builds" / "current").read_text().strip()


def sub_clusters(home: Path) -> int:
    with careergraph.open(home) as base:
        return len(base.query("MATCH (s:SubCluster) RETURN s"))


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_build_that_fails_at_any_step_leaves_the_one_of_before(
    home: Path, step: str, error: type[BaseException]
) -> None:
    before = entries(home)

    def fail(name: str) -> None:
        if name.startswith(step):
            raise error

    with pytest.raises(error):
        build(home, progress=fail)
    assert entries(home) == before
    assert sub_clusters(home) == 72


def test_a_build_whose_store_holds_another_graph_is_never_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, graph: CareerGraph
) -> None:
    before, create = entries(home), ArcadeDBStore.create
    other = CareerGraph([node for node in graph.nodes.values() if node.kind == "Skill"], [])
    monkeypatch.setattr(ArcadeDBStore, "create", staticmethod(lambda path, _: create(path, other)))
    with pytest.raises(DamagedBuild, match="another graph"):
        build(home)
    assert entries(home) == before


def test_official_files_that_are_not_there_are_named_and_nothing_is_left(home: Path, tmp_path: Path) -> None:
    before, empty = entries(home), tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(SourceError, match=r"2-6 digit_2022_Codes\.xlsx"):
        build(home, official=empty)
    assert entries(home) == before
    assert sub_clusters(home) == 72


def test_the_command_says_which_official_file_is_missing(ask: Ask, home: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    failed = ask("build", "--from", str(tmp_path / "empty"), home=home)
    assert failed.returncode == 1
    assert "2-6 digit_2022_Codes.xlsx" in failed.stderr
    assert "https://" in failed.stderr
    failed = ask("build", "--from", str(tmp_path / "nowhere"), home=home)
    assert failed.returncode == 1
    assert "nowhere" in failed.stderr


def test_of_two_builds_at_once_the_second_is_told_to_wait(home: Path, run: Ask) -> None:
    told = []

    def meanwhile(step: str) -> None:
        if step == "Checking":
            with pytest.raises(BuildUnderWay):
                build(home)
            told.append(run("build", home=home))

    made = build(home, progress=meanwhile)
    assert told[0].returncode == 1
    assert "Another build is under way" in told[0].stderr
    assert "Traceback" not in told[0].stderr
    assert entries(home) == sorted([".lock", made.build, "current"])


def test_a_home_without_a_build_says_what_to_run(tmp_path: Path, run: Ask, ask: Ask) -> None:
    with pytest.raises(NoBuild, match=REMEDY):
        careergraph.open(tmp_path / "none")
    for arguments in (["query", "RETURN 1"], ["show", "15-1252"], ["find", "x"], ["schema"], ["tour"], ["shell"]):
        refused = ask(*arguments, home=tmp_path / "none")
        assert (refused.returncode, refused.stdout) == (4, "")
        assert REMEDY in refused.stderr
    assert run("info", home=tmp_path / "none").returncode == 4
    assert not (tmp_path / "none").exists()


def swap_store(build_folder: Path) -> None:
    shutil.rmtree(build_folder / "store")
    ArcadeDBStore.create(build_folder / "store", CareerGraph([], []))


def change_format(build_folder: Path) -> None:
    raw = json.loads((build_folder / "manifest.json").read_text())
    (build_folder / "manifest.json").write_text(json.dumps(raw | {"format": 99}))


def change_field(build_folder: Path) -> None:
    raw = json.loads((build_folder / "manifest.json").read_text())
    (build_folder / "manifest.json").write_text(json.dumps(raw | {"surprise": 1}))


def cut_manifest(build_folder: Path) -> None:
    text = (build_folder / "manifest.json").read_text()
    (build_folder / "manifest.json").write_text(text[: len(text) // 2])


def garble_index(build_folder: Path) -> None:
    (build_folder / "search").write_bytes(b"not an index")


DAMAGES: dict[str, Callable[[Path], None]] = {
    "the store is another's": swap_store,
    "the manifest has an unknown format": change_format,
    "the manifest has an unknown field": change_field,
    "the manifest is cut": cut_manifest,
    "the manifest is gone": lambda build_folder: (build_folder / "manifest.json").unlink(),
    "the index is no index": garble_index,
    "the index is gone": lambda build_folder: (build_folder / "search").unlink(),
    "the folder is gone": shutil.rmtree,
}


def open_and_show(home: Path) -> Thing:
    with careergraph.open(home) as base:
        return base.show("Software Solutions")


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_build_says_what_to_run_and_that_helps(home: Path, ask: Ask, damage: str) -> None:
    DAMAGES[damage](folder(home))
    with pytest.raises(DamagedBuild, match=REMEDY):
        open_and_show(home)
    refused = ask("show", "Software Solutions", home=home)
    assert refused.returncode == 1
    assert REMEDY in refused.stderr
    build(home)
    assert sub_clusters(home) == 72


def test_a_build_without_its_store_says_what_to_run(home: Path) -> None:
    shutil.rmtree(folder(home) / "store")
    with careergraph.open(home) as base, pytest.raises(StoreMissing, match=REMEDY):
        base.query("RETURN 1")


def test_what_an_interrupted_build_left_goes_with_the_next_one(home: Path) -> None:
    (home / "builds" / ".half" / "store").mkdir(parents=True)
    unnamed = home / "builds" / "20200101T000000000000-whole"
    shutil.copytree(folder(home), unnamed)
    made = build(home)
    assert entries(home) == sorted([".lock", made.build, "current"])
