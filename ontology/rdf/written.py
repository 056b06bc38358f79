"""The terms as N-Triples writes them: `rdf.type` is `<http://…#type>`."""

from __future__ import annotations

from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, PROV, QB, RDF, RDFS, SKOS, VOID, XSD, DefinedNamespace

from ontology.rdf.terms import CG, XKOS


class Written:
    """The terms of one namespace, each in angle brackets. A mistyped term is an error."""

    def __init__(self, namespace: type[DefinedNamespace]) -> None:
        self._namespace = namespace

    def __getattr__(self, name: str) -> str:
        # Asked once for each term, which then is a plain attribute: rdflib takes a microsecond to look one up.
        made = f"<{self._namespace[name]}>"
        setattr(self, name, made)
        return made

    def __getitem__(self, name: str) -> str:
        return str(getattr(self, name))


cg, xkos = Written(CG), Written(XKOS)
dcat, foaf, void = Written(DCAT), Written(FOAF), Written(VOID)
dcterms, owl, prov, qb = Written(DCTERMS), Written(OWL), Written(PROV), Written(QB)
rdf, rdfs, skos, xsd = Written(RDF), Written(RDFS), Written(SKOS), Written(XSD)
