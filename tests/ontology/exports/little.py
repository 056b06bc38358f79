"""A graph small enough to read, with what exports stumble over: codes, lists, marks, absent cells."""

from __future__ import annotations

from itertools import pairwise

from ontology import derived as d
from ontology import nodes as n
from ontology import relationships as r
from ontology.graph import CareerGraph
from ontology.records import Record

CLUSTER = "framework/2024/cluster/digital-technology"
WEB = "framework/2024/sub-cluster/web-cloud"
PATHWAY = "framework/2002/pathway/web-digital-communications"
DEVELOPERS = "soc/2018/15-1252"
AGRICULTURE = "cip/2020/01.0000"
SOFTWARE = "cip/2020/11.0201"


def _source(name: str, rights: str) -> n.Source:
    return n.Source(
        id=f"source/{name}",
        title=f"The {name}",
        publisher=f"Publisher of {name}",
        rights=rights,
        url=f"https://example.org/{name}?a=1&b=2",
        release="2025",
        citation=f"Publisher. The {name}. 2025.",
        files=(f"{name}.xlsx sha256:00",),
    )


def _alignment(soc: str, cip: str | None, row: int) -> list[Record]:
    name = f"alignment/web-cloud/{soc}/{cip or 'none'}"
    stated = {"source": "source/crosswalk", "locator": f"Full.xlsx|SOC - CIP - CC|{row}"}
    rows: list[Record] = [
        n.Alignment(id=name, title=f"Web & Cloud × {soc} × {cip or 'no program'}"),
        r.InSubCluster(start=name, end=WEB, **stated),
        r.OfOccupation(start=name, end=f"soc/2018/{soc}", **stated),
    ]
    return [*rows, r.ViaProgram(start=name, end=f"cip/2020/{cip}", **stated)] if cip else rows


def _broader(*chain: str) -> list[Record]:
    system = chain[0].rsplit("/", 1)[0].rsplit("/", 1)[0]
    return [r.Broader(start=low, end=high, source=f"source/{system}") for low, high in pairwise(chain)]


LITTLE = CareerGraph.from_records(
    [
        *(_source(name, "US Government work, public domain") for name in ("cip", "naics", "soc", "oews")),
        _source("crosswalk", "All rights reserved"),
        _source("careergraph", "MIT"),
        n.Framework(
            id="framework/2024", title="The Framework", issued="2024", milestones=("2024: out", "2025: in")
        ),
        n.CareerCluster(id=CLUSTER, title="Digital Technology", caption="Build <it>", cross_cutting=True),
        n.SubCluster(id=WEB, title="Web & Cloud", alt_titles=("Web | Cloud", 'the "Web"')),
        n.LegacyPathway(id=PATHWAY, title="Web & Digital Communications", note="One, two; three"),
        n.Sector(id="naics/2022/31-33", title="Manufacturing", code="31-33"),
        n.Subsector(id="naics/2022/334", title="Computers", code="334"),
        n.MajorGroup(id="soc/2018/15-0000", title="Computer Occupations", code="15-0000"),
        n.MinorGroup(id="soc/2018/15-1200", title="Computer Occupations", code="15-1200"),
        n.BroadOccupation(id="soc/2018/15-1250", title="Software Developers", code="15-1250"),
        n.DetailedOccupation(
            id=DEVELOPERS,
            title="Software Developers",
            code="15-1252",
            alternate_titles=("=SUM(A1)", "C++ Developer", "Développeur, Web"),
            interdisciplinary_published=True,
            employment_2025=1_654_440,
            median_hourly_wage_2025=64.0,
            self_employed_2024=2.2,
        ),
        n.ProgramFamily(id="cip/2020/01", title="Agriculture", code="01"),
        n.ProgramSeries(id="cip/2020/01.00", title="Agriculture, General", code="01.00"),
        n.InstructionalProgram(id=AGRICULTURE, title="Agriculture, General", code="01.0000", retired=True),
        n.ProgramFamily(id="cip/2020/11", title="Computing", code="11"),
        n.ProgramSeries(id="cip/2020/11.02", title="Programming", code="11.02"),
        n.InstructionalProgram(id=SOFTWARE, title="Programming, General", code="11.0201"),
        n.Finding(id="finding/succession/web", title="Web", method="succession", reason="Few.", outcome="weak"),
        r.HasCluster(start="framework/2024", end=CLUSTER, source="source/crosswalk"),
        r.HasSubCluster(start=CLUSTER, end=WEB, source="source/crosswalk", locator="Full.xlsx|SOC - CIP - CC|2"),
        *_broader("naics/2022/334", "naics/2022/31-33"),
        *_broader(DEVELOPERS, "soc/2018/15-1250", "soc/2018/15-1200", "soc/2018/15-0000"),
        *_broader(AGRICULTURE, "cip/2020/01.00", "cip/2020/01"),
        *_broader(SOFTWARE, "cip/2020/11.02", "cip/2020/11"),
        *_alignment("15-1252", "11.0201", 2),
        *_alignment("15-1250", None, 3),
        r.CoversOccupation(start=WEB, end=DEVELOPERS, source="source/crosswalk"),
        r.MovedTo(start=AGRICULTURE, end=SOFTWARE, source="source/cip", action="moved"),
        r.EmployedIn(
            start=DEVELOPERS,
            end="naics/2022/334",
            source="source/oews",
            locator="oews.csv||7",
            jobs=60_000,
            mean_wage=150_000,
        ),
        r.EmployedIn(
            start="soc/2018/15-1250",
            end="naics/2022/334",
            source="source/oews",
            locator="oews.csv||8",
            suppressed=("jobs", "wages"),
        ),
        d.LikelySucceededBy(
            start=PATHWAY,
            end=WEB,
            source="source/careergraph",
            method="succession",
            confidence=0.25,
            asserted=False,
            evidence=(DEVELOPERS, "soc/2018/15-1250"),
            derived_from=("source/crosswalk", "source/soc"),
            shared_occupations=2,
            share_of_occupations=0.25,
        ),
        *(
            d.PredictedIn(
                start=DEVELOPERS,
                end=CLUSTER,
                source="source/careergraph",
                method="prediction",
                confidence=0.75,
                asserted=True,
                evidence=("naics/2022/31-33",),
                derived_from=("source/oews",),
                witness=witness,
                share=0.75,
                rank=1,
                agrees=True,
            )
            for witness in ("OEWS", "Employment Matrix")
        ),
        d.Concerns(
            start="finding/succession/web",
            end=PATHWAY,
            source="source/careergraph",
            method="succession",
            confidence=1e-05,
            asserted=False,
        ),
    ]
)
