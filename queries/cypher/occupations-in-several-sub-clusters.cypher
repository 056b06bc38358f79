// Which occupations are in several sub-clusters?
// Counted over what the crosswalk publishes, sub-clusters of one and of several clusters alike.
// tags: researcher, framework designer
// minimumSubClusters: int = 5
MATCH (c:CareerCluster)-[:HAS_SUB_CLUSTER]->(s:SubCluster)-[:COVERS_OCCUPATION]->(o:Occupation)
WITH o, c, s
ORDER BY s.title
WITH o, count(s) AS subClusters, count(DISTINCT c) AS clusters, collect(s.title) AS subClusterTitles
WHERE subClusters >= $minimumSubClusters
RETURN o.code AS code, o.title AS title, subClusters, clusters, subClusterTitles
ORDER BY subClusters DESC, code
