"""Answers to Cypher as JSON."""

from __future__ import annotations

import json

from queries.sparql_results import AnswerTooLarge
from queries.store import Result, plain

LARGEST_MB = 32
"""Megabytes of the largest answer."""


def written(result: Result) -> bytes:
    """One JSON object: `columns`, `rows` (lists, a line each), `truncated`, `seconds`; values as `plain` has them.

    Raises AnswerTooLarge.
    """
    lines, size = [], 0
    for row in result.rows:
        # What is left of a broken character becomes the escape that JSON has for it.
        line = json.dumps([plain(cell) for cell in row], ensure_ascii=False).encode(errors="backslashreplace")
        size += len(line)
        if size > LARGEST_MB << 20:
            raise AnswerTooLarge(LARGEST_MB)
        lines.append(line)
    columns = json.dumps(result.columns, ensure_ascii=False).encode(errors="backslashreplace")
    rest = json.dumps({"truncated": result.truncated, "seconds": round(result.seconds, 4)})[1:].encode()
    return b'{"columns": %b, "rows": [\n%b\n], %b\n' % (columns, b",\n".join(lines), rest)
