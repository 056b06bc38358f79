"""Three real questions with their answers, and what to try next."""

from __future__ import annotations

from rich.console import Console
from rich.syntax import Syntax
from rich.text import Text

from careergraph.knowledge import KnowledgeBase
from careergraph.rendering import answer_table

QUESTIONS = (
    (
        "What became of the 16 clusters of 2002?",
        """\
MATCH (old:LegacyCluster)-[r:SUCCEEDED_BY]->(new:CareerCluster)
RETURN old.title AS then, r.change AS change, new.title AS now
ORDER BY then, now""",
    ),
    (
        "Which programs lead to software developers (15-1252), sub-cluster by sub-cluster?",
        """\
MATCH (:Occupation {code: '15-1252'})<-[:OF_OCCUPATION]-(row:Alignment)-[:IN_SUB_CLUSTER]->(s:SubCluster)
MATCH (row)-[:VIA_PROGRAM]->(p:Program)
WITH s, p
ORDER BY p.code
RETURN s.title AS subCluster, count(p) AS programs, collect(p.code)[0..6] AS firstCodes
ORDER BY subCluster""",
    ),
    (
        "Which occupations stand in most clusters?",
        """\
MATCH (c:CareerCluster)-[:HAS_SUB_CLUSTER]->(:SubCluster)-[:COVERS_OCCUPATION]->(o:Occupation)
WITH o, count(DISTINCT c) AS clusters
RETURN o.code AS code, o.title AS occupation, clusters
ORDER BY clusters DESC, code
LIMIT 8""",
    ),
)

NEXT = """\
What to try next
  careergraph find "sofware develper"     anything by code, title, job title or old name; slips are forgiven
  careergraph show 15-1252                one thing with all its relations and the workbook rows that state them
  careergraph schema                      what may be asked about
  careergraph shell                       Cypher with history and completion
  careergraph query "MATCH (s:SubCluster) RETURN s.title" --format xlsx --output sub-clusters.xlsx
  careergraph info                        sources, releases, rights, how to cite"""


def run(out: Console, base: KnowledgeBase) -> None:
    """Prints questions, their Cypher and the answers."""
    for question, cypher in QUESTIONS:
        out.print(Text(f"\n{question}", style="bold"))
        if out.is_terminal:
            out.print(Syntax(cypher, "cypher", background_color="default"))
        else:
            out.print(Text(cypher))
        out.print(answer_table(base.query(cypher)))
    out.print(Text(f"\n{NEXT}"))
