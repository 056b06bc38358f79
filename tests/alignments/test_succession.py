"""What became of a pathway: shared occupations, split evenly; words of titles; the report as another witness."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignments import occupations, succession, succession_titles
from ontology import identifiers
from ontology.codes import soc_place
from ontology.derived import Concerns, LikelySucceededBy
from ontology.graph import CareerGraph
from ontology.nodes import (
    NODE_KINDS,
    CareerCluster,
    Finding,
    Government,
    LegacyPathway,
    Occupation,
    Source,
    SubCluster,
)
from ontology.records import Record
from ontology.relationships import (
    Broader,
    CoversOccupation,
    EmployedIn,
    HasSubCluster,
    IncludedOccupation,
    SucceededBy,
)
from tests.alignments.conftest import Golden, Sample

Crosswalk = Mapping[str, tuple[int | None, tuple[str, ...]]]

PLACES = ("forest", "mine", "sea", "air")
crosswalks = st.dictionaries(
    st.sampled_from([f"soc/{number}" for number in range(9)]),
    st.tuples(st.none() | st.integers(1, 10**6), st.frozensets(st.sampled_from(PLACES))),
    min_size=1,
)


@pytest.fixture(scope="session")
def records(graph: CareerGraph) -> list[Record]:
    return succession.likely_successors(graph)


@pytest.fixture(scope="session")
def links(records: list[Record]) -> dict[str, list[LikelySucceededBy]]:
    """Slug of a pathway → its links, the surest first."""
    found: dict[str, list[LikelySucceededBy]] = {}
    for link in succession.surest_first([r for r in records if isinstance(r, LikelySucceededBy)]):
        found.setdefault(slug(link.start), []).append(link)
    return found


def slug(node_id: str) -> str:
    return node_id.rsplit("/", 1)[-1]


def asserted(links: list[LikelySucceededBy]) -> list[str]:
    return [slug(link.end) for link in links if link.asserted]


def small(crosswalk: Crosswalk) -> CareerGraph:
    """A graph of one pathway with these occupations: SOC code → its jobs, and its sub-clusters."""
    text: dict[str, Any] = {"publisher": "a", "rights": "a", "url": "a", "release": "a", "citation": "a"}
    source = Source(id="source/a", title="a", **text)
    government = Government(id=identifiers.government(), title="Government", code="999000")
    cluster = CareerCluster(id=identifiers.cluster("c"), title="c", caption="c", cross_cutting=False)
    pathway = LegacyPathway(id=identifiers.pathway("p"), title="Outdoors")
    made: dict[str, Record] = {n.id: n for n in (source, government, cluster, pathway)}
    relationships: list[Record] = []
    for code, (jobs, places) in crosswalk.items():
        occupation = _with_parents(code, jobs, made, relationships)
        relationships.append(IncludedOccupation(start=pathway.id, end=occupation, source=source.id))
        if jobs is not None:
            relationships.append(EmployedIn(start=occupation, end=government.id, source=source.id, jobs=jobs))
        for place in map(identifiers.sub_cluster, places):
            if place not in made:
                made[place] = SubCluster(id=place, title=slug(place))
                relationships.append(HasSubCluster(start=cluster.id, end=place, source=source.id))
            relationships.append(CoversOccupation(start=place, end=occupation, source=source.id))
    return CareerGraph.from_records([*made.values(), *relationships])


def _with_parents(code: str, jobs: int | None, made: dict[str, Record], relationships: list[Record]) -> str:
    """The occupation and those above it, which the graph demands."""
    place = soc_place(code, ())
    node_id, kind = identifiers.soc(code), NODE_KINDS[place.level]
    if node_id not in made and issubclass(kind, Occupation):
        made[node_id] = kind(id=node_id, title=code, code=code, employment_2025=jobs)
        if place.parent:
            above = _with_parents(place.parent, None, made, relationships)
            relationships.append(Broader(start=node_id, end=above, source="source/a"))
    return node_id


def small_links(crosswalk: Crosswalk) -> dict[str, LikelySucceededBy]:
    found = succession.likely_successors(small(crosswalk))
    return {slug(r.end): r for r in found if isinstance(r, LikelySucceededBy)}


def evenly(places: Collection[str]) -> dict[str, float]:
    return {place: 1 / len(places) for place in places}


def places_and_jobs(crosswalk: Crosswalk) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    places = {occupation: evenly(places) for occupation, (_, places) in crosswalk.items()}
    return places, {occupation: float(jobs) for occupation, (jobs, _) in crosswalk.items() if jobs is not None}


def test_natural_resources_lead_to_energy_and_agriculture(
    graph: CareerGraph, links: Mapping[str, list[LikelySucceededBy]]
) -> None:
    cluster_of = occupations.cluster_of(graph)
    found = {slug(cluster_of[link.end]) for link in links["natural-resources-systems"] if link.asserted}
    assert found == {"energy-natural-resources", "agriculture"}


@pytest.mark.parametrize(
    ("pathway", "successor"), [("therapeutic-services", "physical-health"), ("legal-services", "judicial-systems")]
)
def test_the_surest_successor(links: Mapping[str, list[LikelySucceededBy]], pathway: str, successor: str) -> None:
    assert asserted(links[pathway]) == [successor]
    assert links[pathway][0].confidence >= 0.9
    assert links[pathway][0].share_of_occupations > 0.8


def test_each_pathway_has_an_asserted_successor_or_a_reason(graph: CareerGraph, records: list[Record]) -> None:
    answered = {r.start for r in records if isinstance(r, LikelySucceededBy) and r.asserted}
    explained = {r.end for r in records if isinstance(r, Concerns)}
    pathways = {node.id for node in graph.of_kind(LegacyPathway)}
    assert len(pathways) == 79
    assert answered | explained == pathways
    assert not answered & explained


def test_the_reasons_tell_what_came_nearest(records: list[Record]) -> None:
    reasons = {slug(r.id): r.reason for r in records if isinstance(r, Finding)}
    assert reasons.keys() == {"foreign-service", "logistics-inventory-control"}
    assert "does not list it" in reasons["foreign-service"]
    assert "Planning & Logistics, 0.37" in reasons["logistics-inventory-control"]


def test_a_big_occupation_of_many_sub_clusters_does_not_decide() -> None:
    managers = (100_000, ("forest", "mine", "sea", "air"))
    crosswalk: Crosswalk = {
        "11-9121": managers,
        "19-1032": (10_000, ("forest",)),
        "45-4011": (9_000, ("forest",)),
    }
    links = small_links(crosswalk)
    assert links["forest"].share_of_jobs == pytest.approx((25_000 + 19_000) / 119_000, abs=1e-4)
    assert links["air"].share_of_jobs == pytest.approx(25_000 / 119_000, abs=1e-4)
    assert links["air"].share_of_occupations == pytest.approx(1 / 12, abs=1e-4)
    assert [place for place, link in links.items() if link.asserted] == ["forest"]


def test_a_big_occupation_alone_makes_no_successor_nor_do_tiny_ones() -> None:
    links = small_links({"11-9121": (900, ("air",)), "19-1032": (50, ("forest",)), "45-4011": (50, ("forest",))})
    assert links["air"].share_of_jobs == 0.9
    assert links["air"].confidence == 0.5
    assert links["forest"].confidence < links["air"].confidence


def test_occupations_without_jobs_are_counted_in_the_open_and_weigh_as_average_ones() -> None:
    links = small_links({"19-1032": (100, ("forest",)), "45-4011": (300, ("mine",)), "55-3016": (None, ("sea",))})
    assert links["sea"].shared_without_jobs == 1
    assert links["sea"].share_of_jobs == 0
    assert links["sea"].share_of_occupations == pytest.approx(1 / 3, abs=1e-4)
    assert links["sea"].confidence == links["mine"].confidence > links["forest"].confidence


def test_without_any_figures_of_jobs_there_is_no_share_of_jobs() -> None:
    links = small_links({"55-3016": (None, ("sea",)), "55-3011": (None, ("sea",))})
    assert links["sea"].share_of_jobs is None
    assert links["sea"].shared_without_jobs == links["sea"].shared_occupations == 2
    assert links["sea"].asserted


def test_what_neither_occupations_nor_words_answer_gets_a_finding_with_figures() -> None:
    small_graph = small({"19-1032": (100, ("forest", "mine", "sea"))})
    *links, found, concerns = succession.likely_successors(small_graph)
    assert [isinstance(link, LikelySucceededBy) and link.asserted for link in links] == [False] * 3
    assert isinstance(found, Finding)
    assert "lists 1 of its occupations. Nearest by 1 shared, 0.33 of occupations" in found.reason
    assert isinstance(concerns, Concerns)
    assert concerns.evidence == (identifiers.soc("19-1032"),)


def test_occupations_in_no_sub_cluster_leave_a_finding_alone() -> None:
    found = succession.likely_successors(small({"19-1032": (100, ())}))
    assert [type(record) for record in found] == [Finding, Concerns]


def test_words_are_asked_only_where_occupations_assert_nothing(
    links: Mapping[str, list[LikelySucceededBy]],
) -> None:
    for found in links.values():
        assert len({link.end for link in found}) == len(found)
        assert len({link.method for link in found if link.asserted}) < 2
        if any(link.method == succession_titles.METHOD for link in found):
            assert not any(link.asserted and link.method == succession.METHOD for link in found)
    assert asserted(links["business-information-management"]) == ["business-information-management"]
    assert asserted(links["agribusiness-systems"]) == ["agribusiness"]


def test_military_occupations_are_evidence_though_they_have_no_jobs(
    links: Mapping[str, list[LikelySucceededBy]],
) -> None:
    surest = links["national-security"][0]
    assert slug(surest.end) == "military-national-security"
    assert (surest.shared_occupations, surest.shared_without_jobs) == (18, 17)
    assert identifiers.soc("55-3016") in surest.evidence
    assert surest.share_of_jobs is not None
    assert surest.share_of_jobs < 0.1 < surest.confidence


def test_the_evidence_is_what_pathway_and_sub_cluster_share(graph: CareerGraph, records: list[Record]) -> None:
    known = succession.basis(graph)
    for link in records:
        if isinstance(link, LikelySucceededBy) and link.method == succession.METHOD:
            assert len(link.evidence) == link.shared_occupations
            assert set(link.evidence) <= known.listed[link.start]
            assert all(link.end in known.places[occupation] for occupation in link.evidence)
            assert link.asserted == (link.confidence >= succession.FLOOR)
            assert link.confidence >= succession.LEAST


def test_the_shares_of_a_pathway_are_shares_of_one_whole(links: Mapping[str, list[LikelySucceededBy]]) -> None:
    for found in links.values():
        assert sum(link.share_of_occupations for link in found) <= 1.001
        assert sum(link.share_of_jobs or 0 for link in found) <= 1.001


@given(crosswalks)
def test_shares_and_confidence_keep_their_bounds(crosswalk: Crosswalk) -> None:
    places, jobs = places_and_jobs(crosswalk)
    found = succession.shares(places.keys(), places, jobs)
    for by_place in (found.of_occupations, found.of_jobs):
        assert sum(by_place.values()) <= 1 + 1e-9
        assert all(0 <= share <= 1 for share in by_place.values())
    for place, taken in found.taken.items():
        assert 0 <= found.confidence(place) < 1
        assert taken <= sum(place in within for within in places.values()) + 1e-9
    if all(places.values()):
        assert sum(found.of_occupations.values()) == pytest.approx(1)


@given(crosswalks, st.randoms(use_true_random=False))
def test_the_order_of_occupations_does_not_matter(crosswalk: Crosswalk, random: Any) -> None:
    places, jobs = places_and_jobs(crosswalk)
    shuffled = list(places)
    random.shuffle(shuffled)
    again = succession.shares(
        shuffled, {k: places[k] for k in shuffled}, {k: jobs[k] for k in shuffled if k in jobs}
    )
    assert again == succession.shares(sorted(places), places, jobs)


@given(st.lists(st.frozensets(st.sampled_from(PLACES), min_size=1), min_size=1, max_size=4), st.integers(2, 9))
def test_confidence_grows_with_occupations_at_the_same_share(within: list[frozenset[str]], times: int) -> None:
    def shares(repeated: int) -> succession.Shares:
        places = {
            f"{copy}-{number}": evenly(found) for copy in range(repeated) for number, found in enumerate(within)
        }
        return succession.shares(places.keys(), places, dict.fromkeys(places, 100.0))

    few, many = shares(1), shares(times)
    for place, share in few.of_occupations.items():
        assert many.of_occupations[place] == pytest.approx(share)
        assert many.confidence(place) > few.confidence(place)


@given(st.integers(1, 10**6), st.frozensets(st.sampled_from(PLACES), min_size=1))
def test_a_single_occupation_says_at_most_a_half(jobs: int, places: frozenset[str]) -> None:
    found = succession.shares(["one"], {"one": evenly(places)}, {"one": float(jobs)})
    assert all(found.confidence(place) <= 0.5 for place in places)


def test_the_report_is_another_witness_and_no_input(graph: CareerGraph, records: list[Record]) -> None:
    silent = CareerGraph(graph.nodes.values(), [r for r in graph.relationships if not isinstance(r, SucceededBy)])
    heard = [r for r in records if isinstance(r, LikelySucceededBy)]
    unheard = [r for r in succession.likely_successors(silent) if isinstance(r, LikelySucceededBy)]
    assert all(link.agrees is None for link in unheard)
    assert [(r.start, r.end, r.confidence, r.asserted) for r in unheard] == [
        (r.start, r.end, r.confidence, r.asserted) for r in heard
    ]


@pytest.mark.parametrize(
    ("pathway", "sub_cluster", "agrees"),
    [
        ("early-childhood-development-services", "early-childhood-development", True),  # in words: to Education
        ("natural-resources-systems", "plant-systems", False),  # in words: to Energy, not to Agriculture
        ("plant-systems", "plant-systems", True),  # by its cluster's table
        ("consumer-services", "banking-credit", False),  # by its cluster's table
        ("engineering-technology", "utilities", True),  # in words, in part
        ("science-mathematics", "engineering", True),  # STEM was dissolved: one of the examples
        ("science-mathematics", "teaching-training-facilitation", None),  # and no word against this one
    ],
)
def test_whether_the_report_agrees(
    links: Mapping[str, list[LikelySucceededBy]], pathway: str, sub_cluster: str, agrees: bool | None
) -> None:
    assert [link.agrees for link in links[pathway] if slug(link.end) == sub_cluster] == [agrees]


def test_the_report_agrees_on_most_of_the_surest_links(links: Mapping[str, list[LikelySucceededBy]]) -> None:
    surest = [found[0].agrees for found in links.values() if found[0].asserted]
    print(f"surest links: agree {surest.count(True)}, disagree {surest.count(False)}, silent {surest.count(None)}")
    assert (surest.count(True), surest.count(False), surest.count(None)) == (64, 13, 0)


def test_the_six_pathways_without_occupations_are_answered_by_words(
    graph: CareerGraph, links: Mapping[str, list[LikelySucceededBy]]
) -> None:
    listed = succession.basis(graph).listed
    without = {slug(node.id) for node in graph.of_kind(LegacyPathway) if node.id not in listed}
    assert {pathway: asserted(links[pathway]) for pathway in without} == {
        "a-v-technology-film": ["lighting-sound-technology"],
        "foreign-service": [],
        "health-safety-environmental-assurance": ["safety-quality-assurance"],
        "health-safety-environmental-management": ["safety-quality-assurance"],
        "logistics-inventory-control": [],
        "warehousing-distribution-center-operations": ["purchasing-warehousing"],
    }
    for link in (link for pathway in without for link in links[pathway]):
        assert link.method == succession_titles.METHOD
        assert (link.shared_occupations, link.share_of_occupations, link.share_of_jobs) == (0, 0.0, None)


@given(
    st.lists(st.sampled_from(["film", "state", "farm", "the"]), max_size=4),
    st.dictionaries(
        st.sampled_from(PLACES),
        st.lists(st.frozensets(st.sampled_from(["film", "state", "farm", "the"])), min_size=1, max_size=4),
    ),
)
def test_words_keep_their_bounds(title: list[str], titles: Mapping[str, list[frozenset[str]]]) -> None:
    known = {
        place: succession_titles.Texts(own, {f"cip/{number}": one for number, one in enumerate(aligned)})
        for place, (own, *aligned) in titles.items()
    }
    matches = succession_titles.nearest(" ".join(title), known)
    assert matches == succession_titles.nearest(" ".join(reversed(title)), dict(reversed(known.items())))
    assert all(succession_titles.LEAST <= match.confidence <= 1 for match in matches)
    assert not any(match.asserted and match.confidence < succession_titles.FLOOR for match in matches)


def test_words_are_compared_by_how_they_begin() -> None:
    assert succession_titles.words("Warehousing & A/V Logistics") == {"wareho", "audio", "video", "logist"}


def test_a_link_by_words_takes_a_word_of_the_own_title() -> None:
    known = {
        "schools": succession_titles.Texts(frozenset({"school"}), {"cip/1": frozenset({"foreig"})}),
        "states": succession_titles.Texts(frozenset({"foreig"}), {"cip/2": frozenset({"state"})}),
        "seas": succession_titles.Texts(frozenset({"sea"}), {}),
    }
    found = {match.sub_cluster: match for match in succession_titles.nearest("Foreign", known)}
    assert found.keys() == {"schools", "states"}
    assert found["schools"].confidence == found["states"].confidence == 0.5
    assert (found["schools"].asserted, found["states"].asserted) == (False, True)
    assert found["schools"].evidence == {"cip/1"}


def test_rare_words_weigh_more() -> None:
    common = frozenset({"system"})
    known = {str(number): succession_titles.Texts(common, {}) for number in range(9)}
    known["rare"] = succession_titles.Texts(frozenset({"film"}), {})
    assert [match.sub_cluster for match in succession_titles.nearest("Film Systems", known)] == ["rare"]


@pytest.mark.parametrize("half", ["choose", "report"])
def test_precision_and_recall(
    links: Mapping[str, list[LikelySucceededBy]], sample: Callable[[str], Sample], half: str
) -> None:
    score = sample("succession").score({pathway: asserted(found) for pathway, found in links.items()}, half)
    print(f"succession, {half}: {score}")
    assert score.precision >= 0.8
    assert score.recall >= 0.7


def test_the_summary(graph: CareerGraph, records: list[Record], golden: Golden) -> None:
    golden("succession", succession.summary(graph, records))


def test_a_link_by_titles_alone_names_no_source_of_occupations_or_jobs(graph: CareerGraph) -> None:
    links = [r for r in succession.likely_successors(graph) if isinstance(r, LikelySucceededBy)]
    alone = [link for link in links if link.start.endswith("/a-v-technology-film")]
    assert alone
    assert all(not {"source/onet-29.3", "source/oews-2025"} & set(link.derived_from) for link in alone)
    assert any("source/oews-2025" in link.derived_from for link in links)
