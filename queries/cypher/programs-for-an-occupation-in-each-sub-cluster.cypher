// Which programs does the crosswalk name for an occupation, in each of its sub-clusters?
// Published: one line a crosswalk row, which joins a sub-cluster, an occupation and a program. No program: NO
// MATCH. The row stands at the code that BLS counts: the occupation itself, or the broad or combined one that
// it is in.
// tags: counsellor, state data, researcher
// occupation: Occupation = soc/2018/15-1252
MATCH (:Occupation {id: $occupation})<-[:COMBINES*0..1]-(:Occupation)-[:BROADER*0..1]->(o:Occupation)
MATCH (o)<-[:OF_OCCUPATION]-(a:Alignment)-[within:IN_SUB_CLUSTER]->(s:SubCluster)
OPTIONAL MATCH (a)-[:VIA_PROGRAM]->(p:InstructionalProgram)
RETURN s.title AS subCluster, o.code AS occupation, p.code AS program, p.title AS programTitle,
  within.locator AS locator
ORDER BY s.id, coalesce(p.code, '')
