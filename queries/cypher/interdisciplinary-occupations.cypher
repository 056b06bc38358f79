// Which occupations are interdisciplinary, by the workbook's flag and by count?
// Published flag beside the count of clusters in the crosswalk's own rows. Teachers are in one cluster only,
// so that nothing needs correcting here, unlike interdisciplinary-programs.
// tags: researcher, framework designer
// minimumClusters: int = 4
MATCH (c:CareerCluster)-[:HAS_SUB_CLUSTER]->(:SubCluster)-[:COVERS_OCCUPATION]->(o:Occupation)
WITH DISTINCT o, c
ORDER BY c.title
WITH o, count(c) AS clusters, collect(c.title) AS clusterTitles
WHERE clusters >= $minimumClusters
RETURN o.code AS code, o.title AS title, o.interdisciplinaryPublished AS interdisciplinaryPublished, clusters,
  clusterTitles
ORDER BY clusters DESC, code
