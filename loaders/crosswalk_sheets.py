"""The sheets of the crosswalk workbooks, each checked against the title tables and against the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from loaders.errors import SourceError
from loaders.shipped import Fact, Facts, joined
from loaders.sources import source_spec
from loaders.tables import OfficialFiles, Row, unique
from loaders.titles import NameTable, TitleTable

SOURCE = source_spec("crosswalk")
FULL, SECTORS = "SOC - CIP - CC", "CC - Sub-Cluster - NAICS"
PAIRS = {"soc": "SOC - CC - Sub-Clusters", "cip": "CIP - CC - Sub-Clusters"}
WIDE = {"soc": "SOC - CC (Wide)", "cip": "CIP - CC (Wide)"}
CODE = {"soc": "SOC Code", "cip": "CIP Code (2020)"}
TITLE = {"soc": "Occupation Title", "cip": "CIP Title (2020)"}
FLAG = {"soc": "Interdisciplinary SOC? (Yes/No)", "cip": "Interdisciplinary CIP? (Yes/No)"}
CLUSTER, SUB_CLUSTER = "Career Cluster", "Sub-Cluster"
SECTOR, SECTOR_TITLE = "2-Digit NAICS", "NAICS title"


@dataclass(frozen=True, slots=True)
class Names:
    """The title tables that the workbooks' names and codes are looked up in."""

    clusters: NameTable
    sub_clusters: NameTable
    cluster_of: Mapping[str, str]
    codes: Mapping[str, TitleTable]
    sectors: Mapping[str, str]

    @classmethod
    def of(cls, known: Mapping[str, Facts]) -> Names:
        """The title tables out of the facts of the sources before."""
        framework = known["framework"]
        return cls(
            clusters=NameTable("career cluster", framework["clusters"]),
            sub_clusters=NameTable("sub-cluster", framework["sub_clusters"]),
            cluster_of={fact["slug"]: fact["cluster"] for fact in framework["sub_clusters"]},
            codes={
                "soc": TitleTable("SOC 2018 code", known["soc"]["codes"], known["bls_combined"]["occupations"]),
                "cip": TitleTable("CIP 2020 code", known["cip"]["codes"]),
            },
            sectors={
                f["code"]: f["title"] for f in known["naics"]["codes"] if len(f["code"]) == 2 or "-" in f["code"]
            },
        )

    def sub_cluster(self, row: Row) -> str:
        """Slug of the row's sub-cluster, which must be one of the row's cluster."""
        cluster, found = self.clusters.resolve(row, CLUSTER), self.sub_clusters.resolve(row, SUB_CLUSTER)
        if self.cluster_of[found] != cluster:
            row.wrong(SUB_CLUSTER, f"a sub-cluster of {row[CLUSTER]}")
        return found

    def code(self, row: Row, system: str) -> str:
        """The row's code, with its own title beside it, or the placeholder."""
        if system != "cip" or row[CODE[system]] not in SOURCE.non_codes:
            return self.codes[system].check(row, CODE[system], TITLE[system])
        if row[TITLE[system]] != "NO MATCH":
            row.wrong(TITLE[system], f"NO MATCH beside {row[CODE[system]]}")
        return row[CODE[system]]


def full_rows(files: OfficialFiles, names: Names, sectors: Sequence[Fact]) -> tuple[list[Fact], dict[str, int]]:
    """The ternary rows (`cip` empty where NO MATCH), and their counts; their sectors must be the given ones."""
    sectors_of = defaultdict(list)
    for fact in sectors:
        sectors_of[fact["sub_cluster"]].append(fact["sector"])
    found = files.rows("full", FULL)
    rows = [row for row in found if not _is_heading(row)]
    kept, repeats = unique(rows, (SUB_CLUSTER, CODE["soc"], CODE["cip"]), SOURCE.files["full"].sheets[FULL])
    again = defaultdict(list)
    for row in repeats:
        again[row[SUB_CLUSTER], row[CODE["soc"]], row[CODE["cip"]]].append(str(row.number))
    facts: list[Fact] = []
    for row in kept:
        sub_cluster, cip = names.sub_cluster(row), names.code(row, "cip")
        if sorted(_sectors(row, names)) != sorted(sectors_of[sub_cluster]):
            stated = ", ".join(sectors_of[sub_cluster]) or "none"
            row.wrong(SECTOR, f"the sectors of {row[SUB_CLUSTER]} in the sheet {SECTORS!r}: {stated}")
        facts.append(
            {
                "sub_cluster": sub_cluster,
                "soc": names.code(row, "soc"),
                "cip": "" if cip in SOURCE.non_codes else cip,
                "row": str(row.number),
                "repeated_in_rows": joined(again[row[SUB_CLUSTER], row[CODE["soc"]], row[CODE["cip"]]]),
            }
        )
    return facts, {
        "rows skipped: bare cluster headings": len(found) - len(rows),
        "rows": len(rows),
        "rows skipped: repeats": len(repeats),
        "alignments": len(facts),
        "alignments with a program": sum(fact["cip"] != "" for fact in facts),
        "alignments without a program": sum(fact["cip"] == "" for fact in facts),
        "occupations": len({fact["soc"] for fact in facts}),
    }


