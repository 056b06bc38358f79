"""Pages for people: whole, escaped, honest about what is published, derived, withheld, retired and left out."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from ontology.derived import DERIVED_TYPES
from ontology.graph import CareerGraph
from ontology.nodes import NODE_KINDS
from ontology.rdf.schemes import scheme_of, schemes
from tests.server.reading import Element, read

HOSTILE = '<script>alert("1")</script>&amp;'
LARGEST = (
    "framework/2024/cluster/education",
    "framework/2024/sub-cluster/teaching-training-facilitation",
    "soc/2018/25-1071",
    "naics/2022/541",
    "oews/2025/999000",
    "source/oews-2025",
)
OTHERS = (
    "/",
    "/about",
    "/schemes",
    "/scheme/framework/2024",
    "/scheme/soc/2018",
    "/scheme/soc/2018/15-0000",
    "/scheme/job-title",
    "/search?q=nurse",
    "/search",
    "/resolve?code=15-1131",
    "/explain?from=Legal+Services",
    "/explain?from=Web+%26+Cloud&to=15-1252",
    "/doc/soc/2018",
    "/doc/method/succession",
    "/doc/dataset/employed-in",
    "/doc/statement/covers-occupation/framework/2024/sub-cluster/web-cloud/soc/2018/15-1252",
    "/doc/nothing",
)

Get = Callable[[str], Element]


@pytest.fixture(scope="module")
def get(http: httpx.Client) -> Get:
    """Reads the page at a path; each is asked for once."""
    known: dict[str, Element] = {}

    def page(path: str) -> Element:
        if path not in known:
            answer = http.get(path, headers={"accept": "text/html"})
            assert answer.headers["content-type"] == "text/html; charset=utf-8", path
            known[path] = read(answer.text)
        return known[path]

    return page


def assert_whole(page: Element, path: str) -> None:
    """What holds of every page."""
    assert page.one("html").attributes["lang"] == "en", path
    assert len(page.all("h1")) == 1, path
    assert page.one("title").text.endswith("careergraph") or path == "/", path
    assert page.one("main"), path
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids)), path
    inside = {f"#{found}" for found in ids}
    assert {address for address in page.addresses if address.startswith("#")} <= inside, path
    assert not page.all("script"), path
    assert not page.all("style"), path
    assert not [element for element in page.all() if "style" in element.attributes], path
    unlabelled = [table for table in page.all("table") if not table.all("th")]
    assert not unlabelled, path


def test_a_thing_of_every_kind_has_a_whole_page(get: Get, derived_graph: CareerGraph) -> None:
    last = {node.kind: node for node in derived_graph.nodes.values()}
    assert last.keys() == NODE_KINDS.keys()
    for node in last.values():
        page = get(f"/doc/{node.id}")
        assert_whole(page, node.id)
        assert node.title in page.one("h1").text
        assert f"{node.id}" in page.one("code", class_="iri").text
        assert {"Turtle", "JSON-LD", "JSON"} <= set(page.one("dd", class_="formats").text.split())


@pytest.mark.parametrize("path", OTHERS)
def test_every_other_page_is_whole(get: Get, path: str) -> None:
    assert_whole(get(path), path)


def test_every_link_of_some_pages_leads_somewhere(get: Get, http: httpx.Client) -> None:
    pages = ["/", "/about", "/schemes", "/doc/soc/2018/15-1252", "/doc/framework/2002/pathway/legal-services"]
    pages += ["/explain?from=Legal+Services", "/doc/soc/2018", "/doc/finding/classification/account-manager"]
    found = {address for path in pages for address in get(path).addresses if address.startswith("/")}
    assert len(found) > 150
    kinds: dict[str, list[str]] = {}
    for address in sorted(found):
        kinds.setdefault("/".join(address.split("/")[:4]), []).append(address)
    for some in kinds.values():
        for address in some[:2]:
            assert http.head(address, headers={"accept": "text/html"}).status_code in (200, 303), address


def test_what_is_published_and_what_is_derived_stand_apart(get: Get, derived_graph: CareerGraph) -> None:
    for path in ("framework/2002/pathway/legal-services", "soc/2018/15-1252", "framework/2024/cluster/education"):
        page = get(f"/doc/{path}")
        types = {
            which: {code.text for code in page.one("section", id=which).all("code", class_="type")}
            for which in ("published", "derived")
        }
        stated = {r.type for r in derived_graph.relationships if path in (r.start, r.end)}
        assert types["published"] | types["derived"] == stated - {"IN_SUB_CLUSTER", "OF_OCCUPATION"}
        assert types["derived"] == stated & DERIVED_TYPES.keys()
        assert "no publisher states it" in page.one("section", id="derived").all("h2")[0].text


def test_a_derived_line_says_how_sure_it_is_and_what_it_rests_on(get: Get) -> None:
    derived = get("/doc/framework/2002/pathway/agribusiness-systems").one("section", id="likely-succeeded-by")
    rows = derived.all("tr")[1:]
    lines = {
        row.all("a")[0].text: (row.text, basis.text) for row, basis in zip(rows[::2], rows[1::2], strict=True)
    }
    surest, _ = lines["Agribusiness"]
    assert "strong evidence" in surest
    assert "not asserted" not in surest
    below, basis = lines["Strategic Sales"]
    assert "weak evidence 0.33 reported, not asserted" in below
    assert basis.startswith("Rests on 1 thing ")
    assert basis.endswith(" 13-1021 Buyers and Purchasing Agents, Farm Products")
    assert any(address.endswith("/about#method-succession") for address in derived.addresses)


def test_published_lines_say_where_they_stand(get: Get) -> None:
    section = get("/doc/soc/2018/15-1252").one("section", id="covers-occupation-in")
    assert "Web & Cloud row 161" in section.text
    assert "SOC_Career_Clusters_Crosswalk.xlsx, SOC - CC - Sub-Clusters" in section.text


@pytest.mark.parametrize(
    "shown", ["soc/2018/15-1252", "framework/2024/cluster/digital-technology", "naics/2022/541"]
)
def test_wages_and_jobs_are_said_to_be_national_wherever_they_stand(get: Get, shown: str) -> None:
    page = get(f"/doc/{shown}")
    tables = [
        section
        for section in page.all("section")
        if any(word in head.text for head in section.all("thead") for word in ("Jobs", "jobs", "wage"))
    ]
    assert tables
    assert all("ational figures" in section.text and "20" in section.text for section in tables)


def test_what_a_publisher_withholds_is_never_zero(get: Get) -> None:
    table = get("/doc/bls-combined/21-1018").one("section", id="employed-in")
    row = next(row for row in table.all("tr") if row.text.startswith("711"))
    assert [cell.text for cell in row.all("td")][:2] == ["withheld", "$77,170"]
    figures = get("/doc/soc/2018/21-1011").one("section", id="figures").text
    assert "OEWS counts it within 21-1018." in figures
    assert "No figures: not released." in figures
    assert " 0 " not in figures


@pytest.mark.parametrize(
    ("former", "names"),
    [
        ("cip/2020/01.0309", ["cip/2020/01.1004"]),
        ("soc/2010/15-1131", ["soc/2018/15-1251"]),
        ("framework/2002", ["framework/2024"]),
        (
            "framework/2002/pathway/legal-services",
            ["framework/2024/cluster/public-service-safety", "framework/2024/sub-cluster/judicial-systems"],
        ),
    ],
)
def test_what_is_of_former_times_says_so_and_names_what_replaced_it(
    get: Get, former: str, names: list[str]
) -> None:
    status = get(f"/doc/{former}").one("div", class_="status")
    assert status.addresses == [f"/doc/{name}" for name in names]


def test_a_crosswalk_row_without_a_program_says_no_match(get: Get) -> None:
    rows = get("/doc/framework/2024/sub-cluster/accommodations").one("section", id="rows")
    assert "37-2012 Maids and Housekeeping Cleaners no program (NO MATCH)" in rows.text
    assert "NO MATCH" in get("/doc/alignment/accommodations/37-2012/none").one("main").text


@pytest.mark.parametrize("shown", LARGEST)
def test_the_largest_pages_stay_small(http: httpx.Client, shown: str) -> None:
    assert len(http.get(f"/doc/{shown}.html").content) < 300_000


def test_a_page_counts_what_it_leaves_to_the_json(get: Get, derived_graph: CareerGraph) -> None:
    shown = "framework/2024/sub-cluster/teaching-training-facilitation"
    section = get(f"/doc/{shown}").one("section", id="covers-program")
    programs = sum(r.type == "COVERS_PROGRAM" and r.start == shown for r in derived_graph.relationships)
    (beyond,) = [note.text for note in section.all("p") if note.text.startswith("And ")]
    left_out = int(beyond.split()[1].replace(",", ""))
    assert left_out > 0
    assert len(section.all("li")) + left_out == programs
    assert section.one("span", class_="count").text == f"{programs:,}"


def test_every_concept_of_a_scheme_is_found_by_browsing(get: Get, derived_graph: CareerGraph) -> None:
    for name in ("soc/2018", "framework/2024", "skill"):
        top = get(f"/scheme/{name}").one("main").addresses
        branches = [address for address in top if address.startswith(f"/scheme/{name}/")]
        below = [address for branch in branches for address in get(branch).one("main").addresses]
        found = {address.removeprefix("/doc/") for address in (*top, *below)}
        concepts = {node.id for node in derived_graph.nodes.values() if scheme_of(node) is schemes()[name]}
        assert concepts <= found


def test_all_schemes_are_listed_with_their_size(get: Get) -> None:
    text = get("/schemes").one("main").text
    assert "Classification of Instructional Programs, 2020 2020 Families 50, Series 473" in text
    assert len([a for a in get("/schemes").one("main").addresses if a.startswith("/scheme/")]) == len(schemes())


def test_an_unknown_scheme_names_others(get: Get, http: httpx.Client) -> None:
    assert http.get("/scheme/soc/2017", headers={"accept": "text/html"}).status_code == 404
    assert "/scheme/soc/2018" in get("/scheme/soc/2017").addresses


def test_the_home_page_leads_to_everything(get: Get, derived_graph: CareerGraph) -> None:
    page = get("/")
    clusters = {f"/doc/{node.id}" for node in derived_graph.nodes.values() if node.kind == "CareerCluster"}
    assert len(clusters) == 14
    ways = {"/scheme/framework/2002", "/schemes", "/sparql", "/cypher", "/api", "/data/", "/.well-known/void"}
    assert clusters | ways <= set(page.addresses)
    assert "national figures" in page.one("main").text
    actions = {form.attributes["action"] for form in page.all("form")}
    assert actions == {"/search", "/resolve"}


def test_a_search_shows_hits_with_the_name_that_matched_and_can_be_narrowed(get: Get) -> None:
    page = get("/search?q=nurse")
    hits = page.one("ol", class_="hits")
    assert hits.addresses[0] == "/doc/soc/2018/29-1141"
    assert "found by “Nurse”" in hits.text
    narrowed = next(a for a in page.all("a") if a.text == "Programs").attributes["href"]
    programs = get(f"/search{narrowed}").one("ol", class_="hits").addresses
    assert programs
    assert all(address.startswith("/doc/cip/2020/") for address in programs)


def test_a_search_marks_what_is_former(get: Get) -> None:
    hits = get("/search?q=15-1131").one("ol", class_="hits").all("li")
    assert any(hit.addresses == ["/doc/soc/2010/15-1131"] and "former" in hit.text for hit in hits)


def test_a_code_of_former_times_resolves_to_todays(get: Get) -> None:
    page = get("/resolve?code=15-1131").one("main")
    assert {"/doc/soc/2010/15-1131", "/doc/soc/2018/15-1251"} <= set(page.addresses)


@pytest.mark.parametrize("path", ["/search", "/resolve", "/explain", "/doc/", "/scheme/"])
def test_what_is_typed_is_shown_as_text(http: httpx.Client, path: str) -> None:
    if path.endswith("/"):
        answer = http.get(httpx.URL(path=f"{path}{HOSTILE}"), headers={"accept": "text/html"})
    else:
        asked = {"/search": "q", "/resolve": "code", "/explain": "from"}[path]
        answer = http.get(path, params={asked: HOSTILE}, headers={"accept": "text/html"})
    page = read(answer.text)
    assert not page.all("script")
    assert 'alert("1")' in page.one("main").text


def test_a_statement_has_a_page_that_says_who_says_so(get: Get) -> None:
    tail = "framework/2002/pathway/legal-services/framework/2024/sub-cluster/judicial-systems"
    page = get(f"/doc/statement/likely-succeeded-by/{tail}")
    assert page.one("h1").text == "Legal Services → Judicial Systems"
    derived = page.one("section", class_="derived")
    assert "0.9, strong evidence" in derived.text
    assert "/doc/soc/2018/23-1011" in derived.addresses


def test_pages_are_kept_by_their_tag(http: httpx.Client) -> None:
    for path in ("/", "/schemes", "/scheme/soc/2018", "/about"):
        first = http.get(path)
        assert first.status_code == 200
        again = http.get(path, headers={"if-none-match": first.headers["etag"]})
        assert again.status_code == 304


def test_style_is_kept_for_ever_under_an_address_that_changes_with_it(http: httpx.Client, get: Get) -> None:
    sheet = next(link for link in get("/").all("link") if link.attributes["rel"] == "stylesheet").attributes[
        "href"
    ]
    found = http.get(sheet)
    assert found.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in found.headers["cache-control"]
    version = sheet.split("/")[-2]
    other = http.get(sheet.replace(version, "0" * len(version)))
    assert other.content == found.content
    assert "immutable" not in other.headers["cache-control"]
    assert http.get(sheet.replace("style.css", "other.css")).status_code == 404


def test_the_icon_is_where_browsers_look_for_it(http: httpx.Client) -> None:
    assert http.get("/favicon.ico").headers["content-type"] == "image/svg+xml"
