"""The canonical form of SSSOM/TSV: a metadata block in YAML, then a table."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence

Row = Mapping[str, str]
Header = Mapping[str, str | Sequence[str] | Mapping[str, str]]

COLUMNS = (
    "subject_id",
    "subject_label",
    "subject_category",
    "predicate_id",
    "predicate_label",
    "object_id",
    "object_label",
    "object_category",
    "mapping_justification",
    "confidence",
    "match_string",
    "see_also",
    "other",
    "comment",
)
"""The slots of a mapping that we use, in the order of the SSSOM schema."""

# What YAML reads as this very text without quotes; narrower than YAML allows.
_PLAIN = re.compile(r"[A-Za-z](?:[^\s:#]|:(?=\S)|(?<=\S)#| (?=[^\s#]))*")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null"})


def block(header: Header) -> str:
    """The metadata block: every line begins with `#`; slots without a value are left out."""
    lines: list[str] = []
    for slot, value in header.items():
        if not value:
            continue
        if isinstance(value, str):
            lines.append(f"{slot}: {scalar(value)}")
        elif isinstance(value, Mapping):
            lines += [f"{slot}:", *(f"  {key}: {scalar(value[key])}" for key in sorted(value))]
        else:
            lines += [f"{slot}:", *(f"  - {scalar(item)}" for item in value)]
    return "".join(f"#{line}\n" for line in lines)


def scalar(text: str) -> str:
    """A text as YAML: plain where it would be read as the same text, in double quotes where not."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)


def table(rows: Iterable[Row]) -> str:
    """The rows, sorted, under the names of the columns that any of them fills."""
    found = sorted([row.get(column, "") for column in COLUMNS] for row in rows)
    used = [index for index, _ in enumerate(COLUMNS) if any(row[index] for row in found)]
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS[index] for index in used)
    writer.writerows([row[index] for index in used] for row in found)
    return out.getvalue()
