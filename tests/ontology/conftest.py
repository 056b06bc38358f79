"""Small random graphs that keep every rule."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import strategies as st

from ontology import nodes as n
from ontology import relationships as r
from ontology.derived import Derived
from ontology.graph import CareerGraph
from ontology.records import Record, property_types, required_fields
from ontology.vocabulary import RELATIONSHIP_TYPES

Graphs = st.SearchStrategy[CareerGraph]

# What a spreadsheet or a reader of CSV could take for something else.
TRICKY = (
    'a,"b"',
    "x|y",
    "NULL",
    "nan",
    "NA",
    "#N/A",
    "true",
    "01.0000",
    "1",
    "-0",
    "2024-10",
    "[]",
    "é ⅝ 日本",
    "'",
    "\\",
    '""',
)
CHAINS: Sequence[Sequence[tuple[type[n.Code], str, str]]] = (
    (
        (n.Sector, "naics/2022/", "31-33"),
        (n.Subsector, "naics/2022/", "311"),
        (n.IndustryGroup, "naics/2022/", "3111"),
        (n.NaicsIndustry, "naics/2022/", "31111"),
        (n.NationalIndustry, "naics/2022/", "311111"),
    ),
    (
        (n.MajorGroup, "soc/2018/", "15-0000"),
        (n.MinorGroup, "soc/2018/", "15-1200"),
        (n.BroadOccupation, "soc/2018/", "15-1250"),
        (n.DetailedOccupation, "soc/2018/", "15-1252"),
    ),
    (
        (n.ProgramFamily, "cip/2020/", "01"),
        (n.ProgramSeries, "cip/2020/", "01.00"),
        (n.InstructionalProgram, "cip/2020/", "01.0000"),
    ),
    ((n.CombinedOccupation, "bls-combined/", "21-1018"),),
    ((n.Government, "oews/2025/", "999000"),),
)
# The kinds that stand alone; a source there always is, and a sub-cluster stands in a cluster.
NAMED = [kind for kind in n.NODE_KINDS.values() if not issubclass(kind, n.Code | n.Source | n.SubCluster)]


def texts() -> st.SearchStrategy[str]:
    anything = st.text(min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
    return st.sampled_from(TRICKY) | anything


VALUES: dict[type, st.SearchStrategy[object]] = {
    str: texts(),
    bool: st.booleans(),
    int: st.integers(-(2**63), 2**63 - 1),
    # With -0.0 and the smallest and the biggest ones; no source has infinity or a number that is none.
    float: st.floats(allow_nan=False, allow_infinity=False),
    tuple: st.lists(texts(), max_size=3).map(tuple),
}


def drawn(draw: st.DrawFn, record: type[Record], **given: object) -> Record:
    """A record with random values in all fields but the given ones."""
    values = dict(given)
    for name, kind in property_types(record).items():
        if name not in given:
            absent = st.nothing() if name in required_fields(record) else st.none()
            values[name] = draw(absent | VALUES[kind])
    return record(**values)


@st.composite
def small_graphs(draw: st.DrawFn) -> CareerGraph:
    records = [drawn(draw, n.Source, id="source/one")]
    for chain in CHAINS:
        if draw(st.booleans()):
            records += _chain(draw, chain)
    for kind in NAMED:
        if draw(st.booleans()):
            records.append(drawn(draw, kind, id=f"{kind.__name__.lower()}/one"))
    clusters = [record for record in records if isinstance(record, n.CareerCluster)]
    for cluster in clusters:
        records.append(drawn(draw, n.SubCluster, id="sub-cluster/one"))
        records.append(drawn(draw, r.HasSubCluster, start=cluster.id, end="sub-cluster/one", source="source/one"))
    return CareerGraph.from_records([*records, *_relations(draw, [x for x in records if isinstance(x, n.Node)])])


def _chain(draw: st.DrawFn, chain: Sequence[tuple[type[n.Code], str, str]]) -> list[Record]:
    made: list[Record] = []
    for kind, system, code in chain:
        above = made[-1] if made else None
        node = drawn(draw, kind, id=system + code, code=code)
        if isinstance(above, r.Broader):
            above = made[-2]
        made.append(node)
        if isinstance(above, n.Node):
            made.append(drawn(draw, r.Broader, start=system + code, end=above.id, source="source/one"))
    return made


def _relations(draw: st.DrawFn, nodes: Sequence[n.Node]) -> list[Record]:
    """A few relationships between the nodes, some of them parallel, none stated twice."""
    possible = [
        (relation, start.id, end.id)
        for relation in RELATIONSHIP_TYPES.values()
        for start in nodes
        for end in nodes
        if isinstance(start, relation.START) and isinstance(end, relation.END)
        if relation not in (r.Broader, r.HasSubCluster)
    ]
    if not possible:
        return []
    made: dict[Record, None] = {}
    for _ in range(draw(st.integers(0, 6))):
        relation, start, end = draw(st.sampled_from(possible))
        basis: dict[str, object] = {}
        if issubclass(relation, Derived):
            evidence = draw(st.lists(st.sampled_from([node.id for node in nodes]), max_size=2))
            confidence = draw(st.floats(0, 1))
            basis = {"confidence": confidence, "evidence": tuple(evidence), "derived_from": ("source/one",)}
        made[drawn(draw, relation, start=start, end=end, source="source/one", **basis)] = None
    return list(made)


@pytest.fixture(scope="session")
def small_graph() -> Graphs:
    """Draws a small random graph: `data.draw(small_graph)`."""
    return small_graphs()
