"""Short names of IRIs: one table of prefixes for every format and every query."""

from __future__ import annotations

import re

from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, PROV, QB, RDF, RDFS, SKOS, VOID, XSD

from ontology.identifiers import BASE
from ontology.rdf.terms import CG, XKOS

VOCABULARIES = {
    "cg": str(CG),
    "dcat": str(DCAT),
    "dcterms": str(DCTERMS),
    "foaf": str(FOAF),
    "owl": str(OWL),
    "prov": str(PROV),
    "qb": str(QB),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "skos": str(SKOS),
    "void": str(VOID),
    "xkos": str(XKOS),
    "xsd": str(XSD),
}
"""Prefix → namespace of a vocabulary."""

PATHS = {
    "advisory-group": "advisory-group/",
    "agent": "agent/",
    "bls-combined": "bls-combined/",
    "cip": "cip/2020/",
    "cluster": "framework/2024/cluster/",
    "cluster-2002": "framework/2002/cluster/",
    "dataset": "dataset/",
    "job-title": "job-title/",
    "method": "method/",
    "naics": "naics/2022/",
    "naics-2017": "naics/2017/",
    "oews": "oews/2025/",
    "pathway": "framework/2002/pathway/",
    "skill": "skill/",
    "soc": "soc/2018/",
    "soc-2010": "soc/2010/",
    "source": "source/",
    "sub-cluster": "framework/2024/sub-cluster/",
    "workplace": "workplace/",
}
"""Prefix → path at which the ids of its things begin. Ids of several parts (statements, rows) have no prefix."""

# Narrower than Turtle and IRIs allow: needs no escape, and no `.`, `..` or `:` in it changes what is meant.
_LOCAL = re.compile(r"\w(?:[\w.-]*[\w-])?", re.ASCII)
_RELATIVE = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)*", re.ASCII)


def prefixes(base: str = BASE) -> dict[str, str]:
    """Prefix → IRI, in order: the vocabularies and the paths below `{base}id/`."""
    paths = {prefix: f"{base}id/{path}" for prefix, path in PATHS.items()}
    return dict(sorted({**VOCABULARIES, **paths}.items()))


class Names:
    """Short names under one base."""

    def __init__(self, base: str) -> None:
        self._ids = f"{base}id/"
        self._prefixes = {iri: prefix for prefix, iri in prefixes(base).items()}

    def id_of(self, iri: str) -> str:
        """The id of a thing, which is its IRI relative to `{base}id/`; the IRI of anything else as it is."""
        if iri.startswith(self._ids) and _RELATIVE.fullmatch(found := iri[len(self._ids) :]):
            return found
        return iri

    def prefixed(self, iri: str) -> str | None:
        """`soc:15-1252`; None where there is no prefix, or what follows it would need an escape."""
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefixes.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix and _LOCAL.fullmatch(iri, cut) else None

    def short(self, term: str) -> str:
        """The Turtle of `<iri>`: with a prefix, or relative to the base, or as it is."""
        iri = term[1:-1]
        return self.prefixed(iri) or f"<{self.id_of(iri)}>"
