"""SOC 2018: the structure, and the direct-match titles that lead from a job title to a code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from loaders.hierarchy import broader, check_code
from loaders.shipped import Fact, Facts, Reading, joined, many
from loaders.sources import source_spec
from loaders.tables import OfficialFiles, Row, unique
from loaders.titles import TitleTable
from ontology import identifiers
from ontology.codes import soc_place
from ontology.nodes import NODE_KINDS, Occupation
from ontology.records import Record

SOURCE = source_spec("soc")
STRUCTURE, TITLES = "2018 Structure", "Sorted by SOC"
STAIRS = {
    "Major Group": "MajorGroup",
    "Minor Group": "MinorGroup",
    "Broad Group": "BroadOccupation",
    "Detailed Occupation": "DetailedOccupation",
}
CODE, TITLE, MATCH = "2018 SOC Code", "2018 SOC Title", "2018 SOC Direct Match Title"


def read(files: OfficialFiles, known: Mapping[str, Facts]) -> Reading:  # noqa: ARG001
    """Tables `codes` and `direct_match_titles`. Raises SourceError at the first surprise."""
    rows = files.rows("structure", STRUCTURE)
    codes = {row[_stair(row)]: row for row in rows}
    for row in rows:
        _check_stair(row, codes)
    facts = [_code(code, row) for code, row in codes.items()]
    matches, repeats = _direct_matches(files, facts)
    return Reading(
        {"codes": facts, "direct_match_titles": matches},
        {
            "codes": len(rows),
            "direct-match title rows": len(matches) + repeats,
            "direct-match title rows skipped: repeats": repeats,
            "occupations with direct-match titles": len({match["code"] for match in matches}),
        },
    )


def _code(code: str, row: Row) -> Fact:
    alt_titles = joined(SOURCE.alt_titles.get(code, ()))
    return {"code": code, "title": row[""], "alt_titles": alt_titles, "row": str(row.number)}


def _stair(row: Row) -> str:
    filled = [column for column in STAIRS if row[column]]
    if len(filled) != 1 or not row[""]:
        row.wrong((filled or list(STAIRS))[-1], "a code in just one of the four columns, and a title")
    return filled[0]


def _check_stair(row: Row, codes: Mapping[str, Row]) -> None:
    stair = _stair(row)
    code = row[stair]
    if codes[code] is not row:
        row.wrong(stair, f"each code once; it also stands in row {codes[code].number}")
    check_code(row, stair, lambda code: soc_place(code, codes), codes)
    if soc_place(code, codes).level != STAIRS[stair]:
        row.wrong(stair, f"a {STAIRS[stair]}, by its zeros")


def _direct_matches(files: OfficialFiles, codes: Sequence[Fact]) -> tuple[list[Fact], int]:
    occupations = TitleTable("SOC 2018 code", codes)
    spec = SOURCE.files["titles"].sheets[TITLES]
    rows, repeats = unique(files.rows("titles", TITLES), (CODE, MATCH), spec)
    for row in rows:
        occupations.check(row, CODE, TITLE)
        if not row[MATCH]:
            row.wrong(MATCH, "a job title")
        if row["Illustrative Example"].lower() not in ("", "x"):
            row.wrong("Illustrative Example", "x or nothing")
    facts: list[Fact] = [
        {"code": r[CODE], "title": r[MATCH], "illustrative": str(r["Illustrative Example"] != "").lower()}
        for r in rows
    ]
    return facts, len(repeats)


def records(known: Mapping[str, Facts]) -> Iterator[Record]:
    """Occupations with their direct-match titles, and BROADER."""
    facts = known["soc"]
    codes = {fact["code"] for fact in facts["codes"]}
    titles: dict[str, list[str]] = defaultdict(list)
    examples: dict[str, list[str]] = defaultdict(list)
    for fact in facts["direct_match_titles"]:
        titles[fact["code"]].append(fact["title"])
        if fact["illustrative"] == "true":
            examples[fact["code"]].append(fact["title"])
    for fact in facts["codes"]:
        place = soc_place(fact["code"], codes)
        kind = NODE_KINDS[place.level]
        assert issubclass(kind, Occupation)
        yield kind(
            id=identifiers.soc(fact["code"]),
            title=fact["title"],
            alt_titles=many(fact["alt_titles"]),
            code=fact["code"],
            direct_match_titles=tuple(titles[fact["code"]]),
            illustrative_examples=tuple(examples[fact["code"]]),
        )
        locator = SOURCE.locator("structure", STRUCTURE, fact["row"])
        yield from broader(identifiers.soc, fact, place, SOURCE.id, locator)
