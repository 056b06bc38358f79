// Which occupations does the report's own rule put where the crosswalk does not have them?
// Derived: every cluster of rank 1 by the witness (OEWS or Employment Matrix) is none that the crosswalk
// publishes. Most jobs first; national, May 2025. An occupation that BLS counts only within another is not
// listed beside it.
// tags: researcher, framework designer
// witness: text = OEWS
// minimumShare: float = 0.5
// limit: int = 20
MATCH (o:Occupation)-[r:PREDICTED_IN]->(c:CareerCluster)
WHERE r.asserted AND r.witness = $witness AND o.employment2025 > 0
WITH o, r, c
ORDER BY c.title, c.id
WITH o, collect(c.title) AS predictedClusters, max(r.share) AS share,
  sum(CASE WHEN r.agrees THEN 1 ELSE 0 END) AS agreeing
WHERE agreeing = 0 AND share >= $minimumShare
WITH o, predictedClusters, share
ORDER BY o.employment2025 DESC, o.code
LIMIT $limit
OPTIONAL MATCH (o)-[:BROADER|COMBINES]-(kin:Occupation)
WITH o, predictedClusters, share, collect(kin) + [o] AS stated
UNWIND stated AS one
OPTIONAL MATCH (one)<-[:COVERS_OCCUPATION]-(:SubCluster)<-[:HAS_SUB_CLUSTER]-(p:CareerCluster)
WITH DISTINCT o, predictedClusters, share, p
ORDER BY p.title, p.id
RETURN o.code AS code, o.title AS occupation, o.employment2025 AS employment2025, share, predictedClusters,
  collect(p.title) AS publishedClusters
ORDER BY employment2025 DESC, code
