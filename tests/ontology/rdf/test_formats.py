"""Every format holds the same triples, for readers that are not ours; and its bytes are the same each time."""

from __future__ import annotations

import io
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld  # type: ignore[import-untyped]

from ontology.identifiers import BASE
from ontology.rdf import iris as forms
from ontology.rdf.context import context_document, definitions
from ontology.rdf.edition import Edition, make_edition
from ontology.rdf.formats import FORMATS, NotInXml, UnknownFormat, write
from ontology.rdf.iris import Iris
from ontology.rdf.prefixes import VOCABULARIES
from ontology.rdf.triples import Lines, NotATriple, by_subject
from ontology.rdf.written import rdf, xsd
from tests.ontology.exports.little import LITTLE
from tests.ontology.rdf.rdf_readers import by_pyoxigraph, expected, offline, readers

GOLDEN = Path(__file__).parent / "golden"
MEND = "if meant: CAREERGRAPH_GOLDEN=write pytest tests/ontology/rdf/test_formats.py"
TRIPLE = '<http://e.org/a> <http://e.org/b> "c" .'


def named_terms() -> set[str]:
    """The terms that the context names, as N-Triples writes them."""
    return {_whole(entry) for entry in definitions().values()}


def _whole(entry: Mapping[str, str]) -> str:
    prefix, _, name = entry["@id"].partition(":")
    return f"<{VOCABULARIES[prefix]}{name}>"


def written(graphs: Mapping[str, Lines], name: str, base: str = BASE) -> bytes:
    out = io.BytesIO()
    write(graphs, name, out, base)
    return out.getvalue()


@pytest.fixture(scope="module")
def slices(edition: Edition) -> dict[str, list[str]]:
    """A few triples of each property and each form of its values, of every named graph."""
    return {name: list(_slice(lines)) for name, lines in edition.graphs.items()}


def _slice(lines: Lines) -> Iterator[str]:
    seen: Counter[tuple[str, str]] = Counter()
    for line in lines:
        form = line.split(" ", 2)[1], line.rsplit('"', 1)[-1] if '"' in line else ""
        seen[form] += 1
        if seen[form] <= 10:
            yield line


@pytest.mark.parametrize("name", FORMATS)
def test_every_reader_reads_the_same_in_every_format(name: str, slices: dict[str, list[str]]) -> None:
    data = written(slices, name)
    for read in readers(name):
        assert read(data, name) == expected(slices, name), read.__name__


@pytest.mark.parametrize("name", FORMATS)
def test_all_that_is_derived_is_in_every_format(name: str, edition: Edition) -> None:
    graphs = {graph: edition.graphs[graph] for graph in ("derived", "metadata")}
    assert by_pyoxigraph(written(graphs, name), name) == expected(graphs, name)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
IDS = [
    "soc/2018/15-1252",
    "soc/2018/-",
    "soc/2018/.",
    "framework/2024",
    "skill/c",
    "a/../b",
    "a:b",
    "x//y",
    "é",
    "",
]
ELSEWHERE = ["<https://e.org/?a=1&b='2'#c>", "<urn:x:y>", f"<{VOCABULARIES['skos']}Concept>"]
THINGS = st.sampled_from([*map(Iris().thing, IDS), *ELSEWHERE])
VALUES = st.one_of(
    THINGS,
    TEXTS.map(forms.text),
    TEXTS.map(forms.english),
    TEXTS.map(lambda text: f"{forms.text(text)}@pt-br"),
    st.integers(-(2**63), 2**63 - 1).map(forms.literal),
    st.floats(allow_nan=False, allow_infinity=False).map(forms.literal),
    st.booleans().map(forms.literal),
    st.sampled_from(["2024", "2024-10", "2024-10-17"]).map(forms.date),
    st.sampled_from(["boolean", "decimal", "integer", "positiveInteger"]).map(lambda name: f'"1"^^{xsd[name]}'),
)
PREDICATES = st.sampled_from(sorted({*named_terms(), "<https://e.org/own>", f"<{VOCABULARIES['owl']}sameAs>"}))
SAID = st.tuples(PREDICATES, VALUES) | st.tuples(st.just(rdf.type), PREDICATES)
TRIPLES = st.tuples(THINGS, SAID).map(lambda found: f"{found[0]} {' '.join(found[1])} .")
LINES = st.lists(TRIPLES, unique=True).map(sorted)


@given(graphs=st.dictionaries(st.sampled_from(["published", "derived"]), LINES, min_size=1))
def test_anything_said_of_anything_comes_back_unchanged(graphs: dict[str, list[str]]) -> None:
    for name in FORMATS:
        try:
            found = written(graphs, name)
        except NotInXml:
            assert name == "rdfxml"
            continue
        for read in readers(name):
            assert read(found, name) == expected(graphs, name), (name, read.__name__)


