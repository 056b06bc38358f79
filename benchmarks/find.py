"""Searches the current build: the time of a find as a share of the 50 ms allowed, once open."""

from __future__ import annotations

import statistics
import time

import careergraph

LIMIT_MILLISECONDS = 50
TEXTS = (
    "15-1252", "151252", "15-1252.00", "1.0101", "51", "31-33", "software developer", "sofware develper", "nurce",
    "acountant", "electrcian", "mecanic", "welding", "nurses", "teachers", "web & cloud", "C++", "dog grooming",
    "drone pilot", "artificial inteligence", "managers all other", "agriculture food natural resources", "zzqx",
    "first line supervisors of transportation and material moving workers except aircraft cargo handling",
)  # fmt: skip


def main() -> None:
    with careergraph.open() as base:
        base.find("warm")
        times = []
        for text in TEXTS * 5:
            began = time.perf_counter()
            base.find(text)
            times.append((time.perf_counter() - began) * 1000)
    worst, median = max(times), statistics.median(times)
    print(
        f"find: median {median:.1f} ms, worst {worst:.1f} ms of {len(times)} "
        f"({worst / LIMIT_MILLISECONDS:.0%} of the {LIMIT_MILLISECONDS} ms allowed)"
    )


if __name__ == "__main__":
    main()
