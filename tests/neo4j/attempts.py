"""What a query may not do: attempts, and what each engine says when it refuses."""

from __future__ import annotations

from typing import NamedTuple

WRITES = "Only reading is allowed"
OFF = "is switched off"
UNKNOWN = "no function or procedure|Unknown function"
NO_CYPHER = "Cypher error|not supported"
TOO_LONG = "time limit"
TOO_MUCH = "time limit|more memory|range"


# Of 51 nodes there are 116 million such rows.
RUNAWAY = (
    "MATCH (a), (b), (c), (d), (e), (f), (g) WHERE a.id < b.id < c.id < d.id < e.id < f.id < g.id RETURN count(*)"
)


class Attempt(NamedTuple):
    """A query, and patterns of the messages; `$ADDRESS` and `$FILE` stand for something to reach."""

    cypher: str
    neo4j: str
    embedded: str


ATTEMPTS = (
    # Writing
    Attempt("CREATE (n:Skill {id: 'x'})", WRITES, WRITES),
    Attempt("INSERT (:Skill)", WRITES, WRITES),
    Attempt("MERGE (n:Skill {id: 'x'}) RETURN n", WRITES, WRITES),
    Attempt("MATCH (n) SET n.title = 'x'", WRITES, WRITES),
    Attempt("MATCH (n:Occupation) SET n:Skill", WRITES, WRITES),
    Attempt("MATCH (n) REMOVE n.title", WRITES, WRITES),
    Attempt("MATCH (n) DETACH DELETE n", WRITES, WRITES),
    Attempt("MATCH (n) FOREACH (x IN [1] | SET n.a = x)", WRITES, WRITES),
    Attempt("UNWIND [1] AS x CALL { CREATE (n:X) RETURN n } RETURN n", WRITES, WRITES),
    Attempt("MATCH (n) CALL { WITH n SET n.y = 1 } IN TRANSACTIONS OF 10 ROWS", WRITES, WRITES),
    Attempt(
        "MATCH (n) CALL { WITH n RETURN n.id AS i } IN TRANSACTIONS OF 10 ROWS RETURN count(i)", WRITES, WRITES
    ),
    Attempt("PROFILE CREATE (n:X)", WRITES, WRITES),
    # Schema and administration
    Attempt("CREATE INDEX FOR (n:Skill) ON (n.note)", WRITES, WRITES),
    Attempt("CREATE CONSTRAINT FOR (n:Skill) REQUIRE n.note IS UNIQUE", WRITES, WRITES),
    Attempt("DROP INDEX careergraph_titles", WRITES, WRITES),
    Attempt("CREATE USER bob SET PASSWORD 'longpassword'", WRITES, WRITES),
    Attempt("ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'longpassword'", WRITES, NO_CYPHER),
    Attempt("GRANT ROLE admin TO neo4j", WRITES, NO_CYPHER),
    Attempt("CREATE DATABASE other", WRITES, NO_CYPHER),
    Attempt("STOP DATABASE neo4j", WRITES, NO_CYPHER),
    Attempt("SHOW USERS", WRITES, WRITES),
    Attempt("SHOW SETTINGS", WRITES, NO_CYPHER),
    Attempt("SHOW DATABASES", WRITES, NO_CYPHER),
    Attempt("USE system SHOW USERS", NO_CYPHER, NO_CYPHER),
    Attempt("CALL dbms.listConfig()", f"{OFF}|{UNKNOWN}", UNKNOWN),
    Attempt("CALL dbms.killConnection('bolt-1')", OFF, UNKNOWN),
    Attempt("CALL db.clearQueryCaches()", OFF, UNKNOWN),
    Attempt("CALL db.createLabel('X')", OFF, UNKNOWN),
    Attempt("CALL tx.setMetaData({a: 1})", OFF, UNKNOWN),
    Attempt("CALL dbms.queryJmx('*:*') YIELD name RETURN name", OFF, UNKNOWN),
    # Files and addresses
    Attempt("LOAD CSV FROM '$ADDRESS' AS line RETURN line", OFF, OFF),
    Attempt("LOAD CSV FROM 'file://$FILE' AS line RETURN line", OFF, OFF),
    Attempt("load /* */ csv FROM '$ADDRESS' AS line RETURN line", OFF, OFF),
    Attempt("UNWIND ['$ADDRESS'] AS a LOAD CSV WITH HEADERS FROM a AS line RETURN line", OFF, OFF),
    Attempt("RETURN COLLECT { LOAD CSV FROM '$ADDRESS' AS line RETURN line } AS x", OFF, OFF),
    Attempt(
        "MATCH (n:Skill) RETURN [x IN [1] WHERE EXISTS { LOAD CSV FROM '$ADDRESS' AS line RETURN line } | x]",
        OFF,
        OFF,
    ),
    Attempt("CALL reach.texts('$ADDRESS')", OFF, UNKNOWN),
    Attempt("CALL `reach`.`texts`('$ADDRESS')", OFF, WRITES),
    Attempt("RETURN reach.text('$ADDRESS') AS x", OFF, UNKNOWN),
    Attempt("CALL apoc.load.json('$ADDRESS')", OFF, UNKNOWN),
    Attempt("CALL apoc.export.csv.all('all.csv', {})", OFF, UNKNOWN),
    # Cypher within a text
    Attempt(
        "CALL apoc.cypher.run(\"LOAD CSV FROM '$ADDRESS' AS l RETURN l\", {}) YIELD value RETURN value",
        OFF,
        UNKNOWN,
    ),
    Attempt(
        "RETURN apoc.cypher.runFirstColumnSingle(\"LOAD CSV FROM '$ADDRESS' AS l RETURN l\", {}) AS x",
        OFF,
        UNKNOWN,
    ),
    Attempt("CALL apoc.periodic.iterate('MATCH (n) RETURN n', 'SET n.x = 1', {})", OFF, UNKNOWN),
    Attempt("CALL apoc.do.when(true, 'CREATE (n:X) RETURN n', '', {}) YIELD value RETURN value", OFF, WRITES),
    # For ever
    Attempt("CALL apoc.util.sleep(100000)", OFF, UNKNOWN),
    Attempt(RUNAWAY, TOO_LONG, TOO_LONG),
    Attempt("UNWIND range(1, 10000000000) AS x WITH x WHERE x < 0 RETURN count(x)", TOO_LONG, TOO_MUCH),
    Attempt("UNWIND range(1, 2000000000) AS x WITH collect(x) AS xs RETURN size(xs)", TOO_MUCH, TOO_MUCH),
)
