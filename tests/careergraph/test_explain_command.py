"""careergraph explain."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from subprocess import CompletedProcess
from typing import Any

import pytest
from rich.console import Console

from alignments.provenance import OWN, derived, finding
from careergraph.builds import Build
from careergraph.chains import NATIONAL
from careergraph.explanations import DERIVED, NO_LINK, print_explanation
from careergraph.knowledge import KnowledgeBase
from ontology.derived import LikelySucceededBy
from ontology.graph import CareerGraph
from queries.explain import Explainer

Ask = Callable[..., CompletedProcess[str]]
LEGAL = "framework/2002/pathway/legal-services"
JUDICIAL = "framework/2024/sub-cluster/judicial-systems"
SAFETY = "framework/2024/sub-cluster/public-safety"
AGRIBUSINESS = "framework/2002/pathway/agribusiness-systems"
PUBLIC = "framework/2024/cluster/public-service-safety"


@pytest.fixture(scope="module")
def read(base: KnowledgeBase) -> CareerGraph:
    return base.graph()


@pytest.fixture(autouse=True)
def _read_once(read: CareerGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads the graph of the build only once for all tests."""
    monkeypatch.setattr(Build, "graph", lambda _: read)


def told(done: CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def between(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0]


def test_a_pathway_alone_leads_to_what_the_report_says_with_its_section(ask: Ask) -> None:
    shown = ask("explain", "Natural Resources Systems").stdout
    assert shown.splitlines()[0].startswith("Natural Resources Systems  framework/2002/pathway/")
    succeeded = between(shown, "-[SUCCEEDED_BY]->  3", "\n\n")
    assert (
        "Energy & Natural Resources (framework/2024/cluster/energy-natural-resources); change: moved" in succeeded
    )
    assert "[technical report|Section 4: Grouping Energy and Natural Resources|]" in succeeded
    assert "stated by: Advancing the National Career Clusters Framework: Technical Report, release" in succeeded
    assert "Foresters (soc/2018/19-1032)  [All_Career_Clusters.csv||27]" in shown


@pytest.mark.parametrize(
    ("pathway", "surest"),
    [("Legal Services", "Judicial Systems"), ("Therapeutic Services", "Physical Health")],
)
def test_a_pathway_alone_leads_to_its_likely_successor(ask: Ask, pathway: str, surest: str) -> None:
    shown = ask("explain", pathway).stdout.partition(DERIVED)[2]
    first = between(shown, "-[LIKELY_SUCCEEDED_BY]->", "\n\n").split("\n  ")[4:6]
    assert first[0].startswith(f"{surest} (framework/2024/sub-cluster/")
    assert "    rests on: " in first[1]


def test_natural_resources_lead_to_sub_clusters_of_agriculture_and_energy(ask: Ask) -> None:
    compared = {
        c["cluster"]["title"]: c for c in told(ask("explain", "Natural Resources Systems", "--json"))["compared"]
    }
    for cluster in ("Agriculture", "Energy & Natural Resources"):
        asserted = [link for link in compared[cluster]["derived"] if link["asserted"]]
        assert all(link["evidence"][0]["id"].startswith("soc/2018/") for link in asserted)
        assert asserted


def test_every_source_that_was_used_is_named_with_its_rights(ask: Ask) -> None:
    plain, shown = told(ask("explain", LEGAL, JUDICIAL, "--json")), ask("explain", LEGAL, JUDICIAL).stdout
    sources = between(shown, "\nSources\n", "\n\n")
    assert len(plain["sources"]) == len(sources.splitlines())
    for source in plain["sources"]:
        assert (
            f"{source['title']}, release {source['release']}; {source['publisher']}. {source['rights']}" in sources
        )


def test_two_things_are_linked_by_shared_occupations_rows_and_routes(ask: Ask) -> None:
    shown = ask("explain", LEGAL, "Judicial Systems").stdout
    assert "-[INCLUDED_OCCUPATION]-> · <-[COVERS_OCCUPATION]-  9" in shown
    assert (
        "Lawyers (soc/2018/23-1011)  [All_Career_Clusters.csv||673]  [SOC_Career_Clusters_Crosswalk.xlsx|" in shown
    )
    route = between(shown, "Shortest routes", "\n\n")
    assert f"1. Legal Services ({LEGAL})" in route
    assert "<-[COVERS_OCCUPATION]- Judicial Systems" in route
    assert "[source/onet-29.3: All_Career_Clusters.csv||" in route


def test_codes_are_taken_and_the_crosswalk_rows_named(ask: Ask) -> None:
    shown = ask("explain", "15-1252", "11.0701").stdout
    assert "directly  [CIP2020_SOC2018_Crosswalk.xlsx|CIP-SOC|" in shown
    rows = between(shown, "Crosswalk rows, sub-cluster × occupation × program  1", "\n\n")
    assert "Software Solutions  [Full_Framework_Crosswalk.xlsx|SOC - CIP - CC|1404]" in rows


def test_figures_are_said_to_be_national(ask: Ask) -> None:
    industries = between(ask("explain", "15-1252").stdout, "-[EMPLOYED_IN]->", "\n\n")
    assert f"  {NATIONAL}" in industries.splitlines()
    assert "naics/2022/541); jobs: 698,420; meanWage: $143,040 a year" in industries
    assert NATIONAL not in ask("explain", LEGAL, JUDICIAL).stdout.partition("Derived by careergraph")[0]


def test_long_lists_are_cut_and_all_shows_them(ask: Ask) -> None:
    short, whole = ask("explain", "15-1252").stdout, ask("explain", "15-1252", "--all").stdout
    assert "and 8 more; --all shows them" in short
    assert "jobs by 4-digit industry" in short
    assert "--all shows them" not in whole
    assert "Computer Systems Design and Related Services (naics/2022/5415)" in whole


def test_a_title_of_the_framework_goes_before_a_code_of_the_same_title(ask: Ask) -> None:
    taken = ask("explain", "Legal Services", "--json")
    assert told(taken)["a"]["id"] == LEGAL
    assert "it is also naics/2022/5411" in taken.stderr


def test_a_title_of_a_pathway_and_a_sub_cluster_names_both(ask: Ask) -> None:
    several = ask("explain", "Plant Systems", LEGAL)
    assert (several.returncode, several.stdout) == (3, "")
    for named in ("framework/2002/pathway/plant-systems ", "framework/2024/sub-cluster/plant-systems "):
        assert named in several.stderr


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["legal", "services"], [LEGAL, None]),
        (["legal", "services", "judicial", "systems"], [LEGAL, JUDICIAL]),
        (["15-1252", "judicial", "systems"], ["soc/2018/15-1252", JUDICIAL]),
    ],
)
def test_forgotten_quotes_are_understood_and_remarked_on(
    ask: Ask, words: list[str], ids: list[str | None]
) -> None:
    understood = ask("explain", *words, "--json")
    plain = told(understood)
    assert [plain["a"]["id"], plain["b"] and plain["b"]["id"]] == ids
    assert "want quotes" in understood.stderr
    assert "want quotes" not in ask("explain", *(i for i in ids if i)).stderr


