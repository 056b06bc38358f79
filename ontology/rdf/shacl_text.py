"""SHACL written as Turtle that people can read: node shapes, property shapes, rules in SPARQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rdflib import SH

from ontology.rdf.prefixes import VOCABULARIES

SHAPES = "https://w3id.org/careergraph/shapes"
"""IRI of the shapes. It stays the same wherever the data are served from."""

PREFIXES = VOCABULARIES | {"sh": str(SH), "shapes": f"{SHAPES}#"}
"""Prefix → namespace, in all files of shapes and in their queries."""


def head() -> str:
    """The prefixes, as Turtle declares them, and as SHACL does for its queries."""
    turtle = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    declared = " ,\n".join(
        f'        [ sh:prefix "{prefix}" ; sh:namespace "{namespace}"^^xsd:anyURI ]'
        for prefix, namespace in VOCABULARIES.items()
    )
    about = f'<{SHAPES}> a owl:Ontology ;\n    rdfs:label "Rules of the careergraph edition"@en ;\n'
    return f"{turtle}\n{about}    sh:declare\n{declared} .\n"


def curie(term: str) -> str:
    """`skos:broader`"""
    prefix = next(prefix for prefix, namespace in PREFIXES.items() if term.startswith(namespace))
    return f"{prefix}:{term.removeprefix(PREFIXES[prefix])}"


def node_shape(name: str, targets: Iterable[str], comment: str, properties: Mapping[str, str]) -> str:
    """A node shape for the things of some classes, and its property shapes: name → property_shape."""
    parts = {f"shapes:{name}-{part}": says for part, says in properties.items()}
    lines = [f"shapes:{name} a sh:NodeShape", f"    sh:targetClass {' , '.join(targets)}"]
    if parts:
        lines.append(f"    sh:property {' , '.join(parts)}")
    whole = " ;\n".join([*lines, f"    rdfs:comment {_quoted(comment)}"])
    return "".join(f"{text} .\n" for text in [whole, *(f"{part} {says}" for part, says in parts.items())])


def property_shape(path: str, constraints: Iterable[str], message: str, description: str = "") -> str:
    """What is said of a property shape."""
    says = ["a sh:PropertyShape", " ; ".join([f"sh:path {path}", *constraints]), f"sh:message {_quoted(message)}"]
    return " ;\n    ".join([*says, *([f"sh:description {_quoted(description)}"] if description else [])])


def rule(name: str, target: str, pattern: str, message: str) -> str:
    """A node shape, whose rule is broken by each `?value` that a pattern finds for `$this`."""
    return f'''\
shapes:{name} a sh:NodeShape ;
    {target} ;
    sh:sparql [ sh:prefixes <{SHAPES}> ;
        sh:message {_quoted(message)} ;
        sh:select """SELECT $this ?value WHERE {{
            {pattern} }}""" ] .
'''


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
