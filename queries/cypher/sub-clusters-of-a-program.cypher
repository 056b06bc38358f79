// In which sub-clusters and clusters is a program, and which row says so?
// Published.
// tags: counsellor, state data
// program: InstructionalProgram = cip/2020/11.0701
MATCH (:InstructionalProgram {id: $program})<-[covers:COVERS_PROGRAM]-(s:SubCluster)
MATCH (s)<-[:HAS_SUB_CLUSTER]-(c:CareerCluster)
RETURN c.title AS cluster, s.title AS subCluster, covers.locator AS locator
ORDER BY c.id, s.id
