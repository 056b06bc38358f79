"""docs/ontology.md and `schema --ontology`: the terms of our own, as a page and as Turtle."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from subprocess import CompletedProcess

from careergraph.knowledge import KnowledgeBase
from careergraph.ontology_page import page
from ontology.rdf.changes import stored
from ontology.rdf.terms import CG

PAGE = Path(__file__).parents[2] / "docs" / "ontology.md"
TEXT = PAGE.read_text(encoding="utf-8")
MEND = "careergraph build && careergraph schema --ontology --markdown > docs/ontology.md"
Ask = Callable[..., CompletedProcess[str]]


def test_the_page_is_what_the_generator_gives(base: KnowledgeBase) -> None:
    assert page(stored(base.rdf), base.info.base) == TEXT, f"if meant: {MEND}"


def test_the_command_prints_page_and_turtle(ask: Ask) -> None:
    printed = ask("schema", "--ontology", "--markdown")
    assert (printed.returncode, printed.stdout, printed.stderr) == (0, TEXT, "")
    turtle = files("ontology.rdf").joinpath("careergraph.ttl").read_text(encoding="utf-8")
    printed = ask("schema", "--ontology")
    assert (printed.returncode, printed.stdout, printed.stderr) == (0, turtle, "")
    for beside in ("Occupation", "--json"):
        assert ask("schema", "--ontology", beside).returncode == 2


def test_every_term_has_a_row_with_an_example() -> None:
    rows = re.findall(r"^\| `cg:(\w+)` \| (.+) \| (.*) \|$", TEXT, re.M)
    assert sorted(name for name, _, _ in rows) == sorted(CG._extras)
    for name, _, example in rows:
        assert example.startswith("`"), name


def test_derived_terms_stand_under_headings_that_say_so() -> None:
    sections = re.split(r"^## ", TEXT, flags=re.M)[1:]
    of = {
        name: section.splitlines()[0]
        for section in sections
        for name in re.findall(r"^\| `cg:(\w+)`", section, re.M)
    }
    assert of["likelySucceededBy"] == "Links, derived"
    assert of["LikelySucceededBy"] == "Classes of statements, derived"
    assert of["succeededBy"] == "Links, published"
    assert of["jobs"] == "Figures, texts and marks, published and derived"
    assert of["statedBy"] == "Sources and observations"
