"""Normal forms of job titles, and what is read out of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignments.title_forms import endings, names, normal, parts, readings, same_words, without_remark, words
from ontology.graph import CareerGraph
from ontology.nodes import DetailedOccupation


@given(st.text())
def test_a_normal_form_is_its_own_normal_form(title: str) -> None:
    assert normal(normal(title)) == normal(title)


@given(st.text(alphabet="aeinrst '&,/-+#.()", max_size=25))
def test_it_is_so_for_texts_like_titles(title: str) -> None:
    assert normal(normal(title)) == normal(title)


def test_case_spacing_punctuation_and_and_do_not_matter(graph: CareerGraph) -> None:
    for occupation in graph.of_kind(DetailedOccupation):
        title = occupation.title
        for same in (
            title.upper(),
            f" {title.replace(' ', '  ')}",
            title.replace(",", "/"),
            title.replace("-", " "),
        ):
            assert normal(same) == normal(title)
        assert normal(title.replace(" and ", " & ")) == normal(title)


@given(st.from_regex(r"[a-z]{2,9}[bdfgklmnprtvw]", fullmatch=True).filter(lambda word: word not in same_words()))
def test_number_does_not_matter(word: str) -> None:
    assert normal(f"{word}s") == normal(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HVAC Technicians", "Heating, Ventilation, & Air Conditioning Tech"),
        ("IT Manager", "Information Technology Managers"),
        ("HR Director", "Human Resources Director"),
        ("EV Tech", "Electric Vehicle Technician"),
        ("Life Coaches", "Life Coach"),
        ("Fitness Classes Assistant", "fitness class asst"),
        ("Secretaries", "Secretary"),
        ("Children's Counsellor", "Childrens Counselor"),
        ("E-Commerce Analyst", "Ecommerce Analysts"),
        ("Café Manager", "Cafe Manager"),
    ],
)
def test_the_same_said_otherwise(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C++ Developer", "C# Developer"),
        ("C++ Developer", "C Developer"),
        (".NET Developer", "Net Developer"),
        ("Bus Driver", "Bu Driver"),
        ("Business Analyst", "Busines Analyst"),
        ("Dental Hygienist", "Dental Assistant"),
        ("Sales Manager", "Manager, Sales"),
    ],
)
def test_what_differs_stays_different(one: str, other: str) -> None:
    assert normal(one) != normal(other)


def test_signs_of_a_word_stay() -> None:
    assert words("C++/C# & .NET Developers") == ("c++", "c#", ".net", "developer")


def test_the_table_of_words_says_each_word_in_its_normal_form() -> None:
    for word, same in same_words().items():
        assert normal(same) == same
        assert normal(word) == same
        assert word not in same.split()


def test_an_ending_does_not_begin_within_a_spelled_out_word() -> None:
    assert endings("Chief Childcare Admin") == (
        "chief child care administrator",
        "child care administrator",
        "administrator",
    )


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Registered Nurse (RN)", ("Registered Nurse", "RN")),
        ("HR Manager (Human Resources Manager)", ("HR Manager", "Human Resources Manager")),
        ("Charter Pilot (Airline)", ("Charter Pilot",)),
        ("Physical Education (PE) Professor", ("Physical Education Professor",)),
        ("Plumber", ("Plumber",)),
    ],
)
def test_an_official_title_is_read_without_its_parentheses(title: str, read: tuple[str, ...]) -> None:
    assert readings(title) == read


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("Drone Operator (replacing adjusters)", "Drone Operator"),
        ("Cybersecurity Analyst for Manufacturing Systems", "Cybersecurity Analyst"),
        ("Electric Vehicle (EV) Infrastructure Developer", "Electric Vehicle Infrastructure Developer"),
        ("Auto Mechanic (also Rail Mechanics)", "Auto Mechanic (also Rail Mechanics)"),
        ("Forester", "Forester"),
    ],
)
def test_a_remark_is_left_out_unless_it_names_more_jobs(title: str, rest: str) -> None:
    assert without_remark(title) == rest


@pytest.mark.parametrize(
    ("title", "jobs"),
    [
        ("Travel Agent/ Tour Guide", ["Travel Agent", "Tour Guide"]),
        ("Urban & Community Planner", ["Urban Planner", "Community Planner"]),
        ("Corporate Coach/Trainer", ["Corporate Coach", "Corporate Trainer"]),
        ("Plumber, Pipefitter", ["Plumber", "Pipefitter"]),
        (
            "Auto Mechanic (also Aviation & Marine Mechanics)",
            ["Auto Mechanic", "Aviation Mechanics", "Marine Mechanics"],
        ),
    ],
)
def test_a_title_may_name_several_jobs(title: str, jobs: list[str]) -> None:
    found = parts(title)
    assert len(found) == len(jobs)
    for job, read in zip(jobs, found, strict=True):
        assert job in read


@pytest.mark.parametrize("title", ["Software Developer", "C++ Developer", "Sandwich Maker", "Orderly", ""])
def test_or_only_one(title: str) -> None:
    assert parts(title) == ()


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("News Analysts, Reporters, and Journalists", ("News Analysts", "Reporters", "Journalists")),
        ("Geoscientists, Except Hydrologists and Geographers", ("Geoscientists",)),
        ("Roofers", ("Roofers",)),
        ("Bus Drivers, School", ()),
        ("Captains, Mates, and Pilots of Water Vessels", ()),
        ("Assemblers and Fabricators, All Other", ()),
    ],
)
def test_names_of_workers_in_a_soc_title(title: str, found: tuple[str, ...]) -> None:
    assert names(title) == found
