"""O*NET: occupations of the pathways of 2002, related occupations, job zones, and many more job titles.

O*NET's own occupations are finer than those of SOC; what it says of them is merged to the SOC occupation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from loaders.details import Detail
from loaders.errors import SourceError
from loaders.shipped import Fact, Facts, Reading
from loaders.sources import source_spec
from loaders.tables import OfficialFiles, Row, unique
from loaders.titles import NameTable, TitleTable
from ontology import identifiers
from ontology.records import Record
from ontology.relationships import IncludedOccupation, RelatedTo

SOURCE = source_spec("onet")
CROSSWALK, OCCUPATIONS, RELATED = "O-NET-SOC 2019 Occupation Listi", "Occupation Data", "Related Occupations"
JOB_ZONES, ALTERNATE_TITLES = "Job Zones", "Alternate Titles"
CODE, TITLE = "O*NET-SOC Code", "Title"
RELATED_CODE, TIER, RANK = "Related O*NET-SOC Code", "Relatedness Tier", "Index"
CLUSTER, PATHWAY = "Career Cluster", "Career Pathway"
TIERS = {"Primary-Short": range(1, 6), "Primary-Long": range(6, 11), "Supplemental": range(11, 21)}
ZONES = ("1", "2", "3", "4", "5")
GENERAL = ".00"


def read(files: OfficialFiles, known: Mapping[str, Facts]) -> Reading:
    """Tables `occupations`, `pathway_occupations`, `related`, `job_zones`, `alternate_titles`.

    Raises SourceError for an unknown code or name, a title that is not the code's, or where the files disagree.
    """
    occupations = _occupations(files, known)
    titles = TitleTable("code of O*NET-SOC 2019", occupations)
    pathways, pathway_counts = _pathway_occupations(files, titles, known)
    related, related_counts = _related(files, titles)
    zones, zone_counts = _job_zones(files, titles)
    names, name_counts = _alternate_titles(files, titles)
    soc_titles = {fact["code"]: fact["title"] for fact in known["soc"]["codes"]}
    return Reading(
        {
            "occupations": occupations,
            "pathway_occupations": pathways,
            "related": related,
            "job_zones": zones,
            "alternate_titles": names,
        },
        {
            "occupations": len(occupations),
            "SOC occupations": len({fact["soc"] for fact in occupations}),
            "occupations with a title of their own": sum(f["title"] != soc_titles[f["soc"]] for f in occupations),
            **pathway_counts,
            **related_counts,
            **zone_counts,
            **name_counts,
        },
    )


def _occupations(files: OfficialFiles, known: Mapping[str, Facts]) -> list[Fact]:
    spec = SOURCE.files["crosswalk"].sheets[CROSSWALK]
    soc = TitleTable("SOC 2018 code", known["soc"]["codes"])
    rows, _ = unique(files.rows("crosswalk", CROSSWALK), ("O*NET-SOC 2019 Code",), spec)
    facts: list[Fact] = []
    for row in rows:
        code = row["O*NET-SOC 2019 Code"]
        if _soc(code) != soc.check(row, "2018 SOC Code", "2018 SOC Title"):
            row.wrong("2018 SOC Code", f"{_soc(code)}, the SOC code that {code} begins with")
        title = row["O*NET-SOC 2019 Title"]
        facts.append({"code": code, "title": title, "soc": _soc(code), "row": str(row.number)})
    _check_occupations(files, facts)
    return facts


def _check_occupations(files: OfficialFiles, facts: Sequence[Fact]) -> None:
    """The database has the occupations of the crosswalk, under the same titles."""
    titles = TitleTable("code of O*NET-SOC 2019 in the crosswalk to SOC", facts)
    spec = SOURCE.files["occupations"].sheets[OCCUPATIONS]
    rows, _ = unique(files.rows("occupations", OCCUPATIONS), (CODE,), spec)
    found = {titles.check(row, CODE, TITLE) for row in rows}
    if missing := titles.titles.keys() - found:
        file = files.path("occupations").name
        raise SourceError(f"a row for {min(missing)}, as the crosswalk has it", file=file, sheet=OCCUPATIONS)


def _soc(code: str) -> str:
    return code[:-3]


def _pathway_occupations(
    files: OfficialFiles, titles: TitleTable, known: Mapping[str, Facts]
) -> tuple[list[Fact], dict[str, int]]:
    rows, _ = unique(files.rows("clusters"), ("Code",), SOURCE.files["clusters"].sheets[""])
    names = _Names(known["framework"])
    facts: list[Fact] = []
    several = 0
    for row in rows:
        code = titles.check(row, "Code", "Occupation")
        places = names.places(row)
        several += len(places) > 1
        for cluster, pathway in places:
            place = {"legacy_cluster": cluster, "pathway": pathway}
            facts.append({**place, "code": code, "soc": _soc(code), "row": str(row.number)})
    return facts, {
        "rows of the table of career clusters": len(rows),
        "rows of several pathways": several,
        "pathway memberships": len(facts),
        "career clusters": len({fact["legacy_cluster"] for fact in facts}),
        "pathways": len({fact["pathway"] for fact in facts}),
        "pathway and SOC occupation pairs": len({(fact["pathway"], fact["soc"]) for fact in facts}),
    }


class _Names:
    """The title tables of the clusters of 2002, and of the pathways of each."""

    def __init__(self, framework: Facts) -> None:
        self.clusters = NameTable("cluster of 2002", framework["legacy_clusters"])
        pathways = defaultdict(list)
        for fact in framework["pathways"]:
            pathways[fact["legacy_cluster"]].append(fact)
        self.pathways = {slug: NameTable(f"pathway of {slug}", facts) for slug, facts in pathways.items()}

    def places(self, row: Row) -> list[tuple[str, str]]:
        """Slugs of the row's clusters and pathways: two lists, one beside the other."""
        clusters, pathways = row[CLUSTER].split("; "), row[PATHWAY].split("; ")
        if len(clusters) != len(pathways):
            row.wrong(PATHWAY, f"as many pathways as the row has clusters, {len(clusters)}")
        places = [self._place(row, *names) for names in zip(clusters, pathways, strict=True)]
        if len(set(places)) != len(places):
            row.wrong(PATHWAY, "each pathway once")
        return places

    def _place(self, row: Row, cluster_name: str, pathway_name: str) -> tuple[str, str]:
        cluster = self.clusters.slugs.get(cluster_name)
        if cluster is None:
            row.wrong(CLUSTER, f"titles of clusters of 2002, not {cluster_name!r}")
        pathway = self.pathways[cluster].slugs.get(pathway_name)
        if pathway is None:
            row.wrong(PATHWAY, f"titles of pathways of {cluster_name}, not {pathway_name!r}")
        return cluster, pathway


