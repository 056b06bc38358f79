"""Outward links: a page of the publisher's for each code that has one."""

from __future__ import annotations

import re

import pytest

from ontology.graph import CareerGraph
from ontology.nodes import BroadOccupation, Code, DetailedOccupation
from ontology.rdf.links import outward

# As the publishers write these addresses, seen in public citations of them.
PAGES = {
    "soc/2018/15-1252": [
        "https://www.onetonline.org/link/summary/15-1252.00",
        "https://data.bls.gov/oesprofile/?major_group=150000&occupation=151252&measure=01&areas=INDUSTRY,STATE,MSA",
    ],
    "soc/2018/55-1011": ["https://www.onetonline.org/link/summary/55-1011.00"],
    "soc/2018/25-0000": ["https://www.bls.gov/soc/2018/major_groups.htm#25-0000"],
    "bls-combined/53-1047": [
        "https://data.bls.gov/oesprofile/?major_group=530000&occupation=531047&measure=01&areas=INDUSTRY,STATE,MSA",
    ],
    "cip/2020/30.1301": ["https://nces.ed.gov/ipeds/cipcode/cipdetail.aspx?y=56&cip=30.1301"],
    "naics/2022/812113": ["https://www.census.gov/naics/?details=812113&input=812113&year=2022"],
    "naics/2022/31-33": ["https://www.census.gov/naics/?details=31&input=31&year=2022"],
    "oews/2025/999000": [],
}


@pytest.mark.parametrize(("name", "pages"), PAGES.items())
def test_a_code_leads_to_its_publishers_pages(name: str, pages: list[str], graph: CareerGraph) -> None:
    node = graph.nodes[name]
    assert isinstance(node, Code)
    assert outward(node) == pages


def test_every_address_is_one_and_names_its_code(graph: CareerGraph) -> None:
    for node in graph.of_kind(Code):
        for page in outward(node):
            assert re.fullmatch(r"https://[a-z.]+/[\w/.?&=,#:-]+", page)
            assert any(form in page for form in (node.code, node.code.replace("-", ""), f"={node.code[:2]}&"))


def test_only_occupations_with_figures_lead_to_them(graph: CareerGraph) -> None:
    for node in graph.of_kind(DetailedOccupation):
        assert any("oesprofile" in page for page in outward(node)) is (node.employment_2025 is not None)
    assert not [page for node in graph.of_kind(BroadOccupation) for page in outward(node)]
