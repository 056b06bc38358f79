"""NAICS 2022: codes and titles, checked against the structure file, and the Census index of search terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from loaders.errors import SourceError
from loaders.hierarchy import broader, check_code
from loaders.shipped import Facts, Reading
from loaders.sources import source_spec
from loaders.tables import OfficialFiles, unique
from ontology import identifiers
from ontology.codes import naics_place
from ontology.nodes import NODE_KINDS, Industry
from ontology.records import Record

SOURCE = source_spec("naics")
CODES, STRUCTURE = "tbl_2022_title_description_coun", "2022 NAICS Structure"
CODE, TITLE = "2022 NAICS US Code", "2022 NAICS US Title"


def read(files: OfficialFiles, known: Mapping[str, Facts]) -> Reading:  # noqa: ARG001
    """Tables `codes` and `index_terms`. Raises SourceError where the two code files disagree."""
    rows, _ = unique(files.rows("codes", CODES), (CODE,), SOURCE.files["codes"].sheets[CODES])
    titles = {row[CODE]: row[TITLE] for row in rows}
    for row in rows:
        check_code(row, CODE, naics_place, titles)
    terms = files.rows("index")
    kept = [row for row in terms if row["NAICS22"] not in SOURCE.non_codes]
    for row in kept:
        if row["NAICS22"] not in titles:
            row.wrong("NAICS22", "a NAICS 2022 code")
        if not row["INDEX ITEM DESCRIPTION"]:
            row.wrong("INDEX ITEM DESCRIPTION", "a search term")
    return Reading(
        {
            "codes": [{"code": row[CODE], "title": row[TITLE], "row": str(row.number)} for row in rows],
            "index_terms": [{"code": r["NAICS22"], "term": r["INDEX ITEM DESCRIPTION"]} for r in kept],
        },
        {
            "codes": len(rows),
            "titles marked as trilateral in the structure file": _check_structure(files, titles),
            "index terms": len(kept),
            "index entries skipped: they name no code": len(terms) - len(kept),
        },
    )


def _check_structure(files: OfficialFiles, titles: Mapping[str, str]) -> int:
    """Number of titles that end in the structure file's superscript T; that file must say the same otherwise."""
    marked = 0
    rows = files.rows("structure", STRUCTURE)
    for row in rows:
        code, title = row["2022 NAICS Code"], row["2022 NAICS Title"]
        if code not in titles:
            row.wrong("2022 NAICS Code", "a code that the file of codes has, too")
        if title == f"{titles[code]}T":
            marked += 1
        elif title != titles[code]:
            row.wrong("2022 NAICS Title", f"{titles[code]!r}, as in the file of codes, perhaps with a T behind it")
    if missing := sorted(set(titles) - {row["2022 NAICS Code"] for row in rows}):
        raise SourceError(
            f"a row for each code of the file of codes; {missing[0]} is missing",
            file=files.path("structure").name,
            sheet=STRUCTURE,
            column="2022 NAICS Code",
        )
    return marked


def records(known: Mapping[str, Facts]) -> Iterator[Record]:
    """Industries with their index terms, and BROADER."""
    facts = known["naics"]
    terms: dict[str, list[str]] = defaultdict(list)
    for fact in facts["index_terms"]:
        terms[fact["code"]].append(fact["term"])
    for fact in facts["codes"]:
        place = naics_place(fact["code"])
        kind = NODE_KINDS[place.level]
        assert issubclass(kind, Industry)
        yield kind(
            id=identifiers.naics(fact["code"]),
            title=fact["title"],
            code=fact["code"],
            index_terms=tuple(terms[fact["code"]]),
        )
        yield from broader(identifiers.naics, fact, place, SOURCE.id, SOURCE.locator("codes", CODES, fact["row"]))
