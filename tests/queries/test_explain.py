"""Explanations, compared with the facts that they tell of."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from alignments import occupations
from alignments.provenance import OWN, derived, finding
from loaders.pipeline import Loaded
from ontology.derived import ConcentratedIn, Derived, LikelySucceededBy
from ontology.graph import CareerGraph
from ontology.records import Record
from ontology.relationships import CoversOccupation, CoversProgram, EmployedIn, IncludedOccupation
from queries.explain import Explainer
from queries.explanation import Explanation, Reason
from queries.show import NothingFound
from queries.statements import Step

NATURAL = "framework/2002/pathway/natural-resources-systems"
LEGAL = "framework/2002/pathway/legal-services"
AGRIBUSINESS = "framework/2002/pathway/agribusiness-systems"
JUDICIAL = "framework/2024/sub-cluster/judicial-systems"
SOFTWARE = "framework/2024/sub-cluster/software-solutions"
PLANTS = "framework/2024/sub-cluster/plant-systems"
LAND = "framework/2024/sub-cluster/conservation-land-management"
MACHINES = "framework/2024/sub-cluster/operators-maintenance"
AGRICULTURE = "framework/2024/cluster/agriculture"
ENERGY = "framework/2024/cluster/energy-natural-resources"
CONSTRUCTION = "framework/2024/cluster/construction"
DIGITAL = "framework/2024/cluster/digital-technology"
PUBLIC = "framework/2024/cluster/public-service-safety"
DEVELOPERS, COMPUTER_SCIENCE = "soc/2018/15-1252", "cip/2020/11.0701"
# One of the occupations that the crosswalk has only together with another, and their common code.
COUNSELORS, COMBINED = "soc/2018/21-1011", "bls-combined/21-1018"
INCLUDED, COVERED = ("INCLUDED_OCCUPATION", True), ("COVERS_OCCUPATION", False)
LIKELY = (("LIKELY_SUCCEEDED_BY", True),)


def likely(start: str, end: str, sure: float, *, agrees: bool | None, evidence: str) -> LikelySucceededBy:
    common = derived(
        "test", confidence=sure, asserted=sure >= 0.4, evidence=[evidence], sources=["source/onet-29.3"]
    )
    return LikelySucceededBy(
        start=start, end=end, agrees=agrees, shared_occupations=1, share_of_occupations=0.5, **common
    )


def lives(end: str, *, asserted: bool) -> ConcentratedIn:
    common = derived(
        "test", confidence=0.5, asserted=asserted, evidence=["soc/2018/23-1011"], sources=["source/oews-2025"]
    )
    return ConcentratedIn(
        start=JUDICIAL, end=end, witness="OEWS", jobs=1000, share=0.5, location_quotient=3.0, **common
    )


def made_by_hand(graph: CareerGraph) -> Iterator[Record]:
    forester = "soc/2018/19-1032"
    yield OWN
    yield likely(NATURAL, MACHINES, 0.2, agrees=False, evidence="soc/2018/45-4022")
    yield likely(NATURAL, LAND, 0.5, agrees=True, evidence=forester)
    yield likely(NATURAL, PLANTS, 0.7, agrees=False, evidence=forester)
    yield likely(LEGAL, JUDICIAL, 0.9, agrees=True, evidence="soc/2018/23-1011")
    yield lives("naics/2022/541", asserted=True)
    yield lives("naics/2022/523", asserted=False)
    yield from finding(
        "test",
        graph.nodes[AGRIBUSINESS],
        "no likely successor",
        "Its 3 occupations stand in 8 sub-clusters.",
        evidence=["soc/2018/13-1021"],
        sources=["source/onet-29.3"],
    )


@pytest.fixture(scope="module")
def published(graph: CareerGraph) -> Explainer:
    return Explainer(graph)


@pytest.fixture(scope="module")
def explainer(graph: CareerGraph) -> Explainer:
    return Explainer(graph.extended(made_by_hand(graph)))


def reason(found: Explanation, *pattern: Step) -> Reason:
    return next(reason for reason in found.reasons if reason.pattern == pattern)


def ends(reason: Reason) -> list[str]:
    return [chain.nodes[-1].id for chain in reason.chains]


def types(found: Explanation) -> set[str]:
    return {s.type for each in found.reasons for chain in each.chains for s in chain.statements}


def test_a_pathway_alone_shows_what_the_report_says_of_it_and_of_its_cluster(explainer: Explainer) -> None:
    succeeded = reason(explainer.explain(NATURAL), ("SUCCEEDED_BY", True))
    assert not succeeded.derived
    assert ends(succeeded) == [ENERGY, AGRICULTURE, ENERGY]
    assert [chain.statements[-1].start.id == NATURAL for chain in succeeded.chains] == [True, False, False]
    own = succeeded.chains[0].statements[0]
    assert own.relationship.locator == "technical report|Section 4: Grouping Energy and Natural Resources|"
    assert own.source.title.endswith("Technical Report")


def test_a_pathway_alone_shows_its_likely_successors_the_surest_first_with_their_evidence(
    explainer: Explainer,
) -> None:
    found = reason(explainer.explain(NATURAL), *LIKELY)
    assert found.derived
    assert ends(found) == [PLANTS, LAND, MACHINES]
    surest = found.chains[0].statements[0]
    assert [node.title for node in surest.evidence] == ["Foresters"]
    assert [source.id for source in surest.sources] == ["source/careergraph", "source/onet-29.3"]


def test_what_is_not_asserted_comes_last_however_sure(explainer: Explainer) -> None:
    found = reason(explainer.explain(JUDICIAL), ("CONCENTRATED_IN", True))
    assert ends(found) == ["naics/2022/541", "naics/2022/523"]


def test_the_report_and_the_method_stand_side_by_side(explainer: Explainer) -> None:
    compared = {c.cluster.id: c for c in explainer.explain(NATURAL).compared}
    assert {cluster: c.agrees for cluster, c in compared.items()} == {
        AGRICULTURE: False,
        CONSTRUCTION: None,
        ENERGY: True,
    }
    # Of the pathway itself the report says where it went: what it says of its cluster does not count.
    assert [s.start.id for c in compared.values() for s in c.published] == [NATURAL]
    assert {cluster: [s.end.id for s in c.derived] for cluster, c in compared.items()} == {
        AGRICULTURE: [PLANTS],
        CONSTRUCTION: [MACHINES],
        ENERGY: [LAND],
    }
    of_cluster = explainer.explain(LEGAL).compared
    assert [(c.cluster.id, c.agrees, c.published[0].start.id == LEGAL) for c in of_cluster] == [
        (PUBLIC, True, False)
    ]


def test_a_finding_says_why_a_method_could_assert_nothing(explainer: Explainer) -> None:
    for found in (explainer.explain(AGRIBUSINESS), explainer.explain(AGRIBUSINESS, AGRICULTURE)):
        (concerns,) = found.findings
        assert (concerns.start.kind, concerns.end.id) == ("Finding", AGRIBUSINESS)
        assert [node.id for node in concerns.evidence] == ["soc/2018/13-1021"]
    assert "CONCERNS" not in types(explainer.explain(AGRIBUSINESS))
    assert explainer.explain(NATURAL).findings == ()


@pytest.mark.parametrize("pathway", [NATURAL, LEGAL, AGRIBUSINESS, "framework/2002/pathway/therapeutic-services"])
def test_a_pathway_and_a_sub_cluster_share_the_occupations_that_both_have(
    published: Explainer, graph: CareerGraph, pathway: str
) -> None:
    places = occupations.sub_clusters(graph)
    included = {r.end: r.locator for r in graph.of_type(IncludedOccupation) if r.start == pathway}
    both = {place: {o for o in included if place in places[o]} for o in included for place in places[o]}
    assert both
    for place, expected in both.items():
        chains = reason(published.explain(pathway, place), INCLUDED, COVERED).chains
        assert len(chains) == len(expected)
        assert {chain.nodes[1].id for chain in chains} == expected
        assert all(chain.statements[0].relationship.locator == included[chain.nodes[1].id] for chain in chains)
    nowhere = published.explain(pathway, "framework/2024/sub-cluster/unmanned-vehicle-technology")
    assert (INCLUDED, COVERED) not in {each.pattern for each in nowhere.reasons}


def test_the_programs_of_a_cluster_are_reached_through_its_sub_clusters(
    published: Explainer, graph: CareerGraph
) -> None:
    found = reason(published.explain(COMPUTER_SCIENCE, DIGITAL), ("COVERS_PROGRAM", False))
    within = {sub_cluster for sub_cluster, up in occupations.cluster_of(graph).items() if up == DIGITAL}
    expected = {r for r in graph.of_type(CoversProgram) if r.end == COMPUTER_SCIENCE and r.start in within}
    assert {chain.statements[0].relationship for chain in found.chains} == expected
    assert all(chain.statements[1].type == "HAS_SUB_CLUSTER" for chain in found.chains)


def test_two_clusters_share_the_occupations_of_their_sub_clusters(
    published: Explainer, graph: CareerGraph
) -> None:
    clusters, found = occupations.cluster_of(graph), published.explain(DIGITAL, CONSTRUCTION)
    sides = [
        {r.end for r in graph.of_type(CoversOccupation) if clusters[r.start] == cluster}
        for cluster in (DIGITAL, CONSTRUCTION)
    ]
    shared = [each for each in found.reasons if each.pattern == (("COVERS_OCCUPATION", True), COVERED)]
    assert sum(len(each.chains) for each in shared) == len(sides[0] & sides[1])
    assert reason(found, ("CROSS_CUTS", True)).chains[0].nodes == (found.a, found.b)


def rows(loaded: Loaded, keep: Callable[[dict[str, str]], bool]) -> set[str]:
    """Locators of the crosswalk rows of the facts that are to be kept."""
    facts = loaded.facts["crosswalk"]["alignments"]
    return {f"Full_Framework_Crosswalk.xlsx|SOC - CIP - CC|{fact['row']}" for fact in facts if keep(dict(fact))}


def test_an_occupation_and_a_program_stand_together_in_rows_of_the_crosswalk(
    published: Explainer, shipped: Loaded
) -> None:
    found = published.explain(DEVELOPERS, COMPUTER_SCIENCE)
    expected = rows(shipped, lambda fact: (fact["soc"], fact["cip"]) == ("15-1252", "11.0701"))
    assert {row.stated.relationship.locator for row in found.rows} == expected
    assert [row.sub_cluster.id for row in found.rows] == [SOFTWARE]
    direct = reason(found, ("PREPARES_FOR", False)).chains
    assert [chain.statements[0].source.id for chain in direct] == ["source/cip2020-soc2018"]


def test_the_rows_of_a_family_of_programs_and_a_sub_cluster_are_those_of_its_programs(
    published: Explainer, shipped: Loaded
) -> None:
    found = published.explain("cip/2020/11", SOFTWARE)
    expected = rows(shipped, lambda f: f["sub_cluster"] == "software-solutions" and f["cip"].startswith("11."))
    assert {row.stated.relationship.locator for row in found.rows} == expected
    assert all(row.program and row.program.id.startswith("cip/2020/11.") for row in found.rows)


def test_an_occupation_has_the_links_of_the_combined_one_that_it_is_part_of(
    published: Explainer, shipped: Loaded
) -> None:
    found = published.explain(COUNSELORS)
    covers = reason(found, COVERED).chains
    assert [[node.id for node in chain.nodes][1] for chain in covers] == [COMBINED]
    assert {row.stated.relationship.locator for row in found.rows} == rows(
        shipped, lambda f: f["soc"] == "21-1018"
    )
    sub_cluster = covers[0].nodes[-1].id
    assert reason(published.explain(COUNSELORS, sub_cluster), COVERED).chains == covers
    assert {row.occupation.id for row in published.explain(COUNSELORS, sub_cluster).rows} == {COMBINED}


def test_a_row_without_a_program_says_so(published: Explainer, shipped: Loaded) -> None:
    no_match = [f for f in shipped.facts["crosswalk"]["alignments"] if not f["cip"]]
    found = published.explain(f"soc/2018/{no_match[0]['soc']}")
    assert None in [row.program for row in found.rows]


def test_a_sub_cluster_and_an_industry_meet_in_occupations_by_jobs(published: Explainer) -> None:
    found = published.explain("naics/2022/541", SOFTWARE)
    chains = reason(found, ("EMPLOYED_IN", False), COVERED).chains
    jobs = [chain.statements[0].relationship.properties()["jobs"] for chain in chains]
    assert chains[0].nodes[1].id == DEVELOPERS
    assert jobs == sorted(jobs, key=lambda n: -int(str(n)))
    # The sector above is what the cluster above is aligned to.
    assert reason(found, ("COVERS_INDUSTRY", False)).chains[0].nodes[1].id == "naics/2022/54"


def test_that_two_occupations_work_in_the_same_industries_is_no_reason(
    published: Explainer, graph: CareerGraph
) -> None:
    managers, nurses = "soc/2018/11-1021", "soc/2018/29-1141"
    industries = [{r.end for r in graph.of_type(EmployedIn) if r.start == o} for o in (managers, nurses)]
    assert industries[0] & industries[1]
    assert published.explain(managers, nurses).reasons == ()


def test_what_is_part_of_the_other_is_linked_by_that_alone(published: Explainer) -> None:
    found = published.explain(SOFTWARE, DIGITAL)
    assert [each.pattern for each in found.reasons] == [(("HAS_SUB_CLUSTER", False),)]
    found = published.explain("soc/2018/15-0000", DEVELOPERS)
    assert [[node.id for node in chain.nodes] for each in found.reasons for chain in each.chains] == [
        ["soc/2018/15-0000", "soc/2018/15-1200", "soc/2018/15-1250", DEVELOPERS]
    ]
    assert found.rows == ()


def test_parts_of_one_whole_meet_in_the_nearest(published: Explainer) -> None:
    found = published.explain(DEVELOPERS, "soc/2018/15-1254")
    siblings = reason(found, ("BROADER", True), ("BROADER", False)).chains
    assert [[node.id for node in chain.nodes] for chain in siblings] == [
        [DEVELOPERS, "soc/2018/15-1250", "soc/2018/15-1254"]
    ]
    clusters = published.explain(DIGITAL, CONSTRUCTION)
    assert not {"framework/2024"} & {n.id for r in clusters.reasons for c in r.chains for n in c.nodes}


def test_a_link_that_is_not_asserted_leads_no_further(explainer: Explainer) -> None:
    both = (("CONCENTRATED_IN", True), ("EMPLOYED_IN", False))
    lawyers = "soc/2018/23-1011"
    meet = reason(explainer.explain(JUDICIAL, lawyers), *both)
    assert meet.derived
    assert [chain.nodes[1].id for chain in meet.chains] == ["naics/2022/541"]


PAIRS = [
    (NATURAL, AGRICULTURE),
    (LEGAL, JUDICIAL),
    (DEVELOPERS, COMPUTER_SCIENCE),
    (COMPUTER_SCIENCE, DIGITAL),
    (DIGITAL, CONSTRUCTION),
    ("naics/2022/541", SOFTWARE),
    ("naics/2022/54", "soc/2018/15-0000"),
    (COMBINED, "soc/2018/21-1010"),
    (COUNSELORS, "framework/2024/cluster/healthcare-human-services"),
    (JUDICIAL, "soc/2018/23-1011"),
    ("skill/python", SOFTWARE),
    (SOFTWARE, DIGITAL),
]


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_a_and_b_have_the_same_reasons_whichever_comes_first(explainer: Explainer, a: str, b: str) -> None:
    forth, back = explainer.explain(a, b), explainer.explain(b, a)
    assert {
        (each.derived, tuple((kind, not out) for kind, out in each.pattern[::-1])): len(each.chains)
        for each in back.reasons
    } == {(each.derived, each.pattern): len(each.chains) for each in forth.reasons}
    assert forth.rows == back.rows
    assert [route.nodes[::-1] for route in back.routes] == [route.nodes for route in forth.routes]


@pytest.mark.parametrize(
    ("a", "b"), [*PAIRS, (NATURAL, None), (JUDICIAL, None), (DEVELOPERS, None), (DIGITAL, None)]
)
def test_published_and_derived_stand_apart(
    explainer: Explainer, published: Explainer, a: str, b: str | None
) -> None:
    found, without = explainer.explain(a, b), published.explain(a, b)
    for each in found.reasons:
        for chain in each.chains:
            assert each.derived == any(isinstance(s.relationship, Derived) for s in chain.statements)
    assert tuple(each for each in found.reasons if not each.derived) == without.reasons
    assert not any(source.id == OWN.id for source in without.sources)


@pytest.mark.parametrize(("a", "b"), [*PAIRS, (NATURAL, None), (AGRIBUSINESS, None), (DEVELOPERS, None)])
def test_an_explanation_is_plain_json_with_all_its_sources(explainer: Explainer, a: str, b: str | None) -> None:
    found = explainer.explain(a, b)
    plain = json.loads(json.dumps(found.to_plain()))
    assert (plain["a"]["id"], plain["b"] and plain["b"]["id"]) == (a, b)
    named = {source["id"] for source in plain["sources"]}
    statements = [
        (part, statement)
        for part in ("published", "derived")
        for group in ("reasons", "routes")
        for each in plain[part][group]
        for chain in each.get("chains", [each])
        for statement in chain["statements"]
    ]
    assert statements
    for part, statement in statements:
        assert {statement["source"], *statement.get("derivedFrom", ())} <= named
        assert part == "derived" or not statement["derived"]
        assert not statement["derived"] or {"method", "confidence", "asserted"} <= statement.keys()
    assert [each["count"] for each in plain["published"]["reasons"]] == [
        len(each.chains) for each in found.reasons if not each.derived
    ]
    assert len(plain["published"]["crosswalkRows"]) == len(found.rows)
    assert len(plain["derived"]["findings"]) == len(found.findings)


@pytest.mark.parametrize(
    "asked", [DEVELOPERS, DIGITAL, LEGAL, "skill/python", "naics/2017/212111", "soc/2018/15-1250"]
)
def test_alone_every_relationship_is_told_once(published: Explainer, graph: CareerGraph, asked: str) -> None:
    own = [r for r in graph.relationships if asked in (r.start, r.end) and not r.start.startswith("alignment/")]
    chains = [chain for each in published.explain(asked).reasons for chain in each.chains]
    told = [chain.statements[0].relationship for chain in chains if len(chain.statements) == 1]
    assert own
    assert sorted(map(repr, told)) == sorted(map(repr, own))


def test_the_same_asked_twice_counts_once(published: Explainer) -> None:
    assert published.explain(LEGAL, LEGAL) == published.explain(LEGAL)


@pytest.mark.parametrize("asked", [("soc/2018/99-9999",), (LEGAL, "soc/2018/99-9999")])
def test_an_unknown_id_is_named(published: Explainer, asked: tuple[str, ...]) -> None:
    with pytest.raises(NothingFound, match="soc/2018/99-9999"):
        published.explain(*asked)


def test_what_nothing_links_is_empty(published: Explainer) -> None:
    assert published.explain("naics/2017/212111", "skill/sql").empty
    assert not published.explain(LEGAL, JUDICIAL).empty
