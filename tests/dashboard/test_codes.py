"""The page of codes, without a browser: trees, a code's page, a list of the reader's own."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.codes import SYSTEMS, Places, leading_here, tree
from dashboard.data import Opened
from dashboard.figures.code_tree import Branch
from ontology import nodes as n
from tests.dashboard.conftest import Show
from tests.dashboard.reading import shown

HOSTILE = [
    "framework/2024/cluster/education",
    "nothing/at/all",
    "<script>alert(1)</script>",
    "[a](https://example.org)",
    "MATCH (n) DETACH DELETE n",
    "x" * 10_000,
]


def ids(branches: tuple[Branch, ...]) -> set[str]:
    return {branch.id for branch in branches}.union(*(ids(branch.children) for branch in branches))


def pressed(test: AppTest, label: str) -> AppTest:
    next(button for button in test.button if button.label == label).click()
    return test.run()


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_tree_holds_the_codes_in_force_of_its_system(opened: Opened, system: str) -> None:
    found = ids(tree(opened.graph, system))
    kind, begins = SYSTEMS[system].kind, SYSTEMS[system].begins
    codes = opened.graph.of_kind(kind)
    assert found == {code.id for code in codes if code.id.startswith(begins) and not code.retired}


def test_a_code_knows_what_is_above_and_below(opened: Opened) -> None:
    places = Places(opened.graph)
    assert places.path("naics/2022/541511") == [f"naics/2022/{code}" for code in ("54", "541", "5415", "54151")]
    assert "naics/2022/541511" in places.within("naics/2022/54")
    groups = places.narrower("soc/2018/29-0000")
    assert [row["code"] for row in groups] == ["29-1000", "29-2000", "29-9000"]
    assert all(row["employment2025"] > 0 for row in groups)


def test_old_codes_lead_to_a_code_or_to_what_is_in_it_with_who_says_so(opened: Opened) -> None:
    rows = leading_here(opened.graph, Places(opened.graph).within("soc/2018/15-1200"))
    assert ("15-1132", "15-1252", "2010 SOC to 2018 SOC Crosswalk") in {
        (row["oldCode"], row["code"], row["saidBy"]) for row in rows
    }


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("naics/2022/51", ["Industry sector", "aligns sectors of NAICS to clusters", "Choose one of those in it"]),
        ("naics/2022/541", ["It is in sector 54", "derived", "National figures"]),
        ("naics/2022/5415", ["Occupations with most jobs there", "National figures"]),
        ("naics/2022/541511", ["Old codes that lead here", "3 digits. See:"]),
        ("oews/2025/999000", ["this is in none", "derived"]),
        ("soc/2018/29-0000", ["Major group", "Figures of the whole group", "cover codes in it"]),
        ("cip/2020/11", ["Family of programs", "cover codes in it"]),
        ("cip/2020/45.14", ["retired", "Where it leads", "CIP 2010 to CIP 2020"]),
        ("soc/2010/15-1132", ["replaced by 15-1252, 15-1253", "2010 SOC to 2018 SOC Crosswalk"]),
        ("naics/2017/443142", ["NAICS 2017 code, replaced by 449210", "What today’s codes are aligned to"]),
    ],
)
def test_each_kind_of_code_has_its_page(show: Show, code: str, says: list[str]) -> None:
    told = shown(show("codes", id=code)).replace("\\", "")
    for text in [*says, "in other forms"]:
        assert text in told


def test_a_code_may_be_named_by_its_code_and_an_occupation_is_led_to_its_own_page(show: Show) -> None:
    assert "Computer Systems Design" in shown(show("codes", id="5415"))
    assert "has a page of its own" in shown(show("codes", id="15-1252"))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("parameter", ["id", "tree", "list"])
def test_addresses_that_lead_nowhere_are_answered_as_text(show: Show, parameter: str, text: str) -> None:
    told = shown(show("codes", **{parameter: text}))
    assert "<script>" not in told
    assert "](https" not in told


def test_each_part_of_the_page_has_something_to_begin_with(show: Show) -> None:
    assert "As a tree" in shown(show("codes"))
    assert "Some to begin with" in shown(show("codes", id=""))
    assert "Nothing of your list is kept" in shown(show("codes", list=""))


def test_the_example_is_read_told_in_words_and_can_be_forgotten(show: Show) -> None:
    test = pressed(show("codes", list=""), "Try an example")
    told = shown(test)
    for words in ("9 different codes", "**1** not known", "**1** lost zeros put back", "moved to today's code"):
        assert words in told
    assert "11.0701 (Computer Science)" in told.replace("\\", "")
    assert "The aligned list" in told
    assert "different codes" not in shown(pressed(test, "Forget the list"))


@pytest.mark.parametrize(
    ("pasted", "says"),
    [
        ("  ", "There is nothing yet"),
        ("my favourite programs", "No column of it holds codes"),
        ("<b>11.0701</b>", "No column of it holds codes"),
        ("99-9999", "not known"),
        ("11.0701\n[x](https://example.org)", "[x](https://example.org)"),
    ],
)
def test_what_was_pasted_is_answered_in_words(show: Show, pasted: str, says: str) -> None:
    test = show("codes", list="")
    test.text_area[0].set_value(pasted)
    told = shown(pressed(test, "Align the list"))
    assert not test.exception
    assert says in told.replace("\\", "")
    assert "](https" not in told


def test_what_a_list_is_aligned_to_can_be_changed(show: Show) -> None:
    test = pressed(show("codes", list=""), "Try an example")
    test.selectbox[0].select("cip").run()
    assert "read 4 as CIP" in shown(test)
    test.selectbox[0].select("naics").run()
    test.selectbox[1].select("soc").run()
    assert not test.exception
    assert "nothing published aligns NAICS codes to SOC codes" in shown(test)


def test_former_codes_are_all_led_on(opened: Opened) -> None:
    former = opened.graph.of_kind(n.FormerCode)
    led = {row["oldId"] for row in leading_here(opened.graph, (node.id for node in opened.graph.of_kind(n.Code)))}
    assert {node.id for node in former} <= led
