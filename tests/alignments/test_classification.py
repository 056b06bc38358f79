"""Job titles to occupations: on the shipped graph, the labelled sample, hidden titles of BLS, and small graphs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alignments import classification_titles as by
from alignments.classification import CANDIDATES, FLOOR, SOURCES, TRIALS, Trial, classify, summary
from alignments.title_forms import normal, readings
from ontology.derived import ClassifiedAs, Concerns
from ontology.graph import CareerGraph
from ontology.nodes import DetailedOccupation, Finding, JobTitle, Node, Occupation, Source
from ontology.records import Record
from ontology.relationships import Broader
from tests.alignments.conftest import Golden, Sample

ROOFER, CARPENTER, WRITER = "soc/2018/47-2181", "soc/2018/47-2031", "soc/2018/27-3043"


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles of an occupation in a small graph."""

    direct: tuple[str, ...] = ()
    alternate: tuple[str, ...] = ()


NONE = Titles()


@pytest.fixture(scope="module")
def records(graph: CareerGraph) -> list[Record]:
    return classify(graph)


def links(records: Iterable[Record]) -> dict[str, list[ClassifiedAs]]:
    """Slug of the job title → its links."""
    found: dict[str, list[ClassifiedAs]] = defaultdict(list)
    for record in records:
        if isinstance(record, ClassifiedAs):
            found[record.start.removeprefix("job-title/")].append(record)
    return found


def asserted(records: Iterable[Record]) -> dict[str, set[str]]:
    """Slug of the job title → codes of the occupations that the method stands by."""
    found = links(records)
    return {slug: {code(link) for link in of if link.asserted} for slug, of in found.items()}


def code(link: ClassifiedAs) -> str:
    return link.end.rsplit("/", 1)[-1]


def outcomes(records: Iterable[Record]) -> dict[str, str]:
    """Slug of the job title → outcome of its finding."""
    return {r.id.rsplit("/", 1)[-1]: r.outcome for r in records if isinstance(r, Finding)}


def small(graph: CareerGraph, jobs: Sequence[str], official: Mapping[str, Titles]) -> CareerGraph:
    """The occupations with no other titles than their own and the official ones, and job titles `t0`, `t1`, …"""
    nodes: list[Node] = [*graph.of_kind(Source)]
    for occupation in graph.of_kind(Occupation):
        titles = official.get(occupation.id, NONE)
        nodes.append(replace(occupation, direct_match_titles=titles.direct, alternate_titles=titles.alternate))
    nodes += [JobTitle(id=f"job-title/t{i}", title=job) for i, job in enumerate(jobs)]
    return CareerGraph(nodes, [r for r in graph.of_type(Broader) if isinstance(graph.nodes[r.end], Occupation)])


def steps(records: Iterable[Record]) -> dict[str, set[tuple[str, str, bool]]]:
    """Slug → code, step and whether asserted."""
    return {slug: {(code(link), link.step, link.asserted) for link in of} for slug, of in links(records).items()}


# --- the shipped graph ---


def test_every_title_is_classified_or_has_a_finding(graph: CareerGraph, records: list[Record]) -> None:
    found, told = asserted(records), outcomes(records)
    for job in graph.of_kind(JobTitle):
        slug = job.id.removeprefix("job-title/")
        assert bool(found.get(slug)) == (told.get(slug, "in part") == "in part"), slug


def test_a_finding_concerns_its_title_and_names_its_candidates(graph: CareerGraph, records: list[Record]) -> None:
    about = {r.start: r for r in records if isinstance(r, Concerns)}
    open_links = {slug: [link for link in of if not link.asserted] for slug, of in links(records).items()}
    for finding in records:
        if isinstance(finding, Finding):
            slug = finding.id.rsplit("/", 1)[-1]
            assert about[finding.id].end == f"job-title/{slug}"
            assert {link.end for link in open_links.get(slug, [])} <= set(about[finding.id].evidence)
            assert all(code(link) in finding.reason for link in open_links.get(slug, []))
            assert all(isinstance(graph.nodes[s], Source) for s in about[finding.id].derived_from)


def test_a_link_carries_title_evidence_sources_and_confidence(graph: CareerGraph, records: list[Record]) -> None:
    for link in (link for of in links(records).values() for link in of):
        occupation = graph.nodes[link.end]
        assert isinstance(occupation, DetailedOccupation)
        official = {occupation.title, *occupation.alt_titles, *occupation.direct_match_titles}
        assert link.matched_title in official | set(occupation.alternate_titles)
        assert link.evidence == (occupation.id,)
        assert link.derived_from
        assert (SOURCES[0] in link.derived_from) == (link.matched_title in official)
        assert link.step in TRIALS
        assert 0 < link.confidence <= round(TRIALS[link.step].confidence, 4)
        assert not link.asserted or link.confidence >= FLOOR


def test_the_sources_are_sources(graph: CareerGraph) -> None:
    assert all(isinstance(graph.nodes[source], Source) for source in SOURCES)


