"""What the tests of methods share: the matrix, the hand-labelled samples, golden summaries."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from alignments.staffing import Staffing
from loaders import matrix_staffing
from loaders.pipeline import Loaded

HERE = Path(__file__).parent
Golden = Callable[[str, str], None]


@pytest.fixture(scope="session")
def matrix(shipped: Loaded) -> Staffing:
    jobs = matrix_staffing.staffing(shipped.facts)
    return Staffing("Employment Matrix", matrix_staffing.SOURCE.id, jobs)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One hand-labelled item: what an answer must hold, and what it may hold besides."""

    half: str
    id: str
    main: frozenset[str]
    also: frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision: share of the answers given that are right. Recall: share of the main labels that were given."""

    items: int
    answers: int
    precision: float
    recall: float

    def __str__(self) -> str:
        return (
            f"{self.items} items, {self.answers} answers: precision {self.precision:.2f}, recall {self.recall:.2f}"
        )


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample labelled by `samples/RULES.md`."""

    items: tuple[Labelled, ...]

    def score(self, answers: Mapping[str, Collection[str]], half: str) -> Score:
        """How the answers (slug → slugs or codes) do on one half: `choose` or `report`."""
        items = [item for item in self.items if item.half == half]
        given = [(item, answer) for item in items for answer in set(answers.get(item.id, ()))]
        right = sum(answer in item.main | item.also for item, answer in given)
        wanted = [(item, label) for item in items for label in item.main if label not in ("open", "cross-cutting")]
        found = sum(label in answers.get(item.id, ()) for item, label in wanted)
        return Score(len(items), len(given), right / max(len(given), 1), found / max(len(wanted), 1))


@pytest.fixture(scope="session")
def sample() -> Callable[[str], Sample]:
    """The sample of this name: succession, concentration or classification."""

    def read(name: str) -> Sample:
        with (HERE / "samples" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return Sample(tuple(Labelled(r["half"], r["id"], _many(r["main"]), _many(r["also"])) for r in rows))

    return read


def _many(cell: str) -> frozenset[str]:
    return frozenset(cell.split("|")) if cell else frozenset()


@pytest.fixture(scope="session")
def golden() -> Golden:
    """Compares a text with golden/NAME.txt; with CAREERGRAPH_GOLDEN=write it is written there instead."""

    def compare(name: str, text: str) -> None:
        path = HERE / "golden" / f"{name}.txt"
        if os.environ.get("CAREERGRAPH_GOLDEN") == "write":
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"if meant: CAREERGRAPH_GOLDEN=write pytest {__file__}"

    return compare
