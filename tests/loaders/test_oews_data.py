"""OEWS: what the shipped figures add up to, and what says why it has none."""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from loaders.pipeline import Loaded
from loaders.shipped import Facts
from ontology.graph import CareerGraph
from ontology.nodes import CombinedOccupation, DetailedOccupation, Occupation
from ontology.relationships import EmployedIn, EmployedInGroup, Employment

CELLS = "oews_may2025_national_industry_x_occupation.csv.gz"
BROAD = {"13-1020", "13-2020", "29-2010", "31-1120", "39-7010", "47-4090", "51-2090"}
COMBINED = {"21-1018", "25-2052", "25-9045", "51-2028", "53-1047"}
Lines = list[list[str]]


@pytest.fixture(scope="module")
def tables(shipped: Loaded) -> Facts:
    return shipped.facts["oews"]


def lines(path: Path) -> Lines:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    return list(csv.reader(io.StringIO(text, newline="")))


def test_published_occupations_are_detailed_but_for_seven_broad_and_five_combined(
    tables: Facts, graph: CareerGraph
) -> None:
    published = {f["code"] for f in tables["occupations"] if f["published"] == "true"}
    assert len(published) == 830
    assert published >= BROAD | COMBINED
    assert all(
        isinstance(graph.nodes[f"soc/2018/{code}"], DetailedOccupation) for code in published - BROAD - COMBINED
    )
    assert all(isinstance(graph.nodes[f"bls-combined/{code}"], CombinedOccupation) for code in COMBINED)


def jobs_by_occupation(graph: CareerGraph, kind: type[Employment]) -> tuple[Counter[str], set[str]]:
    """Jobs of the relationships of one type by occupation, and the occupations some of whose jobs are withheld."""
    jobs: Counter[str] = Counter()
    withheld = set()
    for r in graph.relationships:
        if type(r) is kind:
            assert isinstance(r, Employment)
            jobs[r.start] += r.jobs or 0
            if "jobs" in r.suppressed:
                withheld.add(r.start)
    return jobs, withheld


def test_subsectors_and_government_add_up_to_nearly_all_jobs(graph: CareerGraph) -> None:
    jobs, _ = jobs_by_occupation(graph, EmployedIn)
    assert jobs.total() == 154_714_170
    groups, _ = jobs_by_occupation(graph, EmployedInGroup)
    assert groups.total() == 123_400_540


def test_no_occupation_adds_up_to_more_than_its_national_figure_and_few_to_much_less(graph: CareerGraph) -> None:
    jobs, withheld = jobs_by_occupation(graph, EmployedIn)
    shares = {}
    for identifier, found in jobs.items():
        node = graph.nodes[identifier]
        assert isinstance(node, Occupation)
        assert node.employment_2025
        shares[identifier] = found / node.employment_2025
    assert len(shares) == 830
    short = {identifier for identifier, share in shares.items() if share < 0.95}
    assert len(short) == 128
    # The others lie in industries where BLS gives no cell at all.
    assert len(short - withheld) == 27
    assert sorted(shares, key=shares.__getitem__)[:3] == [
        "soc/2018/51-7032",
        "soc/2018/35-2013",
        "soc/2018/41-9012",
    ]
    # Figures are rounded to ten.
    assert max(shares.values()) < 1.01


def test_what_is_withheld_has_no_figure_and_what_has_none_says_why(graph: CareerGraph) -> None:
    edges = [r for r in graph.relationships if isinstance(r, Employment)]
    assert len(edges) == 17_908 + 630 + 32_563
    for r in edges:
        assert (r.jobs is None) == ("jobs" in r.suppressed)
        assert (r.median_wage is None) == ("wages" in r.suppressed or r.wage_note is not None)
        assert r.jobs != 0
        assert set(r.suppressed) <= {"jobs", "wages"}
        assert r.wage_note in (None, "hourly only", "top-coded")
    assert {r.wage_note for r in edges} == {None, "hourly only", "top-coded"}


def test_relationships_name_their_row_in_the_file(official: Path, graph: CareerGraph) -> None:
    rows = lines(next(official.rglob(CELLS)))
    for r in [r for r in graph.relationships if isinstance(r, Employment)][::997]:
        name, _, number = str(r.locator).split("|")
        row = rows[int(number) - 1]
        assert name == CELLS
        assert r.start.endswith(row[3])
        code = r.end.split("/")[-1]
        assert row[0].startswith(code)
        assert row[6] == (str(r.jobs) if r.jobs else "-")


def test_government_is_an_industry_of_its_own(graph: CareerGraph) -> None:
    ends = Counter(r.end for r in graph.relationships if isinstance(r, EmployedIn))
    assert ends["oews/2025/999000"] == 630
    assert graph.nodes["oews/2025/999000"].labels == ("Industry", "Government")
    assert sum(graph.nodes[end].kind == "Subsector" for end in ends) == 84


def test_industries_that_are_not_covered_say_so(graph: CareerGraph) -> None:
    notes = {
        i: n.note for i, n in graph.nodes.items() if i.startswith("naics/2022/") and n.note and "OEWS" in n.note
    }
    uncovered = {i.split("/")[-1] for i, note in notes.items() if note == "OEWS does not cover this industry."}
    assert uncovered == {"111", "112", "114", "814"}
    assert {i.split("/")[-1] for i in notes} - uncovered == {"92", *(f"92{n}" for n in range(1, 9))}


def test_every_occupation_has_its_figures_or_a_note(graph: CareerGraph) -> None:
    occupations = [n for n in graph.nodes.values() if isinstance(n, Occupation)]
    without = [n for n in occupations if n.employment_2025 is None]
    assert len(occupations) - len(without) == 1103
    assert all(n.figures_note_2025 for n in without)
    notes = defaultdict(set)
    for n in without:
        if isinstance(n, DetailedOccupation):
            notes[n.figures_note_2025].add(n.code)
    assert sum(map(len, notes.values())) == 49
    assert len(notes["OEWS does not cover the military."]) == 19
    assert notes["OEWS gives no figures for it."] == {"11-1031", "45-3031"}
    assert sum(len(codes) for note, codes in notes.items() if note and "counts it within" in note) == 28
    assert notes["OEWS counts it within 13-1020."] == {"13-1021", "13-1022", "13-1023"}
    assert notes["OEWS counts it within 21-1018."] == {"21-1011", "21-1014"}


def test_a_group_of_one_occupation_leads_to_its_figures(graph: CareerGraph) -> None:
    group = graph.nodes["soc/2018/11-1010"]
    assert isinstance(group, Occupation)
    assert group.figures_note_2025 == "OEWS gives its figures at the one occupation in it, 11-1011."


def test_hourly_wages_alone_are_no_annual_wage(graph: CareerGraph) -> None:
    actors = graph.nodes["soc/2018/27-2011"]
    assert isinstance(actors, Occupation)
    assert (actors.median_wage_2025, actors.median_hourly_wage_2025) == (None, 29.05)
    assert actors.figures_note_2025 == "There are hourly wages only."
