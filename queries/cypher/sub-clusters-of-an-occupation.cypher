// In which sub-clusters and clusters is an occupation, and which row says so?
// Published. The row stands at the code that BLS counts: the occupation itself, or the broad or combined one
// that it is in.
// tags: counsellor, state data
// occupation: Occupation = soc/2018/15-1252
MATCH (:Occupation {id: $occupation})<-[:COMBINES*0..1]-(:Occupation)-[:BROADER*0..1]->(o:Occupation)
MATCH (o)<-[covers:COVERS_OCCUPATION]-(s:SubCluster)<-[:HAS_SUB_CLUSTER]-(c:CareerCluster)
RETURN c.title AS cluster, s.title AS subCluster, o.code AS occupation, covers.locator AS locator
ORDER BY c.id, s.id
