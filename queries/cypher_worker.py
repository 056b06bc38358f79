"""The process that answers Cypher: it opens the store in a Java machine of its own, and writes answers as JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from queries.arcadedb_jvm import start_jvm
from queries.arcadedb_store import ArcadeDBStore
from queries.arcadedb_worker import Worker
from queries.cypher_json import written
from queries.cypher_results import CypherAnswer, CypherAsked
from queries.sparql_limits import limit_growth
from queries.store import QueryTimeout
from queries.worker_process import Refused, Unfinished, answer_all, stay_behind

# Megabytes beside Java's heap: for the rows of an answer and their JSON, and what Java needs to work.
_BESIDE_MB = 512
# Until the engine has ended what overstayed its time; who asks does not wait so long.
_REST, _LONGEST_REST = "rest", 60.0


def opened(folder: Path, heap_mb: int) -> Callable[[Any], object]:
    """Answers each CypherAsked with a CypherAnswer. Raises StoreMissing, StoreDamaged."""
    stay_behind()
    start_jvm(heap_mb, lambda: None, mortal=True)
    store = ArcadeDBStore.open(folder)
    limit_growth(_BESIDE_MB)
    return lambda asked: Worker.rest(_LONGEST_REST) if asked == _REST else _answer(store, asked)


def _answer(store: ArcadeDBStore, asked: CypherAsked) -> CypherAnswer | Unfinished:
    try:
        found = store.query(asked.cypher, asked.parameters, timeout=asked.timeout, limit=asked.limit)
    except QueryTimeout as error:
        if isinstance(error.__cause__, TimeoutError):  # the engine goes on until it looks at the clock
            return Unfinished(Refused.of(error), _REST)
        raise
    return CypherAnswer(written(found), len(found.rows), found.truncated, found.seconds)


if __name__ == "__main__":
    answer_all(lambda: opened(Path(sys.argv[1]), int(sys.argv[2])))
