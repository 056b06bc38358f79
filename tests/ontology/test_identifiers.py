from __future__ import annotations

import re
from collections import Counter
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.pipeline import Loaded
from ontology import identifiers
from ontology.graph import CareerGraph
from ontology.identifiers import slug

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
SOC, CIP = r"[1-9]\d-\d{4}", r"\d{2}(\.\d{2}(\d{2})?)?"
PATTERNS = {
    "Framework": r"framework/(2002|2024)",
    "CareerCluster": f"framework/2024/cluster/{SLUG}",
    "SubCluster": f"framework/2024/sub-cluster/{SLUG}",
    "LegacyCluster": f"framework/2002/cluster/{SLUG}",
    "LegacyPathway": f"framework/2002/pathway/{SLUG}",
    "Industry": r"naics/2022/(\d{2,6}|31-33|44-45|48-49)",
    "Government": r"oews/2025/999000",
    "Occupation": f"soc/2018/{SOC}",
    "CombinedOccupation": f"bls-combined/{SOC}",
    "Program": f"cip/2020/{CIP}",
    "FormerOccupation": f"soc/2010/{SOC}",
    "FormerIndustry": r"naics/2017/[1-9]\d{5}",
    "Alignment": rf"alignment/{SLUG}/{SOC}/(\d\d\.\d{{4}}|none)",
    "AdvisoryGroup": f"advisory-group/{SLUG}",
    "JobTitle": f"job-title/{SLUG}",
    "Skill": f"skill/{SLUG}",
    "Workplace": f"workplace/{SLUG}",
    "Source": rf"source/{SLUG}(\.\d+)?",
}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("C", "c"),
        ("Electrician (also in Energy)", "electrician"),
        ("Electrician (Also in Energy & Natural Resources) ", "electrician"),
        ("Nurse (Licensed)", "nurse-licensed"),
        ("Résumé Café", "resume-cafe"),
        ("Veterans' Services", "veterans-services"),
        ("Arts, Entertainment, & Design", "arts-entertainment-design"),
        (".NET / ASP.NET", "net-asp-net"),
    ],
)
def test_a_slug_is_made_by_rule(title: str, expected: str) -> None:
    assert slug(title) == expected


@pytest.mark.parametrize("title", ["", "  ", "日本", "(also in Energy)", "&"])
def test_a_title_that_leaves_nothing_has_no_slug(title: str) -> None:
    with pytest.raises(ValueError, match="no slug can be made of"):
        slug(title)


@given(st.text())
def test_a_slug_is_lower_case_ascii_with_hyphens_and_stays_itself(title: str) -> None:
    try:
        made = slug(title)
    except ValueError:
        return
    assert re.fullmatch(SLUG, made)
    assert slug(made) == made


def test_released_slugs_are_those_of_their_titles_and_stand_once(shipped: Loaded) -> None:
    for name, facts in shipped.facts["framework"].items():
        named = [fact for fact in facts if "slug" in fact]
        for fact in named:
            assert fact["slug"] == slug(fact["title"]), f"framework/{name}.csv: a released slug is frozen"
        assert max(Counter(fact["slug"] for fact in named).values(), default=1) == 1


def test_clusters_and_sub_clusters_have_no_slug_in_common(shipped: Loaded) -> None:
    framework = shipped.facts["framework"]
    assert not {f["slug"] for f in framework["clusters"]} & {f["slug"] for f in framework["sub_clusters"]}


def test_nine_slugs_name_a_pathway_and_a_sub_cluster_and_the_path_tells_them_apart(shipped: Loaded) -> None:
    framework = shipped.facts["framework"]
    both = {f["slug"] for f in framework["pathways"]} & {f["slug"] for f in framework["sub_clusters"]}
    assert len(both) == 9
    assert {"plant-systems", "insurance", "regulation"} <= both
    assert all(identifiers.pathway(name) != identifiers.sub_cluster(name) for name in both)


def test_every_id_of_the_graph_has_the_form_of_its_kind(graph: CareerGraph) -> None:
    for node in graph.nodes.values():
        pattern = PATTERNS.get(node.kind) or PATTERNS[node.labels[0]]
        assert re.fullmatch(pattern, node.id, re.ASCII), f"{node.kind}: {node.id}"


def test_no_id_needs_escaping_in_an_iri(graph: CareerGraph) -> None:
    assert [node_id for node_id in graph.nodes if quote(node_id, safe="/") != node_id] == []
