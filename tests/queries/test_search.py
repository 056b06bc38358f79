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

CODED = """
MajorGroup soc/2018/15-0000 Computer and Mathematical Occupations
MinorGroup soc/2018/15-1200 Computer Occupations
BroadOccupation soc/2018/15-1250 Software and Web Developers, Programmers, and Testers
DetailedOccupation soc/2018/15-1251 Computer Programmers
DetailedOccupation soc/2018/15-1252 Software Developers
DetailedOccupation soc/2018/15-1253 Software Quality Assurance Analysts and Testers
DetailedOccupation soc/2018/13-2011 Accountants and Auditors
DetailedOccupation soc/2018/29-1141 Registered Nurses
DetailedOccupation soc/2018/29-1171 Nurse Practitioners
DetailedOccupation soc/2018/47-2111 Electricians
DetailedOccupation soc/2018/49-3023 Automotive Service Technicians and Mechanics
DetailedOccupation soc/2018/51-4121 Welders, Cutters, Solderers, and Brazers
DetailedOccupation soc/2018/53-3032 Heavy and Tractor-Trailer Truck Drivers
ProgramFamily cip/2020/01 Agricultural/Animal/Plant/Veterinary Science and Related Fields
ProgramSeries cip/2020/01.01 Agricultural Business and Management
ProgramSeries cip/2020/01.10 Food Science and Technology
InstructionalProgram cip/2020/01.0000 Agriculture, General
InstructionalProgram cip/2020/01.0101 Agricultural Business and Management, General
ProgramSeries cip/2020/11.07 Computer Science
InstructionalProgram cip/2020/11.0701 Computer Science
InstructionalProgram cip/2020/48.0508 Welding Technology/Welder
ProgramFamily cip/2020/51 Health Professions and Related Programs
InstructionalProgram cip/2020/51.3801 Registered Nursing/Registered Nurse
Sector naics/2022/31-33 Manufacturing
IndustryGroup naics/2022/3133 Textile and Fabric Finishing and Fabric Coating Mills
Sector naics/2022/51 Information
Subsector naics/2022/511 Publishing Industries
IndustryGroup naics/2022/5415 Computer Systems Design and Related Services
NationalIndustry naics/2022/541511 Custom Computer Programming Services
NationalIndustry naics/2022/622110 General Medical and Surgical Hospitals
"""
UNCODED = """
CareerCluster framework/2024/cluster/digital-technology Digital Technology
CareerCluster framework/2024/cluster/healthcare-human-services Healthcare & Human Services
SubCluster framework/2024/sub-cluster/software-solutions Software Solutions
SubCluster framework/2024/sub-cluster/plant-systems Plant Systems
SubCluster framework/2024/sub-cluster/data-science-ai Data Science & AI
LegacyPathway framework/2002/pathway/plant-systems Plant Systems
LegacyCluster framework/2002/cluster/health-science Health Science
JobTitle job-title/zookeeper Zookeeper
JobTitle job-title/cybersecurity-analyst Cybersecurity Analyst
JobTitle job-title/nurse-manager Nurse Manager
Skill skill/c C
Skill skill/c-plus-plus C++
Skill skill/c-sharp C#
Skill skill/r R
Skill skill/a-plus A+
Skill skill/java Java
Skill skill/project-management Project Management
Skill skill/cafe Café Management
Workplace workplace/health-care-offices Health Care Offices
"""
NAMES = {
    "soc/2018/15-1252": (Name("Software Engineer", "job title"), Name("Application Developer", "job title")),
    "soc/2018/29-1141": (Name("RN", "job title"), Name("School Nurse", "job title")),
    "soc/2018/15-1251": (Name("Coder", "job title"),),
    "soc/2018/13-2011": (Name("CPA", "job title"), Name("Certified Public Accountant", "job title")),
    "soc/2018/49-3023": (Name("Auto Mechanic", "job title"), Name("Brake Mechanic", "job title")),
    "framework/2024/sub-cluster/data-science-ai": (
        Name("Data Science & Artificial Intelligence", "alternative title"),
    ),
    "naics/2022/541511": (Name("Computer software programming services, custom", "index term"),),
}
RETIRED = Entry("cip/2020/11.0299", "InstructionalProgram", "Plant Systems", "11.0299", (), 70, True)


def entry(line: str, *, coded: bool) -> Entry:
    kind, entry_id, title = line.split(" ", 2)
    code = entry_id.rpartition("/")[2] if coded else None
    return Entry(entry_id, kind, title, code, NAMES.get(entry_id, ()), WEIGHTS[kind], retired=False)


