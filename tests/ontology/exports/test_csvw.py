"""CSV on the Web: a reader that goes by the metadata alone gets the graph back, and they say what is so."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib.namespace import RDF, SKOS

from ontology.derived import DERIVED_TYPES
from ontology.exports.csvw import write_csvw
from ontology.graph import CareerGraph
from ontology.identifiers import BASE
from ontology.nodes import NODE_KINDS
from ontology.rdf.edition import make_edition
from ontology.records import Record, meanings, property_names
from ontology.vocabulary import RELATIONSHIP_TYPES
from tests.ontology.exports.conftest import Exported
from tests.ontology.exports.csvw_reading import Row, Table, expanded, read_csvw
from tests.ontology.exports.little import DEVELOPERS, LITTLE, WEB
from tests.ontology.exports.looking import compare_with_golden, files_below

Tables = dict[str, Table]


@pytest.fixture(scope="module")
def little(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("little")
    write_csvw(LITTLE, folder)
    return folder


@pytest.fixture(scope="module")
def whole(exported: Exported) -> Tables:
    return read_csvw(exported(write_csvw))


def graph_of(tables: Iterable[Table]) -> CareerGraph:
    records = []
    for table in tables:
        if table.url != "nodes.csv":
            name = Path(table.url).stem
            record = NODE_KINDS.get(name) or RELATIONSHIP_TYPES[name]
            records += [made(record, row) for row in table.rows]
    return CareerGraph.from_records(records)


def made(record: type[Record], row: Row) -> Record:
    found: Record = record(**{field: row[name] for field, name in property_names(record).items()})
    return found


def metadata(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "csv-metadata.json").read_text(encoding="utf-8"))
    return found


def described(folder: Path, url: str) -> dict[str, Any]:
    [found] = [table for table in metadata(folder)["tables"] if table["url"] == url]
    assert isinstance(found, dict)
    return found


def test_the_files_of_a_little_graph(little: Path) -> None:
    files = [name for name in files_below(little) if name.endswith(".csv")]
    texts = [f"== {name}\n{(little / name).read_text(encoding='utf-8')}" for name in files]
    compare_with_golden("tables.csv.txt", "\n".join(texts))


@pytest.mark.parametrize(
    "url",
    ["nodes.csv", "nodes/DetailedOccupation.csv", "relationships/EMPLOYED_IN.csv", "derived/PREDICTED_IN.csv"],
)
def test_the_description_of_a_table(little: Path, url: str) -> None:
    name = f"{Path(url).stem}.csv-metadata.json"
    compare_with_golden(name, json.dumps(described(little, url), indent=2, ensure_ascii=False) + "\n")


def test_all_files_are_named_in_order_and_described(little: Path, tmp_path: Path) -> None:
    written = [path.relative_to(tmp_path).as_posix() for path in write_csvw(LITTLE, tmp_path)]
    assert written[0] == "nodes.csv"
    assert written[-2:] == ["csv-metadata.json", "datapackage.json"]
    assert written[:-2] == [table["url"] for table in metadata(little)["tables"]]
    assert sorted(written) == files_below(tmp_path)


def test_the_whole_graph_comes_back_by_its_metadata(whole: Tables, derived_graph: CareerGraph) -> None:
    assert graph_of(whole.values()) == derived_graph


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=25)
@given(data=st.data())
def test_any_graph_comes_back_by_its_metadata(
    small_graph: st.SearchStrategy[CareerGraph], data: st.DataObject
) -> None:
    graph = data.draw(small_graph)
    with TemporaryDirectory() as folder:
        write_csvw(graph, Path(folder))
        assert graph_of(read_csvw(Path(folder)).values()) == graph


def test_codes_are_texts_with_their_zeros(whole: Tables) -> None:
    programs = whole["nodes/InstructionalProgram.csv"]
    assert {"01.0000", "52.0201"} <= {row["code"] for row in programs.rows}
    for url in ("nodes/InstructionalProgram.csv", "nodes/Sector.csv", "nodes/MajorGroup.csv"):
        [code] = [column for column in whole[url].columns if column.name == "code"]
        assert code.inherited["datatype"] == "string"


def test_every_column_says_what_it_means(whole: Tables) -> None:
    for table in whole.values():
        for column in table.described["tableSchema"]["columns"]:
            assert column.get("virtual") or column["dc:description"], (table.url, column["name"])


def test_a_figure_has_the_meaning_unit_and_year_of_the_codebook(little: Path) -> None:
    columns = {c["name"]: c for c in described(little, "nodes/DetailedOccupation.csv")["tableSchema"]["columns"]}
    column, means = columns["medianWage2025"], meanings(NODE_KINDS["DetailedOccupation"])["medianWage2025"]
    assert (column["dc:description"], column["schema:unitText"]) == (means.meaning, "dollars a year")
    assert column["dc:temporal"] == "national, May 2025 (OEWS)"
    assert column["rdfs:comment"] == f"Absent: {means.absent}"


def test_published_and_derived_stand_in_folders_of_their_own(whole: Tables) -> None:
    derived = {url for url, table in whole.items() if table.described.get("dc:type") == "derived"}
    assert derived == {f"derived/{name}.csv" for name in ("Finding", *DERIVED_TYPES)}
    published = set(whole) - derived - {"nodes.csv"}
    assert {whole[url].described["dc:type"] for url in published} == {"published"}


def test_kinds_and_types_that_a_graph_lacks_have_no_file(graph: CareerGraph, tmp_path: Path) -> None:
    write_csvw(graph.published(), tmp_path)
    assert not (tmp_path / "derived").exists()
    assert len(list((tmp_path / "relationships").iterdir())) == len(graph.type_counts())


def test_every_kind_and_type_of_the_whole_graph_has_a_file(whole: Tables) -> None:
    names = {Path(url).stem for url in whole} - {"nodes"}
    assert names == {*NODE_KINDS, *RELATIONSHIP_TYPES}


def test_the_index_lists_every_node_and_the_file_that_holds_it(whole: Tables, derived_graph: CareerGraph) -> None:
    rows = {row["id"]: row for row in whole["nodes.csv"].rows}
    assert set(rows) == set(derived_graph.nodes)
    assert rows[DEVELOPERS]["kind"] == "DetailedOccupation"
    assert rows[DEVELOPERS]["labels"] == ("Occupation", "DetailedOccupation")
    assert rows["cip/2020/01.0000"]["title"] == derived_graph.nodes["cip/2020/01.0000"].title


def test_keys_lead_to_the_one_table_where_there_is_one(little: Path) -> None:
    keys = described(little, "relationships/COVERS_OCCUPATION.csv")["tableSchema"]["foreignKeys"]
    leads = {key["columnReference"]: key["reference"]["resource"] for key in keys}
    assert leads == {"start": "nodes/SubCluster.csv", "end": "nodes.csv", "source": "nodes/Source.csv"}


def test_rights_are_stated_source_by_source(little: Path) -> None:
    group = metadata(little)
    rights = {source["@id"]: source["dc:rights"] for source in group["dc:source"]}
    assert rights[f"{BASE}id/source/crosswalk"] == "All rights reserved"
    assert len(rights) == 6
    assert "Wages and jobs are national figures." in group["dc:description"]
    named = described(little, "derived/LIKELY_SUCCEEDED_BY.csv")["dc:source"]
    assert [one["@id"].rsplit("/", 1)[1] for one in named] == ["careergraph", "crosswalk", "soc"]


def test_the_triples_of_the_tables_are_those_of_the_edition(little: Path) -> None:
    edition = {line for lines in make_edition(LITTLE).graphs.values() for line in lines}
    triples = {triple for table in read_csvw(little).values() for triple in table.triples()}
    lines = {f"<{subject}> <{term}> <{value}> ." for subject, term, value in triples}
    assert sorted(lines - edition) == []
    web, developers = f"{BASE}id/{WEB}", f"{BASE}id/{DEVELOPERS}"
    assert (web, f"{BASE}ontology#coversOccupation", developers) in triples
    assert (developers, str(SKOS.broader), f"{BASE}id/soc/2018/15-1250") in triples
    assert (developers, str(RDF.type), f"{BASE}ontology#DetailedOccupation") in triples


def test_a_derived_row_is_described_and_states_no_triple(little: Path) -> None:
    table = read_csvw(little)["derived/LIKELY_SUCCEEDED_BY.csv"]
    assert list(table.triples()) == []
    terms = {c.name: c.inherited.get("propertyUrl") for c in table.columns}
    assert (terms["start"], terms["end"]) == (str(RDF.subject), str(RDF.object))
    [predicate] = [c for c in table.columns if c.name == "predicate"]
    assert expanded(predicate.inherited["valueUrl"], {}) == f"{BASE}ontology#likelySucceededBy"


def test_another_base_is_that_of_all_iris_of_things(tmp_path: Path) -> None:
    write_csvw(LITTLE, tmp_path, "https://example.org/mine/")
    triples = [triple for table in read_csvw(tmp_path).values() for triple in table.triples()]
    things = {iri for subject, _, value in triples for iri in (subject, value)}
    assert not [iri for iri in things if iri.startswith(f"{BASE}id/")]
    assert f"https://example.org/mine/id/{WEB}" in things
