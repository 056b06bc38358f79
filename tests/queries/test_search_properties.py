"""Search holds for any text, and its index for any reader; what it makes of words, codes and graphs."""

import sqlite3
import string
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.search import Entry, Hit, Name, NotASearchIndex, SearchIndex, build_index, entries
from queries.search_index import WEIGHTS, DuplicateEntry
from queries.search_words import all_words, code_keys
from tests.queries.search_entries import CODED, ENTRIES, RETIRED, UNCODED


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("a build # 100%?") / "search"
    build_index(path, ENTRIES)
    return path


@pytest.fixture(scope="module")
def index(path: Path) -> Iterator[SearchIndex]:
    with SearchIndex.open(path) as index:
        yield index


def ids(hits: list[Hit]) -> list[str]:
    return [hit.id for hit in hits]


AWKWARD = [
    *('"', "'", "*", "(", ")", ":", "-", "^", "%", "_", ";--", "+", "#", "&", "/", "", "  ", "\0", "a\0b"),
    *("NEAR", "AND", "OR NOT", '"nurse', "nurse*", "title:nurse", "NEAR(nurse, 2)", "{a b}:c", "nurse AND"),
    *("x" * 10_000, "1" * 300, "nurse " * 2_000, " ".join(string.ascii_lowercase)),
    *("🦊 nurse 🦊", "\ud800", "ß", "İ"),
]


@pytest.mark.parametrize("typed", AWKWARD, ids=range(len(AWKWARD)))
def test_no_text_is_an_error(index: SearchIndex, typed: str) -> None:
    assert check(index.find(typed), 20)
    assert check(index.suggest(typed), 5)


def test_query_syntax_is_plain_text(index: SearchIndex) -> None:
    for typed in ("nurse*", '"nurse"', "nurse:", "(nurse)", "🦊 nurse", "nurse\0"):
        assert ids(index.find(typed)) == ids(index.find("nurse"))


def check(hits: list[Hit], limit: int) -> bool:
    """At most `limit` hits, the best first, scores within 0-1, one hit an id."""
    scores = [hit.score for hit in hits]
    return (
        len(hits) <= limit
        and scores == sorted(scores, reverse=True)
        and all(0 < score <= 1 for score in scores)
        and len(set(ids(hits))) == len(hits)
        and all(hit.matched and hit.role for hit in hits)
    )


WORDS = sorted({word for each in ENTRIES for word in (*all_words(each.title), each.code or "", each.id)})
TEXTS = st.text() | st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=12).map(" ".join)
KINDS = st.none() | st.sets(st.sampled_from(sorted(WEIGHTS)))
LIMITS = st.integers(-1, 30)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, kinds=KINDS, limit=LIMITS)
def test_any_text_ranks(index: SearchIndex, text: str, kinds: set[str] | None, limit: int) -> None:
    hits = index.find(text, kinds=kinds, limit=limit)
    assert check(hits, max(limit, 0))
    assert kinds is None or {hit.kind for hit in hits} <= kinds
    assert check(index.suggest(text, limit=limit), max(limit, 0))


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.sampled_from(ENTRIES))
def test_every_entry_is_found_by_title_code_and_id(index: SearchIndex, wanted: Entry) -> None:
    for typed in filter(None, (wanted.title, wanted.title.upper(), wanted.code, wanted.id)):
        assert any(hit.id == wanted.id and hit.score >= 0.96 for hit in index.find(typed)), typed
    for name in wanted.names:
        assert wanted.id in ids(index.find(name.text)[:3])


def test_the_same_entries_give_the_same_bytes(path: Path, tmp_path: Path) -> None:
    again = tmp_path / "search"
    build_index(again, iter(ENTRIES))
    assert again.read_bytes() == path.read_bytes()
    assert sorted(tmp_path.iterdir()) == [again]


def test_building_replaces_an_index(tmp_path: Path) -> None:
    build_index(tmp_path / "search", ENTRIES)
    build_index(tmp_path / "search", [RETIRED])
    with SearchIndex.open(tmp_path / "search") as index:
        assert ids(index.find("plant systems")) == [RETIRED.id]
        assert index.find("nurse") == []


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    build_index(tmp_path / "search", [])
    with SearchIndex.open(tmp_path / "search") as index:
        assert index.find("nurse") == index.find("51") == index.suggest("soc/2018/15-1252") == []


def test_two_entries_with_one_id_are_refused_and_nothing_is_replaced(path: Path, tmp_path: Path) -> None:
    old = tmp_path / "search"
    old.write_bytes(path.read_bytes())
    with pytest.raises(DuplicateEntry, match=r"cip/2020/11\.0299"):
        build_index(old, [*ENTRIES, RETIRED])
    assert old.read_bytes() == path.read_bytes()
    assert sorted(tmp_path.iterdir()) == [old]