ENTRIES = (
    *(entry(line, coded=True) for line in CODED.strip().splitlines()),
    *(entry(line, coded=False) for line in UNCODED.strip().splitlines()),
    RETIRED,
)


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


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("15-1252", "soc/2018/15-1252"),
        ("151252", "soc/2018/15-1252"),
        (" 15 - 1252 ", "soc/2018/15-1252"),
        ("15–1252", "soc/2018/15-1252"),
        ("15-1252.00", "soc/2018/15-1252"),
        ("SOC 15-1252", "soc/2018/15-1252"),
        ("soc/2018/15-1252", "soc/2018/15-1252"),
        ("SOC/2018/15-1252", "soc/2018/15-1252"),
        ("cip/2020/11.0701", "cip/2020/11.0701"),
        ("11.0701", "cip/2020/11.0701"),
        ("110701", "cip/2020/11.0701"),
        ("11.07", "cip/2020/11.07"),
        ("11.0700", "cip/2020/11.07"),
        ("1.0101", "cip/2020/01.0101"),
        ("10101", "cip/2020/01.0101"),
        ("1.1", "cip/2020/01.10"),
        ("541511", "naics/2022/541511"),
        ("31-33", "naics/2022/31-33"),
        ("32", "naics/2022/31-33"),
        ("3133", "naics/2022/3133"),
        ("FRAMEWORK/2024/SUB-CLUSTER/PLANT-SYSTEMS", "framework/2024/sub-cluster/plant-systems"),
    ],
)
def test_a_code_or_id_in_any_form_is_the_first_hit(index: SearchIndex, typed: str, found: str) -> None:
    assert ids(index.find(typed))[0] == found


def test_a_code_as_published_scores_more_than_what_a_spreadsheet_left_of_it(index: SearchIndex) -> None:
    exact, digits, lost = (index.find(typed)[0].score for typed in ("01.0101", "010101", "1.0101"))
    assert exact == 1.0
    assert exact > digits > lost


def test_a_code_of_several_systems_brings_all_of_them_first(index: SearchIndex) -> None:
    hits = index.find("51")
    assert set(ids(hits[:2])) == {"cip/2020/51", "naics/2022/51"}
    assert [hit.score for hit in hits[:2]] == [1.0, 1.0]
    assert hits[2].id == "naics/2022/511"
    assert hits[2].score < 1.0
    assert {"naics/2022/511", "cip/2020/51.3801", "soc/2018/51-4121"} <= set(ids(hits))


def test_naming_the_system_leaves_the_others_out(index: SearchIndex) -> None:
    assert ids(index.find("NAICS 51")) == ["naics/2022/51", "naics/2022/511"]


def test_the_beginning_of_a_code_gives_the_codes_below_it_the_broadest_first(index: SearchIndex) -> None:
    found = ["15-1200", "15-1250", "15-1251", "15-1252", "15-1253"]
    assert ids(index.find("15-12")) == [f"soc/2018/{code}" for code in found]


def test_a_code_that_is_none_finds_nothing(index: SearchIndex) -> None:
    assert index.find("15-9999") == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("software developers", "soc/2018/15-1252"),
        ("SOFTWARE   solutions!", "framework/2024/sub-cluster/software-solutions"),
        ("healthcare and human services", "framework/2024/cluster/healthcare-human-services"),
        ("healthcare human services", "framework/2024/cluster/healthcare-human-services"),
        ("data science and ai", "framework/2024/sub-cluster/data-science-ai"),
        ("artificial intelligence", "framework/2024/sub-cluster/data-science-ai"),
        ("cpa", "soc/2018/13-2011"),
        ("coder", "soc/2018/15-1251"),
        ("software engineers", "soc/2018/15-1252"),
        ("custom software programming", "naics/2022/541511"),
        ("C++", "skill/c-plus-plus"),
        ("c#", "skill/c-sharp"),
        ("C", "skill/c"),
        ("r", "skill/r"),
        ("A+", "skill/a-plus"),
        ("cafe management", "skill/cafe"),
        ("truck driver", "soc/2018/53-3032"),
        ("trucking", "soc/2018/53-3032"),
        ("hospital", "naics/2022/622110"),
        ("cyber security", "job-title/cybersecurity-analyst"),
        ("zoo keeper", "job-title/zookeeper"),
        ("tractortrailer", "soc/2018/53-3032"),
    ],
)
def test_names_in_other_words(index: SearchIndex, typed: str, found: str) -> None:
    assert ids(index.find(typed))[0] == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sofware develper", "soc/2018/15-1252"),
        ("software develper", "soc/2018/15-1252"),
        ("softwaredeveloper", "soc/2018/15-1252"),
        ("nurce practitoner", "soc/2018/29-1171"),
        ("acountant", "soc/2018/13-2011"),
        ("electrcian", "soc/2018/47-2111"),
        ("elecrticians", "soc/2018/47-2111"),
        ("mecanic", "soc/2018/49-3023"),
        ("praticioner", "soc/2018/29-1171"),
        ("manufactering", "naics/2022/31-33"),
        ("computer sceince", "cip/2020/11.0701"),
        ("java developr", "soc/2018/15-1252"),
    ],
)
def test_slips_of_the_pen(index: SearchIndex, typed: str, found: str) -> None:
    assert found in ids(index.find(typed))[:2]


