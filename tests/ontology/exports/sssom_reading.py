"""Run in the environment that has sssom: validates mapping sets, and tells as JSON what sssom reads in them."""

from __future__ import annotations

import gc
import json
import logging
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any


class _Collected(logging.Handler):
    """sssom drops a row that it cannot read with no more than a warning, and still calls the file valid."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def read(path: str) -> dict[str, Any]:
    """What `sssom validate` does with a file, with every warning, and the triples in full IRIs."""
    from sssom.parsers import parse_sssom_table  # type: ignore[import-not-found, unused-ignore]
    from sssom.validators import validate  # type: ignore[import-not-found, unused-ignore]

    collected = _Collected()
    logging.getLogger().addHandler(collected)
    mapping_set = parse_sssom_table(path)
    reports = validate(mapping_set, fail_on_error=False)
    logging.getLogger().removeHandler(collected)
    problems = [result.message for report in reports.values() for result in report.results]
    expand = mapping_set.converter.expand
    columns = (mapping_set.df[f"{slot}_id"] for slot in ("subject", "predicate", "object"))
    return {
        "file": Path(path).name,
        "problems": problems + collected.messages,
        "checks": sorted(kind.value for kind in reports),
        "triples": [[expand(curie) for curie in triple] for triple in zip(*columns, strict=True)],
    }


def header(path: str) -> dict[str, Any]:
    """The metadata block, read as YAML."""
    import yaml  # type: ignore[import-untyped, unused-ignore]

    lines = Path(path).read_text(encoding="utf-8").splitlines()
    found: dict[str, Any] = yaml.safe_load("\n".join(line[1:] for line in lines if line.startswith("#")))
    return found


if __name__ == "__main__":
    gc.disable()  # rows hold no cycles, and to look for some took a sixth of the time
    wanted = read if sys.argv[1] == "read" else header
    with ProcessPoolExecutor(2) as pool:
        json.dump(list(pool.map(wanted, sys.argv[2:])), sys.stdout)