def test_what_is_no_index_says_so(tmp_path: Path) -> None:
    text, other = tmp_path / "text", tmp_path / "other"
    text.write_text("not a database, but long enough to be taken for one" * 100)
    sqlite3.connect(other).close()
    for path in (tmp_path / "missing", tmp_path, text, other):
        with pytest.raises(NotASearchIndex, match="build it again"):
            SearchIndex.open(path)
    assert not (tmp_path / "missing").exists()


def test_reading_never_writes(path: Path) -> None:
    before = path.read_bytes()
    with SearchIndex.open(path) as one, SearchIndex.open(path) as other:
        assert one.find("nurse") == other.find("nurse")
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == [path]
    with pytest.raises(sqlite3.ProgrammingError):
        one.find("nurse")


def test_threads_share_an_index(index: SearchIndex) -> None:
    typed = [line.split(" ", 2)[2] for line in (CODED + UNCODED).strip().splitlines() if line] * 3
    alone = [index.find(text) for text in typed]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(index.find, typed)) == alone


def test_code_keys() -> None:
    assert code_keys("01.10").keys() == {"01.10", "0110", "01.1000", "1.10", "110", "1.1000", "01.1", "1.1"}
    assert code_keys("44-45").keys() == {"44-45", "4445", "44", "45"}
    assert code_keys("15-1252") == {"15-1252": 1.0, "151252": 0.98}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Arts, A/V Technology & Communications", ("arts", "av", "technology", "and", "communications")),
        ("C/C++, C# and F#", ("c", "cplusplus", "csharp", "and", "fsharp")),
        ("Registered Nurse (R.N.)", ("registered", "nurse", "rn")),
        ("Nurse's aides' café", ("nurse", "aides", "cafe")),
        ("AP BD+C, CompTIA A+", ("ap", "bd", "c", "comptia", "aplus")),
        ("…!?", ()),
    ],
)
def test_words(text: str, words: tuple[str, ...]) -> None:
    assert all_words(text) == words


@dataclass(frozen=True)
class FakeNode:
    labels: tuple[str, ...]
    values: Mapping[str, object]

    def properties(self) -> Mapping[str, object]:
        return self.values


@dataclass(frozen=True)
class FakeGraph:
    nodes: Mapping[str, FakeNode]


def test_entries_of_a_graph() -> None:
    occupation = {"title": "Actuaries", "code": "15-2011", "altTitles": ("Actuary",)}
    titles = {"directMatchTitles": ("Insurance Actuary", "Actuary"), "medianWage2025": 125770}
    industry = {"title": "Farms", "code": "111", "indexTerms": ["Soybean farming"]}
    graph = FakeGraph(
        {
            "soc/2018/15-2011": FakeNode(("Occupation", "DetailedOccupation"), occupation | titles),
            "alignment/a/b/c": FakeNode(("Alignment",), {"title": "a"}),
            "cip/2020/1": FakeNode(("Program", "ProgramSeries", "Retired"), {"title": "Old"}),
            "naics/2022/111": FakeNode(("Industry", "Subsector"), industry),
            "source/x": FakeNode(("Source",), {}),
        }
    )
    found = list(entries(graph))
    alternative = Name("Actuary", "alternative title")
    names = (alternative, Name("Insurance Actuary", "job title"), Name("Actuary", "job title"))
    terms = (Name("Soybean farming", "index term"),)
    assert found == [
        Entry("soc/2018/15-2011", "DetailedOccupation", "Actuaries", "15-2011", names, 78, False),
        Entry("cip/2020/1", "ProgramSeries", "Old", None, (), 55, True),
        Entry("naics/2022/111", "Subsector", "Farms", "111", terms, 48, False),
        Entry("source/x", "Source", "source/x", None, (), 10, False),
    ]


def test_weights_put_leaf_levels_above_broader_ones() -> None:
    for ladder in (
        ("CareerCluster", "SubCluster", "LegacyPathway", "DetailedOccupation", "InstructionalProgram"),
        ("InstructionalProgram", "NationalIndustry", "JobTitle", "Skill", "Workplace"),
        ("DetailedOccupation", "BroadOccupation", "MinorGroup", "MajorGroup"),
        ("InstructionalProgram", "ProgramSeries", "ProgramFamily"),
        ("NationalIndustry", "NaicsIndustry", "IndustryGroup", "Subsector", "Sector"),
    ):
        weights = [WEIGHTS[kind] for kind in ladder]
        assert weights == sorted(set(weights), reverse=True)
