"""CIP 2020: families, series and programs, with what became of the retired ones.

In this file `Moved from` marks the old, retired code and `Moved to` the new one; the successor of a
retired code stands in its definition.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from loaders.hierarchy import broader, check_code
from loaders.shipped import Fact, Facts, Reading, joined, many
from loaders.sources import source_spec
from loaders.tables import OfficialFiles, Row, unique
from ontology import identifiers
from ontology.codes import cip_place
from ontology.nodes import NODE_KINDS, Program
from ontology.records import Record
from ontology.relationships import MovedTo

SOURCE = source_spec("cip")
CONCORDANCE = source_spec("cip_concordance").name
ACTIONS = ("No substantive changes", "New", "Moved to", "Moved from", "Deleted")
RETIRED = {"Moved from": "moved", "Deleted": "deleted"}
_SUCCESSOR = re.compile(
    r"Moved from (?P<old>[\d.]+) to (?P<moved>[\d.]+)|Deleted, Report under (?P<deleted>[\d.]+)"
)
_SMALL_WORDS = frozenset({"and", "of", "the", "in", "for", "or", "to"})


def read(files: OfficialFiles, known: Mapping[str, Facts]) -> Reading:  # noqa: ARG001
    """Tables `codes` and `moves`. Raises SourceError at the first surprise."""
    rows, _ = unique(files.rows("codes"), ("CIPCode",), SOURCE.files["codes"].sheets[""])
    codes = {row["CIPCode"] for row in rows}
    for row in rows:
        _check(row, codes)
    moves = [_move(row, codes) for row in rows if row["Action"] in RETIRED]
    tables = {"codes": [_code(row) for row in rows], "moves": moves}
    return Reading(tables, _counts(rows, tables["codes"], moves))


def _check(row: Row, codes: set[str]) -> None:
    check_code(row, "CIPCode", cip_place, codes)
    if row["CIPFamily"] != row["CIPCode"][:2]:
        row.wrong("CIPFamily", f"{row['CIPCode'][:2]}, the family of {row['CIPCode']}")
    if row["Action"] not in ACTIONS:
        row.wrong("Action", " or ".join(ACTIONS))
    if not row["CIPTitle"]:
        row.wrong("CIPTitle", "a title")


def title(printed: str) -> str:
    """A CIP title without its final point; upper-case titles of families in mixed case."""
    text = printed.removesuffix(".")
    if not text.isupper():
        return text
    words = re.sub(
        r"[A-Z]+", lambda m: m[0].capitalize() if m[0].lower() not in _SMALL_WORDS else m[0].lower(), text
    )
    return words[0].upper() + words[1:]


def _code(row: Row) -> Fact:
    return {
        "code": row["CIPCode"],
        "title": title(row["CIPTitle"]),
        "alt_titles": joined(SOURCE.alt_titles.get(row["CIPCode"], ())),
        "reserved": str(row["CIPTitle"].upper() == "RESERVED.").lower(),
        "retired": str(row["Action"] in RETIRED).lower(),
        "row": str(row.number),
    }


def _move(row: Row, codes: set[str]) -> Fact:
    found = _SUCCESSOR.fullmatch(row["CIPDefinition"].removesuffix("."))
    action = RETIRED[row["Action"]]
    successor = found[action] if found else None
    if successor not in codes or (found and found["old"] not in (None, row["CIPCode"])):
        row.wrong(
            "CIPDefinition", "`Moved from OLD to NEW` or `Deleted, Report under NEW`, with a code of this file"
        )
    return {"code": row["CIPCode"], "successor": str(successor), "action": action, "row": str(row.number)}


def _counts(rows: Sequence[Row], codes: Sequence[Fact], moves: Sequence[Fact]) -> dict[str, int]:
    levels = Counter(cip_place(fact["code"]).level for fact in codes)
    marked = {row["CIPCode"] for row in rows if row["Action"] == "Moved to"}
    return {
        "codes": len(codes),
        "families": levels["ProgramFamily"],
        "series": levels["ProgramSeries"],
        "programs": levels["InstructionalProgram"],
        "retired: moved": sum(move["action"] == "moved" for move in moves),
        "retired: deleted": sum(move["action"] == "deleted" for move in moves),
        "codes marked as the new place of a moved one": len(marked & {m["successor"] for m in moves}),
        "programs reserved": sum(fact["reserved"] == "true" and len(fact["code"]) == 7 for fact in codes),
    }


def records(known: Mapping[str, Facts]) -> Iterator[Record]:
    """Programs, BROADER, and MOVED_TO for the retired ones, with the concordance that says the same."""
    facts = known["cip"]
    agreed = {(pair["old"], pair["new"]) for pair in known["cip_concordance"]["pairs"]}
    for fact in facts["codes"]:
        place = cip_place(fact["code"])
        kind = NODE_KINDS[place.level]
        assert issubclass(kind, Program)
        yield kind(
            id=identifiers.cip(fact["code"]),
            title=fact["title"],
            alt_titles=many(fact["alt_titles"]),
            code=fact["code"],
            retired=fact["retired"] == "true",
            reserved=fact["reserved"] == "true",
        )
        yield from broader(identifiers.cip, fact, place, SOURCE.id, SOURCE.locator("codes", "", fact["row"]))
    for fact in facts["moves"]:
        yield MovedTo(
            start=identifiers.cip(fact["code"]),
            end=identifiers.cip(fact["successor"]),
            action=fact["action"],
            concordance=CONCORDANCE if (fact["code"], fact["successor"]) in agreed else None,
            source=SOURCE.id,
            locator=SOURCE.locator("codes", "", fact["row"]),
        )
