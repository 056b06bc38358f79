"""Advance CTE's crosswalk: four workbooks that align clusters and sub-clusters with SOC, CIP and NAICS.

The full workbook is ternary (sub-cluster × occupation × program); the three others repeat parts of it
and must agree with it.
"""

from __future__ import annotations

from collections.abc import Mapping

from loaders.crosswalk_records import records
from loaders.crosswalk_sheets import SOURCE, Names, full_rows, pair_rows, sector_rows, wide_flags
from loaders.shipped import Fact, Facts, Reading
from loaders.tables import OfficialFiles

__all__ = ["SOURCE", "read", "records"]


def read(files: OfficialFiles, known: Mapping[str, Facts]) -> Reading:
    """Tables `alignments`, `sub_cluster_occupations`, `sub_cluster_programs`, `cluster_sectors`,
    `interdisciplinary`. Raises SourceError for an unknown name or code, or where the workbooks disagree.
    """
    names = Names.of(known)
    sectors = sector_rows(files, names)
    alignments, counts = full_rows(files, names, sectors)
    occupations = pair_rows(files, "soc", names, alignments)
    programs = pair_rows(files, "cip", names, alignments)
    kept = [fact for fact in programs if fact["cip"] not in SOURCE.non_codes]
    flags = [*wide_flags(files, "soc", names, occupations), *wide_flags(files, "cip", names, programs)]
    return Reading(
        {
            "alignments": alignments,
            "sub_cluster_occupations": occupations,
            "sub_cluster_programs": kept,
            "cluster_sectors": sectors,
            "interdisciplinary": flags,
        },
        counts
        | {
            "occupation rows": len(occupations),
            "program rows": len(programs),
            "program rows skipped: NO MATCH": len(programs) - len(kept),
            "sector rows": len(sectors),
            "cluster and sector pairs": len({(fact["cluster"], fact["sector"]) for fact in sectors}),
            "sectors": len({fact["sector"] for fact in sectors}),
            "occupations flagged interdisciplinary": _flagged(flags, "soc"),
            "programs flagged interdisciplinary": _flagged(flags, "cip"),
        },
    )


def _flagged(flags: list[Fact], system: str) -> int:
    return sum(fact["system"] == system and fact["interdisciplinary"] == "true" for fact in flags)