def test_three_words_and_more_are_one_title_where_they_can_be(ask: Ask) -> None:
    assert told(ask("explain", "natural", "resources", "systems", "--json"))["b"] is None


@pytest.mark.parametrize("words", [["leagl", "services"], ["no", "such", "thing", "anywhere"]])
def test_words_that_name_nothing_are_told_about_quotes_and_what_is_near(ask: Ask, words: list[str]) -> None:
    unknown = ask("explain", *words)
    assert (unknown.returncode, unknown.stdout) == (3, "")
    assert 'careergraph explain "Legal Services" "Judicial Systems"' in unknown.stderr
    assert "Nothing has the id, code or title" in unknown.stderr


def test_an_unknown_id_names_what_is_near(ask: Ask) -> None:
    unknown = ask("explain", "15-1259")
    assert (unknown.returncode, unknown.stdout) == (3, "")
    assert "soc/2018/15-1252  Software Developers" in unknown.stderr


def test_two_names_of_one_thing_are_wrong_use(ask: Ask) -> None:
    same = ask("explain", "15-1252", "Software Developers")
    assert same.returncode == 2
    assert "the same thing" in same.stderr


def test_what_nothing_links_exits_with_3(ask: Ask) -> None:
    apart = ask("explain", "naics/2017/212111", "skill/sql")
    assert (apart.returncode, apart.stdout) == (3, "")
    assert NO_LINK in apart.stderr
    apart = ask("explain", "naics/2017/212111", "skill/sql", "--json")
    assert apart.returncode == 3
    assert json.loads(apart.stdout)["published"]["reasons"] == []


