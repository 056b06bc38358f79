"""The page that compares, without a browser; what it compares, in figures and in common."""

from __future__ import annotations

import pytest

from dashboard import comparison, in_common
from dashboard.compared import CLUSTERS, EXAMPLES, KINDS, OCCUPATIONS, SUB_CLUSTERS, compared, neighbours, options
from dashboard.data import query
from tests.dashboard.conftest import Show
from tests.dashboard.hostile import HOSTILE
from tests.dashboard.reading import shown

DIGITAL, MARKETING = EXAMPLES[CLUSTERS]
UNMANNED = "framework/2024/sub-cluster/unmanned-vehicle-technology"
pytestmark = pytest.mark.usefixtures("opened")
_SUMS = """
MATCH (:CareerCluster {id: $cluster})-[:HAS_SUB_CLUSTER]->(:SubCluster)-[:COVERS_OCCUPATION]->(o:Occupation)
WITH DISTINCT o
RETURN count(o), sum(o.employment2025), sum(o.openings2024to2034)"""


@pytest.mark.parametrize("kind", KINDS)
def test_every_part_of_every_kind_is_shown(show: Show, kind: str) -> None:
    ids = ",".join(EXAMPLES[kind])
    for name in ("Figures", *in_common.ASPECTS[kind]):
        test = show("compare", ids=ids, part=name.lower())
        assert test.dataframe
        assert not test.warning


@pytest.mark.parametrize("kind", KINDS)
def test_where_nothing_is_chosen_an_example_and_a_list_are(show: Show, kind: str) -> None:
    test = show("compare", kind=kind)
    assert test.dataframe
    test.button("example").click().run()
    assert test.query_params["ids"] == ",".join(EXAMPLES[kind])


def test_one_thing_alone_is_offered_company(show: Show) -> None:
    test = show("compare", ids="29-1141")
    offered = next(button for button in test.button if "Nurse Practitioners" in button.label)
    offered.click().run()
    assert test.query_params["ids"] == "soc/2018/29-1141,soc/2018/29-1171"
    assert test.tabs


def test_what_is_chosen_stands_in_the_address(show: Show) -> None:
    test = show("compare")
    test.radio[0].set_value(SUB_CLUSTERS).run()
    assert test.query_params["kind"] == SUB_CLUSTERS
    test.multiselect[0].set_value(list(EXAMPLES[SUB_CLUSTERS])).run()
    assert test.query_params["ids"] == ",".join(EXAMPLES[SUB_CLUSTERS])
    assert not test.exception


def test_what_does_not_fit_is_explained_and_the_rest_is_compared() -> None:
    found = compared(f"{DIGITAL},{DIGITAL},29-1141,cip/2020/11.0701,nothing like it,{MARKETING}")
    assert found.kind == CLUSTERS
    assert list(found.ids) == [DIGITAL, MARKETING]
    twice, kinds, program, unknown = found.problems
    assert "twice" in twice
    assert "one kind" in kinds
    assert "11.0701" in program
    assert "nothing like it" in unknown


def test_more_than_three_are_left_out_with_a_word() -> None:
    found = compared(",".join(options(CLUSTERS)))
    assert len(found.ids) == 3
    assert "At most three" in found.problems[0]
    assert "14 things" in found.problems[-1]


def test_a_title_that_several_have_is_not_guessed() -> None:
    found = compared("Registered Nurses")
    assert not found.ids
    assert "several things" in found.problems[0]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_an_address_may_hold_is_shown_as_text(show: Show, text: str) -> None:
    test = show("compare", ids=text, kind=text, part=text)
    assert "<script>" not in shown(test)
    assert "is called" in test.warning[0].value


def test_each_occupation_of_a_cluster_is_counted_once() -> None:
    for cluster in options(CLUSTERS):
        [[_, jobs, openings]] = query(_SUMS, {"cluster": cluster}, timeout=30, limit=1).rows
        found = comparison.numbers(cluster)
        assert (found["employment2025"], found["openings2024to2034"]) == (jobs, openings)


def test_the_mean_wage_of_a_cluster_lies_between_those_of_its_occupations() -> None:
    wages = [one.mean_wage_2025 for one in comparison.covered(DIGITAL) if one.mean_wage_2025]
    mean = comparison.numbers(DIGITAL)["meanWage2025"]
    assert mean is not None
    assert min(wages) < mean < max(wages)


def test_what_has_no_figures_says_so_and_is_never_zero() -> None:
    assert set(comparison.numbers(UNMANNED).values()) == {None}
    rows = comparison.figure_rows([UNMANNED, EXAMPLES[SUB_CLUSTERS][0]], SUB_CLUSTERS)
    jobs = next(row for row in rows if row["Figure"].startswith("Jobs"))
    assert jobs["Unmanned Vehicle Technology"] == "not released"


def test_every_figure_has_its_time_and_source() -> None:
    for kind, ids in EXAMPLES.items():
        rows = comparison.figure_rows(ids, kind)
        assert all(row["Time and source"] for row in rows)
        assert {len(row) for row in rows} == {2 + len(ids)}


def test_what_is_in_common_and_what_is_not_make_up_the_whole() -> None:
    for kind, ids in EXAMPLES.items():
        for aspect in in_common.ASPECTS[kind].values():
            found = in_common.sets(aspect, ids)
            rows = in_common.rows(found)
            assert {row["id"] for row in rows} == set().union(*found.values())
            everywhere = {row["id"] for row in rows if row["whose"] in ("both", "all three")}
            assert everywhere == in_common.shared(found)


def test_counts_of_what_two_clusters_share_are_those_of_the_method() -> None:
    [[occupations, programs, skills]] = query(
        "MATCH (:CareerCluster {id: $a})-[r:INTERDISCIPLINARY_WITH]-(:CareerCluster {id: $b}) "
        "RETURN r.sharedOccupations, r.sharedPrograms, r.sharedSkills",
        {"a": DIGITAL, "b": MARKETING},
        timeout=30,
        limit=1,
    ).rows
    shared = {
        name: len(in_common.shared(in_common.sets(aspect, (DIGITAL, MARKETING))))
        for name, aspect in in_common.ASPECTS[CLUSTERS].items()
    }
    assert (shared["Occupations"], shared["Programs"], shared["Skills"]) == (occupations, programs, skills)


def test_a_summary_says_of_which_nothing_is_listed() -> None:
    found = in_common.sets(in_common.ASPECTS[SUB_CLUSTERS]["Programs"], (UNMANNED, EXAMPLES[SUB_CLUSTERS][0]))
    assert "Nothing is listed for Unmanned Vehicle Technology." in in_common.summary(found)


def test_neighbours_may_be_compared() -> None:
    for kind, ids in EXAMPLES.items():
        near = neighbours(ids[0])
        assert near
        assert list(compared(",".join((ids[0], near[0]))).ids) == [ids[0], near[0]]
        assert compared(near[0]).kind == kind


def test_a_table_to_read_holds_titles_as_text() -> None:
    rows = [{"Figure": "Jobs", "<b>One</b>": "1 & 2", "Time and source": "May 2025"}]
    html = comparison.as_html(rows)
    assert "&lt;b&gt;One&lt;/b&gt;" in html
    assert "1 &amp; 2" in html


def test_medians_are_compared_of_occupations_only() -> None:
    assert "medianWage2025" in comparison.MEASURES[OCCUPATIONS]
    assert "medianWage2025" not in comparison.MEASURES[CLUSTERS]
