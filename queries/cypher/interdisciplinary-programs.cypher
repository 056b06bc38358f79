// Which programs are interdisciplinary, by the workbook's flag, by count, and without teacher occupations?
// Published flag; clusters of the program in the crosswalk's rows; and the same count without the rows of
// postsecondary teachers (SOC 25-1xxx), who put many programs into Education, too. Rows with NO MATCH name no
// program.
// tags: researcher, framework designer
// minimumClusters: int = 6
MATCH (c:CareerCluster)-[:HAS_SUB_CLUSTER]->(:SubCluster)
  <-[:IN_SUB_CLUSTER]-(a:Alignment)-[:OF_OCCUPATION]->(o:Occupation)
MATCH (a)-[:VIA_PROGRAM]->(p:InstructionalProgram)
WITH p, c, sum(CASE WHEN o.code STARTS WITH '25-1' THEN 0 ELSE 1 END) AS rowsWithoutTeachers
ORDER BY c.title
WITH p, count(c) AS clusters,
  collect(CASE WHEN rowsWithoutTeachers > 0 THEN c.title END) AS clustersWithoutTeachers
WHERE size(clustersWithoutTeachers) >= $minimumClusters
RETURN p.code AS code, p.title AS title, p.interdisciplinaryPublished AS interdisciplinaryPublished, clusters,
  size(clustersWithoutTeachers) AS corrected, clustersWithoutTeachers
ORDER BY corrected DESC, code
