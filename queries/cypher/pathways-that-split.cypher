// Which pathways of 2002 likely go on in several clusters of 2024?
// Derived, asserted links only. The lists run side by side, the surest sub-cluster first, each with its cluster.
// tags: framework designer, state data, researcher
// minimumClusters: int = 2
MATCH (p:LegacyPathway)-[r:LIKELY_SUCCEEDED_BY]->(s:SubCluster)<-[:HAS_SUB_CLUSTER]-(c:CareerCluster)
WHERE r.asserted
WITH p, r, s, c
ORDER BY r.confidence DESC, s.id
WITH p, count(DISTINCT c) AS clusters, collect(s.title) AS subClusters, collect(c.title) AS theirClusters,
  collect(r.confidence) AS confidences
WHERE clusters >= $minimumClusters
MATCH (l:LegacyCluster)-[:HAS_PATHWAY]->(p)
RETURN p.title AS pathway, l.title AS legacyCluster, clusters, subClusters, theirClusters, confidences
ORDER BY clusters DESC, p.id
