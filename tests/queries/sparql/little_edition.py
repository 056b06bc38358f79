"""An edition of a few hundred triples, read at once, with texts that are hard to write."""

from __future__ import annotations

from pathlib import Path

from ontology.identifiers import BASE
from ontology.rdf.edition import write_edition

TEXTS = ['},{"x', "{}", "},{}", 'a,"b"', "two\nlines", "a\r\nb", "tab\tand \\", "<&>", "é\u2028\U0001f600", ""]
THING, NOTES = "soc/2018/15-1252", "skill/7"
_A, _LABEL = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<http://www.w3.org/2004/02/skos/core#prefLabel>"
_CONCEPT = "<http://www.w3.org/2004/02/skos/core#Concept>"


def write(folder: Path) -> Path:
    """Writes it; gives the folder."""
    ids = [THING, *(f"skill/{number}" for number in range(200))]
    published = [f"<{BASE}id/{node_id}> {_A} {_CONCEPT} ." for node_id in ids]
    published += [f"<{BASE}id/{node_id}> {_LABEL} {_written(node_id)}@en ." for node_id in ids]
    texts = [f"<{BASE}id/{NOTES}> <{BASE}text> {_written(text)} ." for text in TEXTS]
    graphs = {
        "published": published,
        "derived": [published[0], f"<{BASE}id/{THING}> {_LABEL} {_written('derived')} ."],
        "labour": texts,
        "metadata": [f"<{BASE}id/source/x> {_A} {_CONCEPT} ."],
    }
    write_edition(((name, sorted(lines)) for name, lines in graphs.items()), folder)
    return folder


def _written(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'
