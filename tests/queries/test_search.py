"""What a search finds, and in which order."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from queries.search import Entry, Hit, Name, SearchIndex, build_index
from tests.queries.search_entries import ENTRIES


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