def _related(files: OfficialFiles, titles: TitleTable) -> tuple[list[Fact], dict[str, int]]:
    """The best rank of each pair of SOC occupations, with its tier; an occupation is not related to itself."""
    spec = SOURCE.files["related"].sheets[RELATED]
    rows, _ = unique(files.rows("related", RELATED), (CODE, RELATED_CODE), spec)
    best: dict[tuple[str, str], Row] = {}
    selves = 0
    for row in rows:
        pair = _soc(titles.check(row, CODE, TITLE)), _soc(titles.check(row, RELATED_CODE, "Related Title"))
        _check_rank(row)
        if pair[0] == pair[1]:
            selves += 1
        elif pair not in best or int(row[RANK]) < int(best[pair][RANK]):
            best[pair] = row
    facts: list[Fact] = [
        {"soc": soc, "related_soc": other, "rank": row[RANK], "tier": row[TIER], "row": str(row.number)}
        for (soc, other), row in best.items()
    ]
    return facts, {
        "related rows": len(rows),
        "related pairs": len(facts),
        "related rows merged into a better rank of the same pair": len(rows) - selves - len(facts),
        "related rows skipped: of one SOC occupation with itself": selves,
    }


def _check_rank(row: Row) -> None:
    if row[TIER] not in TIERS:
        row.wrong(TIER, " or ".join(TIERS))
    ranks = TIERS[row[TIER]]
    if row[RANK] not in map(str, ranks):
        row.wrong(RANK, f"a rank of {row[TIER]}, {ranks[0]} to {ranks[-1]}")