@pytest.fixture(scope="module")
def explainer(framework: CareerGraph) -> Explainer:
    """The framework with derived links made by hand."""
    rests: Any = {"evidence": [PUBLIC], "sources": ["source/onet-29.3"]}
    figures: Any = {"agrees": True, "shared_occupations": 9, "share_of_occupations": 0.9, "share_of_jobs": 0.97}
    sure = derived("test", confidence=0.9, asserted=True, **rests)
    unsure = derived("test", confidence=0.2, asserted=False, **rests)
    about = framework.nodes[AGRIBUSINESS]
    return Explainer(
        framework.extended(
            [
                OWN,
                LikelySucceededBy(start=LEGAL, end=SAFETY, **figures, **unsure),
                LikelySucceededBy(start=LEGAL, end=JUDICIAL, **figures, **sure),
                *finding("test", about, "no likely successor", "Its 3 occupations stand in 8 places.", **rests),
            ]
        )
    )


@pytest.fixture
def printed(explainer: Explainer) -> Callable[..., str]:
    """What an explanation looks like in a wide pipe."""

    def print_it(*asked: str) -> str:
        out = io.StringIO()
        print_explanation(Console(file=out, width=10_000), explainer.explain(*asked), everything=False)
        return out.getvalue()

    return print_it


def test_derived_links_stand_under_a_heading_of_their_own(printed: Callable[..., str]) -> None:
    published, _, after = printed(LEGAL).partition(f"\n{DERIVED}\n")
    assert "SUCCEEDED_BY]->" in published
    assert "LIKELY_SUCCEEDED_BY" not in published
    likely = between(after, "-[LIKELY_SUCCEEDED_BY]->  2", "\n\n")
    assert "derived by: test (docs/methods.md); from: source/onet-29.3" in likely
    assert f"  {NATIONAL}" in likely.splitlines()
    surest, evidence, other, _ = likely.splitlines()[-4:]
    assert surest.startswith(f"  Judicial Systems ({JUDICIAL}); sharedOccupations: 9; ")
    assert surest.endswith("agrees: yes; test, confidence 0.90")
    assert evidence == f"      rests on: Public Service & Safety ({PUBLIC})"
    assert other.endswith("test, confidence 0.20, below the method's floor: reported, not asserted")
    assert after.partition("\nSources\n")[2].count("source/careergraph") == 1


def test_the_report_and_the_method_stand_in_one_table(printed: Callable[..., str]) -> None:
    table = between(printed(LEGAL), "What the report says and what the method says\n", "\nSources")
    cells = [cell.strip() for cell in table.splitlines()[2].split("   ") if cell.strip()]
    assert cells == [
        "Public Service & Safety",
        "Public Service & Safety: combined (of its cluster)",
        "Judicial Systems 0.90; [Public Safety 0.20]",
        "yes",
    ]


def test_a_finding_is_shown_with_its_reason(printed: Callable[..., str]) -> None:
    found = printed(AGRIBUSINESS).partition("Where a method could assert nothing, and why")[2]
    assert "Agribusiness Systems: no likely successor (test). Its 3 occupations stand in 8 places." in found


def test_a_derived_route_stands_among_what_is_derived(printed: Callable[..., str]) -> None:
    published, _, after = printed(LEGAL, "framework/2024/cluster/public-service-safety").partition(DERIVED)
    assert "-[SUCCEEDED_BY]->" in between(published, "Shortest routes", "\n\n")
    assert "[source/careergraph: test, confidence 0.90]" in between(after, "Shortest routes", "\n\n")


def test_without_derived_links_the_heading_stays_and_says_none(framework: CareerGraph) -> None:
    out = io.StringIO()
    found = Explainer(framework).explain(LEGAL)
    print_explanation(Console(file=out, width=10_000), found, everything=False)
    assert f"\n{DERIVED}\n  none\n" in out.getvalue()
