// Which pathways of 2002 have no likely successor, and why?
// Derived: no link is asserted; the reason is the method's finding. Links below its floor are only counted.
// tags: framework designer, state data
MATCH (l:LegacyCluster)-[:HAS_PATHWAY]->(p:LegacyPathway)
OPTIONAL MATCH (p)-[r:LIKELY_SUCCEEDED_BY]->(:SubCluster)
WITH l, p, count(r) AS linksBelowFloor, sum(CASE WHEN r.asserted THEN 1 ELSE 0 END) AS asserted
WHERE asserted = 0
OPTIONAL MATCH (f:Finding)-[:CONCERNS]->(p)
RETURN p.title AS pathway, l.title AS legacyCluster, linksBelowFloor, f.outcome AS outcome,
  f.reason AS reason
ORDER BY p.id