def test_the_plural_and_the_trade_find_who_practises_it(index: SearchIndex) -> None:
    nurses = ids(index.find("nurses"))
    assert {"soc/2018/29-1141", "soc/2018/29-1171", "job-title/nurse-manager"} <= set(nurses)
    for word in ("welding", "welder"):
        assert set(ids(index.find(word))[:2]) == {"soc/2018/51-4121", "cip/2020/48.0508"}


def test_words_written_together_find_them_apart(index: SearchIndex) -> None:
    found = ids(index.find("healthcare"))
    assert found[0] == "framework/2024/cluster/healthcare-human-services"
    assert "workplace/health-care-offices" in found


def found_among(path: Path, typed: str, *among: Entry) -> list[Hit]:
    build_index(path / "search", among)
    with SearchIndex.open(path / "search") as index:
        return index.find(typed)


def plain(entry_id: str, title: str, *names: str, weight: int = 50, retired: bool = False) -> Entry:
    code = entry_id if entry_id.isdigit() else None
    return Entry(entry_id, "Thing", title, code, tuple(Name(n, "job title") for n in names), weight, retired)


def test_a_title_comes_before_another_name_of_the_same_words(tmp_path: Path) -> None:
    entries = plain("a", "Apiarist", "Bee Keeper Helper"), plain("b", "Bee Keeper Helper", "Apiarist")
    for typed in ("bee keeper", "bee keeper helper"):
        assert ids(found_among(tmp_path, typed, *entries)) == ["b", "a"]


def test_what_is_retired_comes_after_what_is_not(tmp_path: Path) -> None:
    old, new = plain("a", "Bee Keeping", weight=60, retired=True), plain("b", "Bee Keeping")
    assert ids(found_among(tmp_path, "bee keeping", old, new)) == ["b", "a"]


def test_weight_decides_between_equal_titles(tmp_path: Path) -> None:
    light, heavy = plain("a", "Bee Keeping"), plain("b", "Bee Keeping", weight=60)
    for typed in ("bee", "bee keeping"):
        assert ids(found_among(tmp_path, typed, light, heavy)) == ["b", "a"]


def test_the_best_name_stands_for_its_node(tmp_path: Path) -> None:
    one = plain("a", "Aide Nurse Orderly Helper Attendant Porter", "Helper Nurse")
    assert [hit.matched for hit in found_among(tmp_path, "nurse helper", one)] == ["Helper Nurse"]


def test_a_code_is_not_searched_as_words(tmp_path: Path) -> None:
    entries = plain("51", "Information"), plain("b", "Area 51 Studies")
    assert ids(found_among(tmp_path, "51", *entries)) == ["51"]
    assert ids(found_among(tmp_path, "51", entries[1])) == ["b"]


def test_a_known_word_may_be_the_slip_when_nothing_has_all_the_words(tmp_path: Path) -> None:
    entries = plain("a", "Plane Repair"), plain("b", "Plant Systems")
    best = found_among(tmp_path, "plane systems", *entries)[0]
    assert best.id == "b"
    assert best.score > 0.6


def test_slips_seldom_stand_at_the_beginning(tmp_path: Path) -> None:
    entries = plain("a", "Hanger"), plain("b", "Manager of All Other Stores")
    assert ids(found_among(tmp_path, "manger", *entries)) == ["b", "a"]


def test_a_thousand_names_do_not_hide_a_title(tmp_path: Path) -> None:
    crowd = (plain(f"x/{n}", f"Mill {n}", f"Steel beams {n}") for n in range(1000))
    assert ids(found_among(tmp_path, "steel", *crowd, plain("a", "Steel Working Studies")))[0] == "a"


