// Where do the report and the method disagree on what became of a pathway?
// Derived: asserted successors in a cluster other than the report's. Beside them what the report publishes: of
// the pathway in words, else of its cluster of 2002. Either may be right.
// tags: framework designer, researcher
// minimumConfidence: float = 0.4
MATCH (l:LegacyCluster)-[:HAS_PATHWAY]->(p:LegacyPathway)-[r:LIKELY_SUCCEEDED_BY]->(s:SubCluster)
MATCH (c:CareerCluster)-[:HAS_SUB_CLUSTER]->(s)
WHERE r.asserted AND NOT r.agrees AND r.confidence >= $minimumConfidence
OPTIONAL MATCH (p)-[:SUCCEEDED_BY]->(named:CareerCluster|SubCluster)
WITH l, p, r, s, c, named
ORDER BY named.title, named.id
WITH l, p, r, s, c, collect(named.title) AS reportOnPathway
OPTIONAL MATCH (l)-[:SUCCEEDED_BY]->(became:CareerCluster)
WITH l, p, r, s, c, reportOnPathway, became
ORDER BY became.title, became.id
WITH l, p, r, s, c, reportOnPathway, collect(became.title) AS reportOnLegacyCluster
RETURN p.title AS pathway, l.title AS legacyCluster, s.title AS subCluster, c.title AS cluster,
  r.confidence AS confidence, reportOnPathway, reportOnLegacyCluster
ORDER BY confidence DESC, p.id, s.id
