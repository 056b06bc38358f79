// Which sub-clusters live in government only?
// Derived: all their asserted concentrations are in government as OEWS counts it, without schools, hospitals and
// the postal service. Share of the sub-cluster's jobs, national, May 2025.
// tags: state data, framework designer
MATCH (s:SubCluster)-[r:CONCENTRATED_IN]->(i:Industry)
WHERE r.asserted
WITH s, count(i) AS industries, sum(CASE WHEN i:Government THEN 1 ELSE 0 END) AS governments
WHERE industries = governments
MATCH (c:CareerCluster)-[:HAS_SUB_CLUSTER]->(s)-[r:CONCENTRATED_IN]->(:Government)
RETURN s.title AS subCluster, c.title AS cluster, r.jobs AS jobs, r.share AS share,
  r.confidence AS confidence
ORDER BY s.id