@pytest.mark.parametrize("typed", ["zzqx", "qwertyuiop", "zzqx xqzz", "7777777", "e", "🦊", "職業"])
def test_a_text_like_nothing_finds_nothing(index: SearchIndex, typed: str) -> None:
    assert index.find(typed) == []


def test_a_word_among_many_unknown_ones_finds_nothing(index: SearchIndex) -> None:
    assert index.find("nurse zzqxzzqx xqzzxqzz") == []


def test_one_word_of_two_is_a_poorer_hit(index: SearchIndex) -> None:
    whole, half = index.find("electricians"), index.find("electricians zzqx")
    assert ids(whole)[0] == ids(half)[0] == "soc/2018/47-2111"
    assert half[0].score < 0.7 < whole[0].score


def test_exact_before_beginning_before_anywhere_before_slips(index: SearchIndex) -> None:
    scores = {hit.id: hit.score for hit in index.find("computer programmers")}
    exact = scores["soc/2018/15-1251"]
    begins = index.find("software quality")[0].score
    anywhere = index.find("quality analysts")[0].score
    slip = index.find("qualety analists")[0].score
    assert exact > begins > anywhere > slip > 0


def test_titles_come_before_other_names_and_live_before_retired(index: SearchIndex) -> None:
    hits = index.find("plant systems")
    assert ids(hits)[:3] == [
        "framework/2024/sub-cluster/plant-systems",
        "framework/2002/pathway/plant-systems",
        "cip/2020/11.0299",
    ]
    assert [hit.retired for hit in hits[:3]] == [False, False, True]
    assert hits[2].score > index.find("school nurse")[0].score


def test_leaf_levels_come_before_broader_ones_of_the_same_title(index: SearchIndex) -> None:
    assert ids(index.find("computer science"))[:2] == ["cip/2020/11.0701", "cip/2020/11.07"]


def test_one_hit_a_node_with_the_name_that_matched_best(index: SearchIndex) -> None:
    hit = next(hit for hit in index.find("school nurse"))
    assert (hit.id, hit.matched, hit.role) == ("soc/2018/29-1141", "School Nurse", "job title")
    assert (hit.title, hit.code, hit.kind) == ("Registered Nurses", "29-1141", "DetailedOccupation")
    assert ids(index.find("nurse")).count("soc/2018/29-1141") == 1


def test_kinds_keep_only_those_asked_for(index: SearchIndex) -> None:
    hits = index.find("nurse", kinds={"JobTitle", "Skill"})
    assert ids(hits) == ["job-title/nurse-manager"]
    assert ids(index.find("51", kinds=["Sector"])) == ["naics/2022/51"]
    pathways = index.find("planet sistems", kinds=["LegacyPathway"])
    assert ids(pathways) == ["framework/2002/pathway/plant-systems"]
    assert index.find("soc/2018/15-1252", kinds=["Skill"]) == []
    assert index.find("nurse", kinds=()) == []


def test_limit(index: SearchIndex) -> None:
    assert len(index.find("computer", limit=100)) > 4
    assert ids(index.find("computer", limit=2)) == ids(index.find("computer"))[:2]
    assert index.find("computer", limit=0) == index.find("computer", limit=-1) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("15-125", "soc/2018/15-1250"),
        ("soc/2018/15-1259", "soc/2018/15-1250"),
        ("soc/15-1252", "soc/2018/15-1252"),
        ("soc/2018/151252", "soc/2018/15-1252"),
        ("11.0702", "cip/2020/11.07"),
        ("sofware solutions", "framework/2024/sub-cluster/software-solutions"),
        ("framework/2024/sub-cluster/sofware-solutions", "framework/2024/sub-cluster/software-solutions"),
        ("framework/2002/pathway/software-solutions", "framework/2024/sub-cluster/software-solutions"),
        ("framework/2002/pathway/cpa", "soc/2018/13-2011"),
    ],
)
def test_near_misses_of_ids_and_codes(index: SearchIndex, typed: str, found: str) -> None:
    hits = index.suggest(typed)
    assert hits[0].id == found
    assert len(hits) <= 5


def test_suggestions_stay_within_the_system_named(index: SearchIndex) -> None:
    assert {hit.id.split("/")[0] for hit in index.suggest("soc/2018/15-9999")} == {"soc"}


def test_nothing_to_suggest(index: SearchIndex) -> None:
    assert index.suggest("zzqx") == index.suggest("") == []


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
