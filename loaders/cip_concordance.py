"""The NCES concordance of CIP 2010 with CIP 2020, which must agree with the code system's own file.

Here `Moved to` marks the row of an old code, with the new one beside it. A deleted code stands beside itself;
where to report it now stands in the place of its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from loaders.cip import title
from loaders.shipped import Fact, Facts, Reading, many
from loaders.sources import source_spec
from loaders.tables import OfficialFiles, Row, unique
from ontology.records import Record

SOURCE = source_spec("cip_concordance")
OLD, OLD_TITLE, ACTION, NEW, NEW_TITLE = "CIPCode2010", "CIPTitle2010", "Action", "CIPCode2020", "CIPTitle2020"
SAME, ADDED, MOVED, DELETED = "No substantive changes", "New", "Moved to", "Deleted"
CHANGES = {SAME: "", MOVED: "moved", DELETED: "deleted"}
_REPORT = re.compile(r"Deleted(?:, report under (?P<code>[\d.]+))?")


def read(files: OfficialFiles, known: Mapping[str, Facts]) -> Reading:
    """Table `pairs`; `new` is empty where a deleted code leads nowhere.

    Raises SourceError for a code of 2020 that CIP lacks, and for a change that CIP's own file does not know.
    """
    rows, _ = unique(files.rows("concordance"), (OLD, NEW), SOURCE.files["concordance"].sheets[""])
    titles = {fact["code"]: (fact["title"], *many(fact["alt_titles"])) for fact in known["cip"]["codes"]}
    moves = {fact["code"]: fact for fact in known["cip"]["moves"]}
    for row in rows:
        _check(row, titles)
    kept = [row for row in rows if row[ACTION] != ADDED]
    facts = [_pair(row, moves) for row in kept]
    deleted = [fact for fact in facts if fact["action"] == "deleted"]
    return Reading(
        {"pairs": facts},
        {
            "rows": len(rows),
            "rows skipped: new in 2020": len(rows) - len(kept),
            "pairs": len(facts),
            "moved": sum(fact["action"] == "moved" for fact in facts),
            "deleted": len(deleted),
            "deleted, with a code to report under": sum(fact["new"] != "" for fact in deleted),
        },
    )


def _check(row: Row, titles: Mapping[str, tuple[str, ...]]) -> None:
    if row[ACTION] not in (*CHANGES, ADDED):
        row.wrong(ACTION, " or ".join((*CHANGES, ADDED)))
    if bool(row[OLD]) != (row[ACTION] != ADDED):
        row.wrong(OLD, f"{'no code' if row[OLD] else 'a code'} beside {row[ACTION]}")
    if row[NEW] not in titles:
        row.wrong(NEW, "a CIP 2020 code")
    if row[ACTION] != DELETED and title(row[NEW_TITLE]) not in titles[row[NEW]]:
        row.wrong(NEW_TITLE, f"{' or '.join(map(repr, titles[row[NEW]]))}, the title of {row[NEW]}")
    if row[ACTION] in (SAME, DELETED) and row[OLD] != row[NEW]:
        row.wrong(NEW, f"{row[OLD]} beside {row[ACTION]}")


def _pair(row: Row, moves: Mapping[str, Fact]) -> Fact:
    change = CHANGES[row[ACTION]]
    new = _reported_under(row) if change == "deleted" else row[NEW]
    move = moves.get(row[OLD], {"action": "", "successor": row[OLD]})
    if move["action"] != change or new not in ("", move["successor"]):
        told = f"{move['action']} to {move['successor']}" if move["action"] else "not retired"
        row.wrong(ACTION, f"what CIP's own file says of {row[OLD]}, {told}")
    old_title = title(row[OLD_TITLE])
    return {"old": row[OLD], "new": new, "old_title": old_title, "action": change, "row": str(row.number)}


def _reported_under(row: Row) -> str:
    found = _REPORT.fullmatch(row[NEW_TITLE])
    if not found:
        row.wrong(NEW_TITLE, "`Deleted`, or `Deleted, report under CODE`")
    return found["code"] or ""


def records(known: Mapping[str, Facts]) -> Iterator[Record]:  # noqa: ARG001
    """None of its own: MOVED_TO, which the code system's file states, names this concordance."""
    yield from ()
