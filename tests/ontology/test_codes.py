from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from loaders.pipeline import Loaded
from ontology.codes import BadCode, CodePlace, cip_place, naics_place, soc_place

DIGITS = "0123456789"
LEVELS = {
    "naics": ("Sector", "Subsector", "IndustryGroup", "NaicsIndustry", "NationalIndustry"),
    "soc": ("MajorGroup", "MinorGroup", "BroadOccupation", "DetailedOccupation"),
    "cip": ("ProgramFamily", "ProgramSeries", "InstructionalProgram"),
}
# Signs that look like those of a code, digits of other scripts among them.
lookalikes = st.text(alphabet=DIGITS + "-.– \n٣３", max_size=9) | st.text(max_size=8)


def places_of(shipped: Loaded, system: str) -> dict[str, CodePlace]:
    codes = {fact["code"] for fact in shipped.facts[system]["codes"]}
    rules: dict[str, Callable[[str], CodePlace]] = {
        "naics": naics_place,
        "soc": lambda code: soc_place(code, codes),
        "cip": cip_place,
    }
    return {code: rules[system](code) for code in codes}


def digits(text: str, count: int) -> bool:
    return len(text) == count and all(letter in DIGITS for letter in text)


@pytest.mark.parametrize("system", ["naics", "soc", "cip"])
def test_every_shipped_code_stands_one_level_below_a_shipped_code(shipped: Loaded, system: str) -> None:
    places, levels = places_of(shipped, system), LEVELS[system]
    for code, place in places.items():
        depth = levels.index(place.level)
        if depth == 0:
            assert place.parent is None, code
        else:
            assert place.parent is not None, code
            above = levels.index(places[place.parent].level)
            assert above == depth - 1, f"{code} is a {place.level} under {place.parent}"


@pytest.mark.parametrize(
    ("system", "count"),
    [("naics", (20, 96, 308, 689, 1012)), ("soc", (23, 98, 459, 867)), ("cip", (50, 473, 2325))],
)
def test_each_level_has_as_many_codes_as_its_manual_says(
    shipped: Loaded, system: str, count: tuple[int, ...]
) -> None:
    found = [place.level for place in places_of(shipped, system).values()]
    assert tuple(found.count(level) for level in LEVELS[system]) == count


def test_a_naics_or_cip_parent_is_the_beginning_of_its_code_but_for_ranges(shipped: Loaded) -> None:
    for system in ("naics", "cip"):
        for code, place in places_of(shipped, system).items():
            if place.parent is None:
                continue
            if "-" in place.parent:
                first, last = place.parent.split("-")
                assert int(first) <= int(code[:2]) <= int(last)
            else:
                assert code.startswith(place.parent)
                assert len(place.parent) < len(code)


def test_a_soc_parent_has_more_zeros_but_for_five_physicians(shipped: Loaded) -> None:
    exceptions = set()
    for code, place in places_of(shipped, "soc").items():
        if place.parent is None:
            continue
        kept = place.parent.rstrip("0")
        assert len(kept) < len(code.rstrip("0")), code
        if not code.startswith(kept):
            exceptions.add((code, place.parent))
    assert exceptions == {(f"29-122{digit}", "29-1210") for digit in "12349"}


@pytest.mark.parametrize(
    ("code", "parent"),
    [
        ("15-1210", "15-1200"),
        ("15-1250", "15-1200"),
        ("31-1120", "31-1100"),
        ("51-5110", "51-5100"),
        ("15-2020", "15-2000"),
        ("15-1200", "15-0000"),
        ("29-1229", "29-1210"),
        ("29-1221", "29-1210"),
        ("29-1291", "29-1290"),
    ],
)
def test_a_soc_code_stands_where_the_structure_puts_it(shipped: Loaded, code: str, parent: str) -> None:
    assert places_of(shipped, "soc")[code].parent == parent


@pytest.mark.parametrize(
    ("code", "parent"), [("311", "31-33"), ("339", "31-33"), ("455", "44-45"), ("492", "48-49")]
)
def test_subsectors_of_a_range_share_its_sector(code: str, parent: str) -> None:
    assert naics_place(code) == CodePlace("Subsector", parent)


@pytest.mark.parametrize("code", ["31", "32", "33", "44", "45", "48", "49"])
def test_a_part_of_a_range_is_no_sector(code: str) -> None:
    with pytest.raises(BadCode) as caught:
        naics_place(code)
    assert str(caught.value) == (f"'{code}' is not a NAICS code; expected 2 to 6 digits, or 31-33, 44-45, 48-49")
    assert (caught.value.system, caught.value.code) == ("NAICS", code)


@given(lookalikes)
@example("1")
@example("1٣")
@example("111110 ")
@example("31-32")
@example("1111100")
@example("011")
def test_what_is_not_shaped_like_a_naics_code_raises(text: str) -> None:
    shaped = 2 <= len(text) <= 6 and digits(text, len(text)) and text[0] != "0"
    parts = {"31", "32", "33", "44", "45", "48", "49"}
    if text in ("31-33", "44-45", "48-49") or (shaped and text not in parts):
        naics_place(text)
    else:
        with pytest.raises(BadCode):
            naics_place(text)


@given(lookalikes)
@example("11-1011.00")
@example("1٣-1011")
@example("111011")
@example("1-1011")
@example("00-0000")
@example("11-1011 ")
@example("11–1011")
def test_what_is_not_shaped_like_a_soc_code_raises(text: str) -> None:
    shaped = text[2:3] == "-" and digits(text[:2], 2) and digits(text[3:], 4) and text[0] != "0"
    if shaped:
        soc_place(text, ())
    else:
        with pytest.raises(BadCode):
            soc_place(text, ())


@given(lookalikes)
@example("1.0000")
@example("0٣.0000")
@example("1")
@example("01.")
@example("01.000")
@example("010000")
@example("01.0000.")
def test_what_is_not_shaped_like_a_cip_code_raises(text: str) -> None:
    start, point, end = text.partition(".")
    shaped = digits(start, 2) and (not point or digits(end, 2) or digits(end, 4))
    if shaped:
        cip_place(text)
    else:
        with pytest.raises(BadCode):
            cip_place(text)


def test_the_placeholders_are_shaped_like_codes_so_that_sources_must_name_them(shipped: Loaded) -> None:
    assert soc_place("99-9999", ()) == CodePlace("DetailedOccupation", "99-9990")
    assert cip_place("99.9999") == CodePlace("InstructionalProgram", "99.99")
    assert "99-9999" not in places_of(shipped, "soc")
    assert "99.9999" not in places_of(shipped, "cip")
