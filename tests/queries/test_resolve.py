"""Codes in every form that people have them in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ontology import codes, identifiers
from ontology.graph import CareerGraph
from ontology.nodes import NODE_KINDS, Code, FormerIndustry, FormerOccupation, Government, Node, Source
from ontology.records import Record
from ontology.relationships import Broader, MovedTo, ReplacedBy
from queries.code_forms import SYSTEMS
from queries.resolve import Resolver

CHARACTERS = st.sampled_from("0123456789.-–— \t\"'=\u00a0\ufeff٣²cipSOCnaics*#:")


SOURCE = identifiers.source("test")
SOC = (
    "15-0000",
    "15-1200",
    "15-1250",
    "15-1252",
    "15-1253",
    "15-1254",
    "51-0000",
    "51-3000",
    "51-3090",
    "51-3092",
)
CIP = ("01", "01.03", "01.0309", "01.0310", "01.10", "01.1004", "51", "51.30", "51.3099")
NAICS = ("51", "513", "5130", "51309", "513092", "516", "5162", "51621", "516210")


def by_hand() -> CareerGraph:
    """Codes with successors: one, two, a chain, a ring, none; and a code that meant something else before."""
    named = Source(id=SOURCE, title="A test", publisher="p", rights="r", url="u", release="1", citation="c")
    bls = Source(
        id=identifiers.source("bls"), title="SOC 2010 to 2018", publisher="p", rights="r", url="u", release="1",
        citation="c",
    )  # fmt: skip
    records: list[Record] = [named, bls, *_codes()]
    for old, title in (("15-1132", "Applications"), ("15-1134", "Web"), ("15-9999", "Gone")):
        records.append(FormerOccupation(id=identifiers.soc_2010(old), title=title, code=old, edition="2010"))
    for old in ("519130", "516210"):
        records.append(FormerIndustry(id=identifiers.naics_2017(old), title="Old", code=old, edition="2017"))
    records += [
        _replaced(identifiers.soc_2010("15-1132"), identifiers.soc("15-1252"), "bls"),
        _replaced(identifiers.soc_2010("15-1134"), identifiers.soc("15-1254"), "bls"),
        _replaced(identifiers.soc_2010("15-1134"), identifiers.soc("15-1253"), "bls"),
        _replaced(identifiers.naics_2017("519130"), identifiers.naics("516210"), "Census"),
        _replaced(identifiers.naics_2017("516210"), identifiers.naics("513092"), "Census"),
        MovedTo(start=identifiers.cip("01.0309"), end=identifiers.cip("01.0310"), action="moved", source=SOURCE),
        MovedTo(start=identifiers.cip("01.0310"), end=identifiers.cip("01.1004"), action="moved", source=SOURCE),
        MovedTo(start=identifiers.cip("01.0310"), end=identifiers.cip("01.0309"), action="moved", source=SOURCE),
    ]
    return CareerGraph.from_records(records)


def _replaced(start: str, end: str, concordance: str) -> ReplacedBy:
    return ReplacedBy(start=start, end=end, concordance=concordance, source=SOURCE)


def _codes() -> list[Node | Broader]:
    made: list[Node | Broader] = []
    for code in SOC:
        made += _code(identifiers.soc(code), code, codes.soc_place(code, SOC))
    for code in CIP:
        made += _code(identifiers.cip(code), code, codes.cip_place(code))
    for code in NAICS:
        made += _code(identifiers.naics(code), code, codes.naics_place(code))
    return made


def _code(node_id: str, code: str, place: codes.CodePlace) -> list[Node | Broader]:
    kind = NODE_KINDS[place.level]
    assert issubclass(kind, Code)
    node = kind(id=node_id, title=f"Title of {code}", code=code, retired=code in ("01.0309", "01.0310"))
    if place.parent is None:
        return [node]
    above = f"{node_id.removesuffix(code)}{place.parent}"
    return [node, Broader(start=node_id, end=above, source=SOURCE)]


@pytest.fixture(scope="module")
def real(graph: CareerGraph) -> Resolver:
    return Resolver(graph)


@pytest.fixture(scope="module")
def made() -> Resolver:
    return Resolver(by_hand())


def system_of(node: Code) -> str:
    return {"soc": "soc", "bls-combined": "soc", "cip": "cip"}.get(node.id.split("/")[0], "naics")


def live(resolver: Resolver) -> Iterator[Code]:
    for node in resolver.graph.nodes.values():
        if isinstance(node, Code) and not node.retired:
            yield node


@pytest.mark.parametrize(
    ("text", "system", "expected"),
    [
        ("15-1252", "soc", ["15-1252"]),
        ("151252", "soc", ["15-1252"]),
        ("151252.0", "soc", ["15-1252"]),
        ("15-1252.00", "soc", ["15-1252"]),
        ("15-1252.01", "soc", ["15-1252"]),
        ("15–1252", "soc", ["15-1252"]),
        ("15—1252", "soc", ["15-1252"]),
        ("15−1252", "soc", ["15-1252"]),
        ("15 - 1252", "soc", ["15-1252"]),
        ("15 1252", "soc", ["15-1252"]),
        ("15-1252", "cip", []),
        ("21-1018", "soc", ["21-1018"]),
        ("11.0701", "cip", ["11.0701"]),
        ("110701", "cip", ["11.0701"]),
        ("110701.0", "cip", ["11.0701"]),
        ("010000", "cip", ["01.0000"]),
        ("010000.0", "cip", ["01.0000"]),
        (' ="01.0000" ', "cip", ["01.0000"]),
        ("'01.0000", "cip", ["01.0000"]),
        ("\ufeff\u00a001.0000", "cip", ["01.0000"]),
        ("CIP 11.0701", "cip", ["11.0701"]),
        ("11", "cip", ["11"]),
        ("11.0", "cip", ["11"]),
        ("541511.0", "naics", ["541511"]),
        ("54.0", "naics", ["54"]),
        ("31", "naics", ["31-33"]),
        ("31–33", "naics", ["31-33"]),
        ("3133", "naics", ["3133"]),
        ("31-34", "naics", []),
        ("15-12522", "soc", []),
        ("1٥-1252", "soc", []),
        ("", "cip", []),
        ("0", "cip", []),
    ],
)
def test_harmless_forms(real: Resolver, text: str, system: str, expected: list[str]) -> None:
    readings = real.resolve(text, (system,))
    assert [r.code for r in readings if r.mend is None] == expected
    assert all(r.in_force and r.today[0].code == r.code for r in readings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.0101", {"01.0101": "put back one zero in front"}),
        ("10101", {"01.0101": "put back one zero in front"}),
        ("10101.0", {"01.0101": "put back one zero in front"}),
        ("1.01", {"01.01": "put back one zero in front"}),
        ("11.07", {"11.07": None}),
        ("52.01", {"52.01": None}),
        ("30.00", {"30.00": None, "30.0000": "put back two zeros at the end"}),
        ("51.1", {"51.10": "put back one zero at the end"}),
        (
            "1",
            {
                "01": "put back one zero in front",
                "01.00": "put back one zero in front and two zeros at the end",
                "01.0000": "put back one zero in front and four zeros at the end",
            },
        ),
        (
            "1.0",
            {
                "01.00": "put back one zero in front and one zero at the end",
                "01.0000": "put back one zero in front and three zeros at the end",
                "01": "put back one zero in front",
            },
        ),
    ],
)
def test_zeros_are_put_back_and_said_so(real: Resolver, text: str, expected: dict[str, str | None]) -> None:
    found = {reading.code: reading.mend for reading in real.resolve(text, ("cip",))}
    assert found == expected


def test_every_code_in_force_resolves_to_itself_first(real: Resolver) -> None:
    for node in live(real):
        first = real.resolve(node.code, (system_of(node),))[0]
        assert (first.id, first.mend, first.normalised, first.concordance) == (node.id, None, None, None)
        assert [code.id for code in first.today] == [node.id]


def test_squeezed_and_suffixed_forms_of_every_code(real: Resolver) -> None:
    for node in live(real):
        if "-" in node.code and system_of(node) == "naics":
            continue  # 3133 is a code of its own
        squeezed = node.code.replace("-", "").replace(".", "")
        forms = [squeezed, f"  {node.code}\u00a0", f'="{node.code}"', f"{squeezed}.0"]
        forms += [f"{node.code}.00", node.code.replace("-", "–")] if system_of(node) == "soc" else []
        for form in forms:
            found = [reading.id for reading in real.resolve(form) if reading.mend is None]
            assert node.id in found, form


def test_every_program_that_lost_its_zeros_in_excel_is_recognised(real: Resolver) -> None:
    for node in live(real):
        if system_of(node) == "cip":
            shown = f"{float(node.code):.10g}"
            assert node.id in [reading.id for reading in real.resolve(shown, ("cip",))], shown


def test_every_retired_program_leads_to_one_in_force(real: Resolver) -> None:
    retired = [n for n in real.graph.nodes.values() if isinstance(n, Code) and n.retired]
    assert retired
    for node in retired:
        reading = real.resolve(node.code, ("cip",))[0]
        assert (reading.id, reading.edition) == (node.id, "2010")
        assert reading.today
        assert reading.concordance
        assert not any(real.graph.nodes[code.id] == node for code in reading.today)


def test_a_former_code_names_its_successors_and_the_concordance(made: Resolver) -> None:
    (one,) = made.resolve("15-1132")
    assert (one.system, one.edition, one.how) == ("SOC", "2010", "SOC 2010 code, replaced by 15-1252")
    assert one.concordance == "SOC 2010 to 2018"  # the title of the source of that name
    (two,) = made.resolve("151134.0")
    assert [code.code for code in two.today] == ["15-1253", "15-1254"]
    (gone,) = made.resolve("15-9999")
    assert (gone.today, gone.how, gone.in_force) == ((), "SOC 2010 code, without a successor", False)


def test_chains_are_followed_and_rings_end(made: Resolver) -> None:
    reading = made.resolve("01.0309")[0]
    assert [code.code for code in reading.today] == ["01.1004"]
    assert reading.how == "CIP 2010 code, retired: moved to 01.1004"
    assert reading.concordance == "A test"


def test_a_code_with_two_meanings_gives_both_with_todays_first(made: Resolver) -> None:
    today, before = made.resolve("516210", ("naics",))
    assert (today.edition, today.in_force) == ("2022", True)
    assert (before.edition, before.how) == ("2017", "NAICS 2017 code, replaced by 513092")
    assert before.concordance == "Census"


def test_systems_are_told_apart(made: Resolver) -> None:
    assert [(r.system, r.code) for r in made.resolve("513092")] == [("NAICS", "513092"), ("SOC", "51-3092")]
    assert [r.system for r in made.resolve("513099")] == ["CIP"]
    assert [r.system for r in made.resolve("SOC 513092")] == ["SOC"]


@pytest.mark.parametrize(
    ("text", "near"),
    [("15-1259", "15-1250"), ("11.0701x", "11.0701"), ("541510", "541511"), ("nonsense", None), ("9" * 300, None)],
)
def test_near_misses(real: Resolver, text: str, near: str | None) -> None:
    found = [code.code for code in real.near(text)]
    assert len(found) <= 3
    assert (near in found) if near else not found


@settings(deadline=None)
@given(text=st.one_of(st.text(max_size=80), st.text(CHARACTERS, max_size=14)))
@example(text="1" * 5000)
@example(text='="')
@example(text='=""')
def test_any_text_is_answered(real: Resolver, text: str) -> None:
    readings = real.resolve(text)
    assert all(reading in readings for system in SYSTEMS for reading in real.resolve(text, (system,)))
    mended = [reading.mend is not None for reading in readings]
    assert mended == sorted(mended)
    assert len({reading.id for reading in readings}) == len(readings)
    assert all(near.id in real.graph.nodes for near in real.near(text))


def test_government_is_an_industry_of_oews() -> None:
    node = Government(id="oews/2025/999000", title="Government", code="999000")
    (reading,) = Resolver(CareerGraph([node], [])).resolve("999000.0")
    assert (reading.system, reading.edition, reading.how) == ("OEWS", "2025", "is an OEWS 2025 code")