def _is_heading(row: Row) -> bool:
    return [column for column in row.cells if row[column]] == [CLUSTER]


def _sectors(row: Row, names: Names) -> list[str]:
    """The row's sectors, of which the workbooks put several into one cell; their titles must stand beside."""
    codes = row[SECTOR].split(", ")
    for code in codes:
        if code not in names.sectors:
            row.wrong(SECTOR, "NAICS sectors, such as 31-33 or `51, 54`")
    titles = ", ".join(names.sectors[code] for code in codes)
    if row[SECTOR_TITLE] != titles:
        row.wrong(SECTOR_TITLE, f"{titles!r}, the title of {row[SECTOR]}")
    return codes


def pair_rows(files: OfficialFiles, system: str, names: Names, alignments: Sequence[Fact]) -> list[Fact]:
    """The sub-cluster × code rows of the SOC or CIP workbook, which must be those of the full workbook."""
    sheet = PAIRS[system]
    rows, _ = unique(files.rows(system, sheet), (SUB_CLUSTER, CODE[system]), SOURCE.files[system].sheets[sheet])
    placeholder = SOURCE.non_codes[0]
    expected = {(fact["sub_cluster"], fact[system] or placeholder) for fact in alignments}
    facts: list[Fact] = []
    for row in rows:
        pair = names.sub_cluster(row), names.code(row, system)
        if pair not in expected:
            row.wrong(CODE[system], "a pair that the full crosswalk has, too")
        facts.append({"sub_cluster": pair[0], system: pair[1], "row": str(row.number)})
    if missing := expected - {(fact["sub_cluster"], fact[system]) for fact in facts}:
        raise _lacking(files, system, sheet, f"{' × '.join(min(missing))}, as the full crosswalk has it")
    return facts


def _lacking(files: OfficialFiles, key: str, sheet: str, what: str) -> SourceError:
    return SourceError(f"a row for {what}; there is none", file=files.path(key).name, sheet=sheet)


def sector_rows(files: OfficialFiles, names: Names) -> list[Fact]:
    """The cluster × sub-cluster × sector rows; the workbook aligns sectors cluster by cluster."""
    rows, _ = unique(files.rows("naics", SECTORS), (SUB_CLUSTER, SECTOR), SOURCE.files["naics"].sheets[SECTORS])
    return [
        {
            "cluster": names.clusters.resolve(row, CLUSTER),
            "sub_cluster": names.sub_cluster(row),
            "sector": sector,
            "row": str(row.number),
        }
        for row in rows
        for sector in _sectors(row, names)
    ]


def wide_flags(files: OfficialFiles, system: str, names: Names, pairs: Sequence[Fact]) -> list[Fact]:
    """The workbook's own flag for each code; its clusters must be those of the pair rows."""
    clusters = defaultdict(set)
    for fact in pairs:
        clusters[fact[system]].add(names.cluster_of[fact["sub_cluster"]])
    rows, _ = unique(files.rows(system, WIDE[system]), (CODE[system],), SOURCE.files[system].sheets[WIDE[system]])
    facts: list[Fact] = []
    for row in rows:
        code = names.code(row, system)
        if {names.clusters.slugs.get(name) for name in row.all(CLUSTER)} != clusters[code]:
            _wrong_clusters(row, f"the clusters of {code} in the sheet {PAIRS[system]!r}", sorted(clusters[code]))
        if row[FLAG[system]] not in ("Yes", "No"):
            row.wrong(FLAG[system], "Yes or No")
        if code not in SOURCE.non_codes:
            flag = str(row[FLAG[system]] == "Yes").lower()
            facts.append({"system": system, "code": code, "interdisciplinary": flag, "row": str(row.number)})
    if missing := set(clusters) - {row[CODE[system]] for row in rows}:
        raise _lacking(files, system, WIDE[system], f"{min(missing)}, as the sheet {PAIRS[system]!r} has it")
    return facts


def _wrong_clusters(row: Row, expected: str, slugs: Sequence[str]) -> NoReturn:
    raise SourceError(
        f"{expected}: {', '.join(slugs) or 'none'}",
        file=row.file,
        sheet=row.sheet,
        row=row.number,
        column=CLUSTER,
        value=", ".join(row.all(CLUSTER)),
    )
