"""The records of the crosswalk: alignments, coverage, and the workbooks' interdisciplinary flag."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from loaders.crosswalk_sheets import FULL, PAIRS, SECTORS, SOURCE
from loaders.details import Detail
from loaders.shipped import Fact, Facts, many
from ontology import identifiers
from ontology.nodes import Alignment
from ontology.records import Record
from ontology.relationships import (
    CoversIndustry,
    CoversOccupation,
    CoversProgram,
    InSubCluster,
    OfOccupation,
    ViaProgram,
)


def records(known: Mapping[str, Facts]) -> Iterator[Record | Detail]:
    """Alignments with their three ends, COVERS_OCCUPATION, COVERS_PROGRAM, COVERS_INDUSTRY, flags."""
    titles = _titles(known)
    occupations = {
        f["code"]: identifiers.combined_occupation(f["code"]) for f in known["bls_combined"]["occupations"]
    }
    facts = known["crosswalk"]
    for fact in facts["alignments"]:
        occupation = occupations.get(fact["soc"], identifiers.soc(fact["soc"]))
        yield from _alignment(fact, occupation, titles)
    for fact in facts["sub_cluster_occupations"]:
        yield CoversOccupation(
            start=identifiers.sub_cluster(fact["sub_cluster"]),
            end=occupations.get(fact["soc"], identifiers.soc(fact["soc"])),
            source=SOURCE.id,
            locator=SOURCE.locator("soc", PAIRS["soc"], fact["row"]),
        )
    for fact in facts["sub_cluster_programs"]:
        yield CoversProgram(
            start=identifiers.sub_cluster(fact["sub_cluster"]),
            end=identifiers.cip(fact["cip"]),
            source=SOURCE.id,
            locator=SOURCE.locator("cip", PAIRS["cip"], fact["row"]),
        )
    yield from _sectors(facts)
    for fact in facts["interdisciplinary"]:
        identifier = identifiers.cip if fact["system"] == "cip" else identifiers.soc
        flag = {"interdisciplinary_published": fact["interdisciplinary"] == "true"}
        yield Detail(occupations.get(fact["code"], identifier(fact["code"])), flag)


def _titles(known: Mapping[str, Facts]) -> dict[str, str]:
    tables = (known["framework"]["sub_clusters"], known["bls_combined"]["occupations"], known["soc"]["codes"])
    titles = {fact.get("slug") or fact["code"]: fact["title"] for table in tables for fact in table}
    return titles | {fact["code"]: fact["title"] for fact in known["cip"]["codes"]} | {"": "no program"}


def _alignment(fact: Fact, occupation: str, titles: Mapping[str, str]) -> Iterator[Record]:
    sub_cluster, soc, cip = fact["sub_cluster"], fact["soc"], fact["cip"]
    again = many(fact["repeated_in_rows"])
    node = Alignment(
        id=identifiers.alignment(sub_cluster, soc, cip or None),
        title=f"{titles[sub_cluster]} × {titles[soc]} × {titles[cip]}",
        note=f"The workbook repeats this row in row {', '.join(again)}." if again else None,
    )
    yield node
    locator = SOURCE.locator("full", FULL, fact["row"])
    yield InSubCluster(start=node.id, end=identifiers.sub_cluster(sub_cluster), source=SOURCE.id, locator=locator)
    yield OfOccupation(start=node.id, end=occupation, source=SOURCE.id, locator=locator)
    if cip:
        yield ViaProgram(start=node.id, end=identifiers.cip(cip), source=SOURCE.id, locator=locator)


def _sectors(facts: Facts) -> Iterator[Record]:
    rows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for fact in facts["cluster_sectors"]:
        rows[fact["cluster"], fact["sector"]].append(SOURCE.locator("naics", SECTORS, fact["row"]))
    for (cluster, sector), locators in rows.items():
        yield CoversIndustry(
            start=identifiers.cluster(cluster),
            end=identifiers.naics(sector),
            source=SOURCE.id,
            locator=locators[0],
            locators=tuple(locators),
        )
