"""The change file: it turns the old edition into the new one, and says how much it changes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology import nodes as n
from ontology.exports import about
from ontology.graph import CareerGraph
from ontology.identifiers import BASE
from ontology.rdf.changes import Change, LinesOf, NoVersion, OtherBase, stored, write_changes
from ontology.rdf.edition import GRAPHS, Edition, make_edition, write_edition
from tests.ontology.rdf.test_round_trip import a_shared_fixture, fit

Quads = set[ox.Quad]


def lines_of(edition: Edition) -> LinesOf:
    return edition.graphs.__getitem__


def patch(old: LinesOf, new: LinesOf) -> tuple[str, list[Change]]:
    out = io.StringIO()
    found = write_changes(old, new, out)
    return out.getvalue(), found


def quads(edition: Edition) -> Quads:
    return {
        ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(f"{edition.base}graph/{name}"))
        for name, lines in edition.graphs.items()
        for triple in ox.parse("\n".join(lines), format=ox.RdfFormat.N_TRIPLES)
    }


def rows(text: str, mark: str) -> Iterator[ox.Quad]:
    """The quads of a patch that go or come, as an N-Quads parser reads them."""
    found = [line.removeprefix(f"{mark} ") for line in text.split("\n") if line.startswith(f"{mark} ")]
    yield from ox.parse("\n".join(found), format=ox.RdfFormat.N_QUADS)


def applied(text: str, found: Quads) -> Quads:
    """As RDF Patch has it: each row changes the data set, and nothing but rows of known kinds is there."""
    assert {line.split(" ")[0] for line in text.splitlines()} <= {"H", "TX", "A", "D", "TC"}
    gone, come = set(rows(text, "D")), set(rows(text, "A"))
    assert gone <= found, "only what is there can go"
    assert not come & found, "only what is not there can come"
    return (found - gone) | come


def skills(**titles: str) -> CareerGraph:
    return CareerGraph([n.Skill(id=f"skill/{name}", title=title) for name, title in titles.items()], [])


@a_shared_fixture
@given(data=st.data())
def test_applied_to_the_old_edition_it_gives_the_new_one(
    small_graph: st.SearchStrategy[CareerGraph], data: st.DataObject
) -> None:
    old, new = (make_edition(fit(data.draw(small_graph))) for _ in range(2))
    text, found = patch(lines_of(old), lines_of(new))
    before, after = quads(old), quads(new)
    assert applied(text, before) == after
    for change in found:
        graph = ox.NamedNode(f"{BASE}graph/{change.graph}")
        come = {quad for quad in after - before if quad.graph_name == graph}
        gone = {quad for quad in before - after if quad.graph_name == graph}
        subjects = {str(quad.subject) for quad in come | gone}
        assert change == Change(change.graph, len(come), len(gone), len(subjects))


@pytest.fixture(scope="module")
def less(edition: Edition) -> Edition:
    """The shipped edition without one occupation, and with one skill more."""
    lines = {name: [x for x in found if "soc/2018/15-1252>" not in x] for name, found in edition.graphs.items()}
    added = [f'<{BASE}id/skill/a-lost-art> <http://www.w3.org/2004/02/skos/core#prefLabel> "A lost art"@en .']
    return Edition(edition.base, lines | {"published": sorted([*lines["published"], *added])})


def test_of_the_shipped_edition_only_what_differs_is_written(edition: Edition, less: Edition) -> None:
    text, found = patch(lines_of(less), lines_of(edition))
    counts = {change.graph: (change.added, change.removed) for change in found}
    for name in GRAPHS:
        old, new = set(less.graphs[name]), set(edition.graphs[name])
        assert counts[name] == (len(new - old), len(old - new))
    assert sum(map(sum, counts.values())) == len([*rows(text, "A"), *rows(text, "D")])
    assert counts["published"][1] == 1
    assert min(counts[name][0] for name in ("published", "derived", "labour")) > 10


def test_from_files_it_is_the_same(edition: Edition, less: Edition, tmp_path: Path) -> None:
    for name, one in (("old", less), ("new", edition)):
        write_edition(one.graphs.items(), tmp_path / name)
    assert patch(stored(tmp_path / "old"), stored(tmp_path / "new")) == patch(lines_of(less), lines_of(edition))


def test_a_patch_reads_like_this() -> None:
    old, new = skills(sql="SQL", c="C"), skills(sql='Structured "Query" Language', c="C")
    text, found = patch(lines_of(make_edition(old)), lines_of(make_edition(new)))
    lines = text.split("\n")
    label, graph = "<http://www.w3.org/2004/02/skos/core#prefLabel>", f"<{BASE}graph/published>"
    assert lines[:5] == [
        f"H id <{BASE}edition/{about.edition(new)}> .",
        f"H prev <{BASE}edition/{about.edition(old)}> .",
        "TX .",
        f'D <{BASE}id/skill/sql> {label} "SQL"@en {graph} .',
        f'A <{BASE}id/skill/sql> {label} "Structured \\"Query\\" Language"@en {graph} .',
    ]
    assert lines[-2:] == ["TC .", ""]
    assert found[0] == Change("published", added=1, removed=1, subjects=1)


def test_an_edition_and_itself_differ_in_nothing() -> None:
    same = lines_of(make_edition(skills(sql="SQL")))
    text, found = patch(same, same)
    assert [line.split(" ")[0] for line in text.splitlines()] == ["H", "H", "TX", "TC"]
    assert found == [Change(name, 0, 0, 0) for name in GRAPHS]


def test_editions_of_two_bases_are_refused() -> None:
    there, here = make_edition(skills(sql="SQL"), "http://localhost:8000/"), make_edition(skills(sql="SQL"))
    with pytest.raises(OtherBase, match=rf"begin with http://localhost:8000/, the new one's with {BASE};"):
        patch(lines_of(there), lines_of(here))


@pytest.mark.parametrize("which", ["old", "new"])
def test_an_edition_without_a_version_is_refused(which: str) -> None:
    whole = make_edition(skills(sql="SQL"))
    sides = {name: lines_of(whole) for name in ("old", "new")}
    sides[which] = {**whole.graphs, "metadata": []}.__getitem__
    with pytest.raises(NoVersion, match=f"the {which} edition names no version"):
        patch(sides["old"], sides["new"])


def test_a_folder_without_an_edition_is_no_side(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        patch(stored(tmp_path), stored(tmp_path))
