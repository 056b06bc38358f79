// Which programs of a field does the workbook call interdisciplinary only because they have teachers?
// Published flag against the crosswalk's rows: without those of postsecondary teachers (SOC 25-1xxx) one
// cluster is left, or none. A field is a two-digit CIP family.
// tags: researcher, framework designer
// family: ProgramFamily = cip/2020/11
MATCH (:ProgramFamily {id: $family})<-[:BROADER]-(:ProgramSeries)<-[:BROADER]-(p:InstructionalProgram)
WHERE p.interdisciplinaryPublished
MATCH (o:Occupation)<-[:OF_OCCUPATION]-(a:Alignment)-[:VIA_PROGRAM]->(p)
MATCH (a)-[:IN_SUB_CLUSTER]->(:SubCluster)<-[:HAS_SUB_CLUSTER]-(c:CareerCluster)
WITH p, c, sum(CASE WHEN o.code STARTS WITH '25-1' THEN 0 ELSE 1 END) AS rowsWithoutTeachers
ORDER BY c.title
WITH p, collect(c.title) AS clusters,
  collect(CASE WHEN rowsWithoutTeachers > 0 THEN c.title END) AS clustersWithoutTeachers
WHERE size(clustersWithoutTeachers) < 2
RETURN p.code AS code, p.title AS title, clusters, clustersWithoutTeachers
ORDER BY code
