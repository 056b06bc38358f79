"""Draws what people label by hand: `python tests/alignments/samples/draw.py`. The seed is fixed, the draw final.

The first half chooses thresholds, the second half reports. Labels were written by RULES.md before any
method had run, and are changed only with a reason in the row.
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

FACTS = Path(__file__).parents[3] / "loaders" / "facts" / "framework"
SEED = 2024
SIZE = 60
COLUMNS = ("half", "id", "main", "also", "reason")


def drawn(population: list[str]) -> list[tuple[str, str]]:
    """(half, slug) for 60 of the population, or all of it, in the order drawn."""
    picked = random.Random(SEED).sample(sorted(population), min(SIZE, len(population)))
    return [("choose" if i < len(picked) // 2 else "report", slug) for i, slug in enumerate(picked)]


def populations() -> dict[str, list[str]]:
    """Sample → slugs it is drawn from: pathways, sub-clusters with a crosswalk, job titles."""
    return {
        "succession": _slugs("pathways"),
        "concentration": [s for s in _slugs("sub_clusters") if s != "unmanned-vehicle-technology"],
        "classification": _slugs("job_titles"),
    }


def _slugs(table: str) -> list[str]:
    with (FACTS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [row["slug"] for row in csv.DictReader(file)]


if __name__ == "__main__":
    for name, population in populations().items():
        with (Path(__file__).parent / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows((half, slug, "", "", "") for half, slug in drawn(population))
