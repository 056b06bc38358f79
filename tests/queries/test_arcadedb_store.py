"""The embedded store, against the real engine: opening, sharing, closing, loading."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jpype
import pytest

from queries.arcadedb_store import ArcadeDBStore
from queries.store import (
    LoadableGraph,
    LoadFailed,
    Parameter,
    QueryFailed,
    Result,
    Store,
    StoreClosed,
    StoreDamaged,
    StoreExists,
    StoreMissing,
    Value,
    WriteRefused,
)


def ask(store: Store, cypher: str, parameters: Mapping[str, Parameter] | None = None) -> Result:
    return store.query(cypher, parameters, timeout=20, limit=100)


def one(store: Store, cypher: str, parameters: Mapping[str, Parameter] | None = None) -> Value:
    ((value,),) = ask(store, cypher, parameters).rows
    return value


# Opening, sharing, closing


def test_what_is_in_a_store(small: ArcadeDBStore, small_graph: LoadableGraph) -> None:
    assert small.content_hash == small_graph.content_hash()
    schema = small.schema()
    assert schema.labels == {
        "DetailedOccupation": 21,
        "Framework": 2,
        "InstructionalProgram": 20,
        "MajorGroup": 3,
        "Occupation": 24,
        "Program": 24,
        "ProgramFamily": 4,
        "Retired": 5,
        "Skill": 1,
    }
    assert schema.relationship_types == {"EMPLOYED_IN": 2, "PREPARES_FOR": 3, "RELATED_TO": 1}
    assert schema.label_properties["Skill"] == ("id", "title")
    assert "medianWage2025" in schema.label_properties["DetailedOccupation"]
    assert schema.type_properties["EMPLOYED_IN"] == ("jobs", "locator", "source")


def test_nothing_of_ours_is_in_the_graph(small: ArcadeDBStore) -> None:
    labels = {row[0] for row in ask(small, "CALL db.labels()").rows}
    assert labels == set(small.schema().labels)


def test_loading_into_an_open_store_is_refused(small: ArcadeDBStore, small_graph: LoadableGraph) -> None:
    with pytest.raises(WriteRefused):
        small.load(small_graph)


def test_one_folder_opened_twice(small_folder: Path) -> None:
    first = ArcadeDBStore.open(small_folder)
    second = ArcadeDBStore.open(small_folder)
    first.close()
    first.close()
    assert one(second, "RETURN 1") == 1
    with pytest.raises(StoreClosed):
        ask(first, "RETURN 1")
    with pytest.raises(StoreClosed):
        first.schema()
    second.close()


def test_folder_is_opened_anew_after_the_last_close(small_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    shutil.copytree(small_folder, folder)
    for _ in range(2):
        with ArcadeDBStore.open(folder) as store:
            assert one(store, "MATCH (n) RETURN count(n)") == 51


def test_threads_share_a_folder(small_folder: Path) -> None:
    def look_up(number: int) -> Value:
        with ArcadeDBStore.open(small_folder) as store:
            return one(store, "MATCH (n:Occupation {id: $id}) RETURN n.code", {"id": f"occupation/{number % 20}"})

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(look_up, range(200)))
    assert found == [f"{number % 20:04d}" for number in range(200)]


def test_short_lived_threads_leave_nothing_behind(small: ArcadeDBStore) -> None:
    def ask_from_new_threads() -> int:
        for _ in range(50):
            thread = threading.Thread(target=_ask_and_fail, args=(small,))
            thread.start()
            thread.join()
        return len(list(jpype.JClass("java.lang.Thread").getAllStackTraces()))

    first = ask_from_new_threads()
    assert ask_from_new_threads() - first < 5


def _ask_and_fail(store: ArcadeDBStore) -> None:
    assert one(store, "RETURN 1") == 1
    assert store.schema().labels
    for cypher in ("RETURN 1/0", "RETURN *, 1 AS x", "CREATE (n)", "CALL no.such()", "RETRN"):
        with pytest.raises(QueryFailed):
            ask(store, cypher)


def test_folder_may_be_moved(small_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(small_folder, tmp_path / "building" / "store")
    (tmp_path / "building").replace(tmp_path / "live")
    with ArcadeDBStore.open(tmp_path / "live" / "store") as store:
        assert one(store, "MATCH (n:Occupation {code: '15-1252'}) RETURN n.id") == "soc/2018/15-1252"


def _blank(*files: Path) -> None:
    for file in files:
        file.write_bytes(b" " * file.stat().st_size)


def test_missing_store(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="careergraph build"):
        ArcadeDBStore.open(tmp_path / "none")


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (lambda folder: (folder / "careergraph.json").unlink(), "never finished"),
        (lambda folder: (folder / "careergraph.json").write_text("{"), "never finished"),
        (lambda folder: next(folder.glob("Skill_0.*.bucket")).unlink(), "missing"),
        (lambda folder: next(folder.glob("Skill_0.*.bucket")).write_bytes(b"x"), "1 bytes, not"),
        (lambda folder: (folder / "schema.json").write_text("{}"), "2 bytes, not"),
        (lambda folder: (folder / "database.lck").touch(), "needs recovery"),
        (lambda folder: _blank(*folder.glob("schema*.json")), "cannot be read"),
    ],
)
def test_damaged_store(small_folder: Path, tmp_path: Path, harm: object, why: str) -> None:
    folder = tmp_path / "store"
    shutil.copytree(small_folder, folder)
    assert callable(harm)
    harm(folder)
    with pytest.raises(StoreDamaged, match=why) as caught:
        ArcadeDBStore.open(folder)
    assert "careergraph build" in str(caught.value)


# Loading


def test_progress_is_told(tmp_path: Path, small_graph: LoadableGraph) -> None:
    told: list[tuple[str, int, int]] = []
    ArcadeDBStore.create(tmp_path / "store", small_graph, progress=lambda *step: told.append(step))
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert stages == ["nodes", "relationships", "indexes"]
    assert ("nodes", 51, 51) in told
    assert ("relationships", 6, 6) in told
    assert told[-1][1] == told[-1][2] > 0


def test_existing_folder_is_left_alone(tmp_path: Path, small_graph: LoadableGraph) -> None:
    (tmp_path / "note").write_text("mine")
    with pytest.raises(StoreExists):
        ArcadeDBStore.create(tmp_path, small_graph)
    assert (tmp_path / "note").read_text() == "mine"


@pytest.mark.parametrize(
    ("flaw", "why"),
    [("dangling", "gone"), ("duplicate", "[Dd]uplicate"), ("shared", "share the name Skill")],
)
def test_failed_load_leaves_nothing(
    tmp_path: Path, flawed_graphs: dict[str, LoadableGraph], flaw: str, why: str
) -> None:
    with pytest.raises(LoadFailed, match=why):
        ArcadeDBStore.create(tmp_path / "store", flawed_graphs[flaw])
    assert not (tmp_path / "store").exists()


def test_interrupted_load_leaves_nothing(tmp_path: Path, small_graph: LoadableGraph) -> None:
    def interrupt(stage: str, done: int, total: int) -> None:
        raise KeyboardInterrupt(stage, done, total)

    with pytest.raises(KeyboardInterrupt):
        ArcadeDBStore.create(tmp_path / "store", small_graph, progress=interrupt)
    assert not (tmp_path / "store").exists()


def test_look_ups_use_their_index(large: ArcadeDBStore) -> None:
    for pattern in ("(n:Occupation {id: 'many/7'})", "(n:DetailedOccupation {code: '0007'})"):
        plan = str(ask(large, f"EXPLAIN MATCH {pattern} RETURN n.title").rows[0])
        assert "Index" in plan
        assert one(large, f"MATCH {pattern} RETURN n.title") == "Title of many/7"