def test_another_base_changes_only_the_names_of_things() -> None:
    graphs = make_edition(LITTLE, "http://localhost:8000/").graphs
    for name in FORMATS:
        found = written(graphs, name, "http://localhost:8000/")
        assert by_pyoxigraph(found, name) == expected(graphs, name, "http://localhost:8000/")
        assert b"w3id.org/careergraph/id" not in found


@pytest.mark.parametrize("name", ["turtle", "jsonld", "rdfxml"])
def test_a_little_graph_reads_well(name: str) -> None:
    # The metadata graph names the version of the software, and would change with it.
    graphs = {name: lines for name, lines in make_edition(LITTLE).graphs.items() if name != "metadata"}
    found, path = written(graphs, name), GOLDEN / f"little{FORMATS[name].ending}"
    if os.environ.get("CAREERGRAPH_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(found)
    assert found.decode() == path.read_text(encoding="utf-8"), MEND


def test_a_triple_of_two_graphs_stands_once_where_they_are_merged_and_in_both_where_not() -> None:
    graphs = {"published": [TRIPLE], "labour": [TRIPLE]}
    assert written(graphs, "ntriples").decode() == f"{TRIPLE}\n"
    quads = written(graphs, "nquads").decode()
    assert quads == "".join(f"{TRIPLE[:-1]}<{BASE}graph/{name}> .\n" for name in graphs)


def test_one_named_graph_is_the_default_graph_of_its_json() -> None:
    graphs = {"published": make_edition(LITTLE).graphs["published"]}
    whole = json.loads(written(graphs, "jsonld"))
    web = next(thing for thing in whole["@graph"] if thing["id"] == "framework/2024/sub-cluster/web-cloud")
    assert web["prefLabel"] == "Web & Cloud"
    assert web["coversOccupation"] == ["soc/2018/15-1252"]


def test_the_context_names_every_term_of_the_edition(edition: Edition) -> None:
    used = set()
    for lines in edition.graphs.values():
        for line in lines:
            _, predicate, value = line.split(" ", 2)
            used.add(value[:-2] if predicate == rdf.type else predicate)
    # void:Dataset would be called as dcat:Dataset is.
    assert used - named_terms() == {f"<{VOCABULARIES['void']}Dataset>"}
    assert named_terms() <= used, "the context names what no edition says; see ontology/rdf/context.toml"


def test_in_json_a_property_has_always_one_value_or_always_a_list(edition: Edition) -> None:
    single = {_whole(entry) for entry in definitions().values() if "@container" not in entry}
    for lines in edition.graphs.values():
        for subject, said in by_subject(lines):
            several = {predicate for predicate, objects in said.items() if len(objects) > 1}
            assert not several & single, f"{subject}: see ontology/rdf/context.toml"


def test_in_json_values_are_plain(slices: dict[str, list[str]]) -> None:
    """Only dates, whose datatypes differ, are objects with a datatype of their own."""
    for graph in json.loads(written(slices, "jsonld"))["@graph"]:
        for thing in graph["@graph"]:
            for name, value in thing.items():
                values = value if isinstance(value, list) else [value]
                assert name == "issued" or not any(isinstance(one, dict) for one in values), (name, value)


def test_a_document_of_others_may_refer_to_the_published_context() -> None:
    address = f"{BASE}context.jsonld"

    def only_the_context(url: str, options: object) -> dict[str, object]:
        if url != address:
            return offline(url, options)
        return {"contextUrl": None, "documentUrl": url, "document": json.loads(context_document())}

    thing = {"@context": address, "id": f"{BASE}id/soc/2018/15-1252", "medianWage2025": 133080, "note": "Hm"}
    (found,) = jsonld.expand(thing, {"documentLoader": only_the_context})
    assert found == {
        "@id": f"{BASE}id/soc/2018/15-1252",
        f"{BASE}ontology#medianWage2025": [{"@value": 133080, "@type": f"{VOCABULARIES['xsd']}integer"}],
        f"{VOCABULARIES['skos']}note": [{"@value": "Hm", "@language": "en"}],
    }


def test_progress_tells_how_many_triples_have_been_read() -> None:
    graphs, told = make_edition(LITTLE).graphs, list[int]()
    write(graphs, "trig", io.BytesIO(), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == sum(map(len, graphs.values()))


def test_what_cannot_be_written_says_why() -> None:
    with pytest.raises(UnknownFormat, match="no RDF format 'ttl'; there are turtle, ntriples, nquads"):
        written({}, "ttl")
    with pytest.raises(NotATriple, match=r"'<http://e\.org/a>' is no triple"):
        written({"published": ["<http://e.org/a>"]}, "turtle")
    with pytest.raises(NotInXml, match=r"RDF/XML cannot hold a control character of .*x01"):
        written({"published": [TRIPLE.replace("c", "\x01")]}, "rdfxml")
    assert by_pyoxigraph(written({"published": [TRIPLE.replace("c", "\x01")]}, "jsonld"), "jsonld")
