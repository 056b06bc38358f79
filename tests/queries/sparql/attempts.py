"""Queries that try to write, or to reach outside the edition."""

from __future__ import annotations

ADDRESS = "<http://127.0.0.1:PORT/sparql>"

CALLS = (
    f"SELECT * {{ SERVICE {ADDRESS} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVICE SILENT {ADDRESS} {{ ?s ?p ?o }} }}",
    f"select*{{service{ADDRESS}{{?s ?p ?o}}}}",
    f"SELECT * {{ SeRvIcE#remark\nsilent#}}\n{ADDRESS}#{{\n{{ ?s ?p ?o }} }}",
    f"SELECT * {{ VALUES ?at {{ {ADDRESS} }} SERVICE ?at {{ ?s ?p ?o }} }}",
    f"SELECT * {{ BIND({ADDRESS} AS ?at) SERVICE SILENT ?at {{ ?s ?p ?o }} }}",
    f"PREFIX x: {ADDRESS} SELECT * {{ SERVICE x: {{ ?s ?p ?o }} }}",
    "PREFIX x: <http://127.0.0.1:PORT/> SELECT * { SERVICE x:a\\#b { ?s ?p ?o } }",
    "BASE <http://127.0.0.1:PORT/> SELECT * { SERVICE <sparql> { ?s ?p ?o } }",
    f"SELECT * {{ OPTIONAL {{ SERVICE {ADDRESS} {{ ?s ?p ?o }} }} }}",
    f"SELECT * {{ ?a a ?b MINUS {{ SERVICE {ADDRESS} {{ ?a ?p ?o }} }} }}",
    f"SELECT * {{ {{ SELECT * {{ SERVICE {ADDRESS} {{ ?s ?p ?o }} }} }} }}",
    f"ASK {{ FILTER EXISTS {{ SERVICE {ADDRESS} {{ ?s ?p ?o }} }} }}",
    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE {ADDRESS} {{ ?s ?p ?o }} }}",
    f"DESCRIBE ?s {{ SERVICE {ADDRESS} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ GRAPH ?g {{ SERVICE {ADDRESS} {{ ?s ?p ?o }} }} }}",
    # What looks like an IRI or a text to a hasty reader, and is none.
    "SELECT * { VALUES ?at { <http://127.0.0.1:PORT/> } FILTER(?a<?b)SERVICE?at#>\n{ ?s ?p ?o } }",
    "SELECT * { VALUES ?at { <http://127.0.0.1:PORT/> } FILTER(?a<'>')SERVICE ?at{ ?s ?p ?o } #'\n}",
    "SELECT * { VALUES ?at { <http://127.0.0.1:PORT/> } FILTER(?a<?b#>'''\n)SERVICE ?at{ ?s ?p ?o } #'''\n}",
)
"""Calls of another server, all of which the engine by itself would make or refuse as no SPARQL."""

WRITES = (
    "INSERT DATA { <a> <b> <c> }",
    "DELETE DATA { <a> <b> <c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "PREFIX x: <http://x/> INSERT { ?s x:p 1 } WHERE { ?s ?p ?o }",
    "# a remark\nDELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "WITH graph:published DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "LOAD <http://127.0.0.1:PORT/data.ttl>",
    "LOAD SILENT <file:///etc/passwd> INTO GRAPH graph:published",
    "CLEAR ALL",
    "DROP GRAPH graph:derived",
    "CREATE GRAPH <http://x/>",
    "COPY graph:published TO graph:derived",
    "MOVE DEFAULT TO graph:derived",
    "ADD graph:published TO graph:derived",
    "SELECT * { ?s ?p ?o } ; DROP ALL",
    "ASK {} INSERT DATA { <a> <b> <c> }",
)

ELSEWHERE = (
    "SELECT * FROM <http://127.0.0.1:PORT/data.ttl> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1:PORT/data.ttl> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "ASK { GRAPH <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * FROM graph:publshed { ?s ?p ?o }",
)
"""Graphs that there are not."""
