"""Pulling the plug."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from bisect import bisect
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import careergraph
from careergraph.knowledge import KnowledgeBase
from tests.built import Built, build_with

KILLS = 20


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes in another way")
def test_a_build_killed_at_twenty_points_leaves_the_one_of_before_and_no_litter_after_the_next(
    built: Built,
    base: KnowledgeBase,
    fewer_facts: Path,
    script: str,
    environment: Callable[[Path], dict[str, str]],
    tmp_path: Path,
) -> None:
    def surroundings(home: Path) -> dict[str, str]:
        return {**environment(home), "PYTHONPATH": str(fewer_facts)}

    measured = build_with(script, tmp_path / "measured", surroundings(tmp_path / "measured"))
    before, after = base.info.content_hash, _content(measured.home)
    assert before != after
    chance = random.Random(20_241_017)
    points = [measured.seconds * (number + chance.random()) / KILLS for number in range(KILLS)]

    def kill_again_and_again(home: Path, chosen: Sequence[float]) -> int:
        """Kills one build after the other; gives how many of them were still under way."""
        shutil.copytree(built.home, home)
        killed = 0
        for point in chosen:
            process = subprocess.Popen(
                [script, "build"], env=surroundings(home), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
            )
            _wait_until(process, point, measured.began)
            process.kill()
            process.communicate()
            killed += process.returncode != 0
            assert _content(home) in (before, after)
        return killed

    homes = [tmp_path / "one", tmp_path / "other"]
    with ThreadPoolExecutor(2) as pool:
        killed = sum(pool.map(kill_again_and_again, homes, (points[::2], points[1::2])))
    assert killed >= KILLS - 4, "most builds were over before they could be killed"
    made = build_with(script, homes[0], surroundings(homes[0])).folder
    assert sorted(path.name for path in (homes[0] / "builds").iterdir()) == sorted([".lock", made.name, "current"])
    assert made.name != base.info.build
    assert _content(homes[0]) == after


def _wait_until(process: subprocess.Popen[bytes], point: float, began: Sequence[float]) -> None:
    """Waits for the step that the measured build was in at `point`, and as long into it as that was."""
    step = bisect(began, point)
    for _ in range(step):
        assert process.stderr
        process.stderr.readline()
    time.sleep(point - (began[step - 1] if step else 0))


def _content(home: Path) -> str:
    """The content hash of the live build, which answers."""
    with careergraph.open(home) as held:
        assert held.query("MATCH (s:SubCluster) RETURN count(s) AS n").rows == [{"n": 72}]
        assert held.find("15-1252")[0].id == "soc/2018/15-1252"
        return held.info.content_hash