def _job_zones(files: OfficialFiles, titles: TitleTable) -> tuple[list[Fact], dict[str, int]]:
    """The zone of the SOC occupation's general O*NET code, else the one that its codes agree on, else none."""
    rows, _ = unique(files.rows("job_zones", JOB_ZONES), (CODE,), SOURCE.files["job_zones"].sheets[JOB_ZONES])
    rows_of: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        code = titles.check(row, CODE, TITLE)
        if row["Job Zone"] not in ZONES:
            row.wrong("Job Zone", "1 to 5")
        rows_of[_soc(code)].append(row)
    facts: list[Fact] = []
    agreed = 0
    for soc, found in rows_of.items():
        general = [row for row in found if row[CODE].endswith(GENERAL)]
        if general or len({row["Job Zone"] for row in found}) == 1:
            agreed += not general
            row = (general or found)[0]
            facts.append({"soc": soc, "zone": row["Job Zone"], "row": str(row.number)})
    return facts, {
        "job zone rows": len(rows),
        "job zones": len(facts),
        "job zones that O*NET's codes of one SOC occupation agree on": agreed,
        "SOC occupations without one job zone: O*NET's codes differ": len(rows_of) - len(facts),
    }


def _alternate_titles(files: OfficialFiles, titles: TitleTable) -> tuple[list[Fact], dict[str, int]]:
    rows = files.rows("alternate_titles", ALTERNATE_TITLES)
    found: dict[tuple[str, str], None] = {}
    for row in rows:
        if not row["Alternate Title"]:
            row.wrong("Alternate Title", "a job title")
        found[_soc(titles.check(row, CODE, TITLE)), row["Alternate Title"]] = None
    return [{"soc": soc, "title": title} for soc, title in found], {
        "alternate title rows": len(rows),
        "alternate titles": len(found),
        "alternate title rows skipped: repeats within a SOC occupation": len(rows) - len(found),
    }


def records(known: Mapping[str, Facts]) -> Iterator[Record | Detail]:
    """INCLUDED_OCCUPATION, RELATED_TO, and the job zones and alternate titles of occupations."""
    facts = known["onet"]
    yield from _included(facts)
    for fact in facts["related"]:
        yield RelatedTo(
            start=identifiers.soc(fact["soc"]),
            end=identifiers.soc(fact["related_soc"]),
            rank=int(fact["rank"]),
            tier=fact["tier"],
            source=SOURCE.id,
            locator=SOURCE.locator("related", RELATED, fact["row"]),
        )
    for fact in facts["job_zones"]:
        yield Detail(identifiers.soc(fact["soc"]), {"job_zone": int(fact["zone"])})
    for soc, titles in _names(facts, known["soc"]["codes"]).items():
        yield Detail(identifiers.soc(soc), {"alternate_titles": titles})


def _included(facts: Facts) -> Iterator[Record]:
    first: dict[tuple[str, str], str] = {}
    for fact in facts["pathway_occupations"]:
        first.setdefault((fact["pathway"], fact["soc"]), fact["row"])
    for (pathway, soc), row in first.items():
        yield IncludedOccupation(
            start=identifiers.pathway(pathway),
            end=identifiers.soc(soc),
            source=SOURCE.id,
            locator=SOURCE.locator("clusters", "", row),
        )


def _names(facts: Facts, codes: Sequence[Fact]) -> dict[str, tuple[str, ...]]:
    """SOC code → titles of O*NET's occupations and their alternate titles, each once, without SOC's own title."""
    names: dict[str, dict[str, None]] = defaultdict(dict)
    own = {fact["code"]: fact["title"].casefold() for fact in codes}
    for fact in (*facts["occupations"], *facts["alternate_titles"]):
        if fact["title"].casefold() != own[fact["soc"]]:
            names[fact["soc"]][fact["title"]] = None
    return {soc: tuple(titles) for soc, titles in names.items()}