@pytest.mark.parametrize(
    "slug",
    [
        *("manager", "researcher", "teacher", "machine-operator", "pilot", "consultant", "first-line-supervisor"),
        *("bus-driver", "truck-driver", "special-education-teacher", "teaching-assistant", "social-entrepreneur"),
    ],
)
def test_titles_that_say_too_little_stay_open(records: list[Record], slug: str) -> None:
    assert not asserted(records).get(slug)
    assert outcomes(records)[slug] in ("ambiguous", "unmatched")


@pytest.mark.parametrize(
    ("slug", "found"),
    [
        ("roofer", {"47-2181"}),
        ("attorneys", {"23-1011"}),
        ("producer", {"27-2012"}),
        ("hvac-technician", {"49-9021"}),
        ("welders-cutters-solderers-and-brazers", {"51-4121"}),
        ("computer-user-support", {"15-1232"}),
        ("chef-line-cook", {"35-1011", "35-2014"}),
        ("travel-agent-tour-guide", {"41-3041", "39-7011"}),
        ("home-health-and-personal-care-aide", {"31-1121", "31-1122"}),
        ("digital-fashion-designer", {"27-1022"}),
    ],
)
def test_titles_that_say_enough(records: list[Record], slug: str, found: set[str]) -> None:
    assert asserted(records)[slug] == found


def test_an_ambiguous_title_has_a_few_candidates_none_asserted(records: list[Record]) -> None:
    given = links(records)
    ambiguous = [slug for slug, outcome in outcomes(records).items() if outcome == "ambiguous"]
    assert len(ambiguous) > 40
    for slug in ambiguous:
        assert given[slug]
        assert not any(link.asserted for link in given[slug])
    assert len(given["machine-operator"]) == CANDIDATES


def test_golden(graph: CareerGraph, records: list[Record], golden: Golden) -> None:
    golden("classification", summary(graph, records))


# --- how good it is ---


@pytest.mark.parametrize(("half", "precision", "recall"), [("choose", 0.95, 0.65), ("report", 0.9, 0.7)])
def test_against_the_labelled_sample(
    sample: Callable[[str], Sample], records: list[Record], half: str, precision: float, recall: float
) -> None:
    labelled, found = sample("classification"), asserted(records)
    score = labelled.score(found, half)
    print(f"\n{half}: {score}")
    for step, (right, answers) in by_step(labelled, records, half).items():
        print(f"  {step}: {right} of {answers} right")
    assert score.precision >= precision
    assert score.recall >= recall


def by_step(sample: Sample, records: Iterable[Record], half: str) -> dict[str, tuple[int, int]]:
    """Step → how many answers to a title of this half are right, of those that name one occupation."""
    right, answers, of = Counter[str](), Counter[str](), links(records)
    for item in sample.items:
        for link in of.get(item.id, []):
            if item.half == half and link.confidence == round(TRIALS[link.step].confidence, 4):
                answers[link.step] += 1
                right[link.step] += code(link) in item.main | item.also
    return {step: (right[step], answers[step]) for step in TRIALS if answers[step]}


def test_confidence_rests_on_the_half_that_chooses(sample: Callable[[str], Sample], records: list[Record]) -> None:
    found = by_step(sample("classification"), records, "choose")
    for tested in TRIALS.values():
        alike = [found.get(step, (0, 0)) for step in TRIALS if TRIALS[step] is tested]
        assert (tested.right, tested.labelled) == (sum(r for r, _ in alike), sum(n for _, n in alike))


def test_confidence_rests_on_titles_of_bls_when_they_are_hidden(graph: CareerGraph) -> None:
    """A quarter of the titles, by the steps that this quarter can speak of."""
    truth = defaultdict(set)
    for occupation in graph.of_kind(DetailedOccupation):
        for title in occupation.direct_match_titles:
            truth[title].add(occupation.id)
    one = sorted(title for title, of in truth.items() if len(of) == 1 and not min(of).startswith(by.MILITARY))[::4]
    hidden = {normal(reading) for title in one for reading in readings(title)}

    def kept(titles: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(title for title in titles if not any(normal(r) in hidden for r in readings(title)))

    official = {
        o.id: Titles(kept(o.direct_match_titles), kept(o.alternate_titles))
        for o in graph.of_kind(DetailedOccupation)
    }
    found = links(classify(small(graph, [readings(title)[0] for title in one], official)))
    right, tested = Counter[str](), Counter[str]()
    for slug, link in ((slug, link) for slug, of in found.items() for link in of):
        if link.confidence == round(TRIALS[link.step].confidence, 4):
            tested[link.step] += 1
            right[link.step] += link.end in truth[one[int(slug[1:])]]
    for step, known in TRIALS.items():
        if known.held_out and tested[step] >= 20:
            print(f"{step}: {right[step]} of {tested[step]}")
            assert right[step] / tested[step] == pytest.approx(known.held_out[0] / known.held_out[1], abs=0.06), (
                step
            )
    assert sum(tested[step] >= 20 for step, known in TRIALS.items() if known.held_out) >= 4


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 900), st.integers(0, 900), st.booleans())
def test_confidence_grows_with_what_is_right(more: int, wrong: int, seen: int, unseen: int, stated: bool) -> None:
    held_out = None if stated else (seen, seen + unseen)
    less = Trial(more, more + wrong + 1, held_out, stated).confidence
    assert 0 < less < Trial(more + 1, more + wrong + 1, held_out, stated).confidence < 1


