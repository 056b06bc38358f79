// Which career clusters are there, and how much is in each?
// Occupations and programs are those that the crosswalk aligns to any of the cluster's sub-clusters, each counted once.
// tags: counsellor, state data, researcher
MATCH (c:CareerCluster)
OPTIONAL MATCH (c)-[:HAS_SUB_CLUSTER]->(s:SubCluster)
OPTIONAL MATCH (s)-[:COVERS_OCCUPATION]->(o:Occupation)
WITH c, count(DISTINCT s) AS subClusters, count(DISTINCT o) AS occupations
OPTIONAL MATCH (c)-[:HAS_SUB_CLUSTER]->(:SubCluster)-[:COVERS_PROGRAM]->(p:InstructionalProgram)
WITH c, subClusters, occupations, count(DISTINCT p) AS programs
RETURN c.title AS cluster, c.caption AS caption, c.crossCutting AS crossCutting, subClusters, occupations, programs
ORDER BY c.title, c.id