# --- the rules, on small graphs ---


def test_bls_comes_before_o_net_and_as_printed_before_normal_form(graph: CareerGraph) -> None:
    official = {
        ROOFER: Titles(("Deck Coverer",), ("Tile Person", "Ridge Cappers Aide")),
        CARPENTER: Titles((), ("Deck Coverer", "Ridge Capper Aide")),
    }
    jobs = ["DECK COVERER", "Deck Coverers", "Ridge Capper Aide", "Ridge cappers' aides", "Roofers", "Roofer"]
    assert steps(classify(small(graph, jobs, official))) == {
        "t0": {("47-2181", by.DIRECT, True)},
        "t1": {("47-2181", by.DIRECT_FORM, True)},
        "t2": {("47-2031", by.ALTERNATE, True)},
        "t3": {("47-2181", by.ALTERNATE_FORM, False), ("47-2031", by.ALTERNATE_FORM, False)},
        "t4": {("47-2181", by.SOC, True)},
        "t5": {("47-2181", by.SOC_FORM, True)},
    }


def test_parts_of_a_soc_title_and_occupations_of_o_net(graph: CareerGraph) -> None:
    official = {
        ROOFER: Titles((), ("Reporter", "Thatcher")),
        CARPENTER: Titles((), ("Thatchers",)),
    }
    found = classify(small(graph, ["Reporter", "Computer User Support", "Thatcher", "Pilot"], official))
    assert steps(found) == {
        "t0": {("27-3023", by.SOC_PART, True)},
        "t1": {("15-1232", by.SOC_PART, True)},
        "t2": {("47-2031", by.ONET, True)},
    }
    assert outcomes(found) == {"t3": "unmatched"}


def test_the_confidence_of_an_ambiguous_title_is_divided(graph: CareerGraph) -> None:
    official = dict.fromkeys((ROOFER, CARPENTER, WRITER), Titles((), ("Thatcher",)))
    found = links(classify(small(graph, ["Thatcher"], official)))["t0"]
    assert [link.confidence for link in found] == [round(TRIALS[by.ALTERNATE].confidence / 3, 4)] * 3


def test_each_of_several_jobs_is_classified_by_itself(graph: CareerGraph) -> None:
    official = {ROOFER: Titles((), ("Slate Thatcher",)), CARPENTER: Titles((), ("Joiner",))}
    jobs = ["Slate/Straw Thatcher", "Slate Thatcher & Joiner", "Straw, Reed Thatcher"]
    found = classify(small(graph, jobs, official))
    assert steps(found) == {
        "t0": {("47-2181", by.ONE_JOB, True)},
        "t1": {("47-2181", by.ONE_JOB, True), ("47-2031", by.ONE_JOB, True)},
    }
    assert outcomes(found) == {"t0": "in part", "t2": "unmatched"}


def test_last_words_are_a_title_or_what_most_titles_say(graph: CareerGraph) -> None:
    roofers = ("Roof Slater", "Barn Slater", "Tower Slater", "Hip Tiler", "Gable Tiler")
    official = {
        ROOFER: Titles(("Straw Thatcher",), roofers),
        CARPENTER: Titles((), ("Floor Tiler", "Deck Coverer", "Loft Coverer")),
    }
    jobs = ["Digital Straw Thatcher", "E-Slater", "Virtual Tiler", "Virtual Coverer", "Straw Thatcher for Drones"]
    found = classify(small(graph, jobs, official))
    assert steps(found) == {
        "t0": {("47-2181", by.ENDS_AS_TITLE, True)},
        "t1": {("47-2181", by.ENDS_AS_MOST, True)},
        "t2": {("47-2181", by.ENDS_AS_SOME, False)},
        "t4": {("47-2181", by.NO_REMARK, True)},
    }
    assert outcomes(found) == {"t2": "below the floor", "t3": "unmatched"}


def test_a_rank_of_the_military_is_no_ending_of_a_civilian_title(graph: CareerGraph) -> None:
    soldier = next(o.id for o in graph.of_kind(DetailedOccupation) if o.id.startswith(by.MILITARY))
    official = {soldier: Titles(("Straw Thatcher",))}
    assert set(steps(classify(small(graph, ["Straw Thatcher", "Digital Straw Thatcher"], official)))) == {"t0"}


@settings(max_examples=10)
@given(
    st.permutations(("Thatcher", "thatcher", "Thatchers", "Straw Thatcher", "Reed Thatcher", "Barn Thatcher (BT)"))
)
def test_order_does_not_matter(graph: CareerGraph, titles: list[str]) -> None:
    jobs = ["Thatcher", "Barn Thatcher", "HA", "Reed and Straw Thatcher", "Hut Aides"]
    official = {ROOFER: Titles((), tuple(titles)), CARPENTER: Titles((), tuple(sorted(titles)[:4]))}
    other = {CARPENTER: official[CARPENTER], ROOFER: Titles((), tuple(sorted(titles)))}
    assert classify(small(graph, jobs, official)) == classify(small(graph, jobs, other))
