// Which programs does a sub-cluster cover, and which row says so?
// Published. A program stands here whatever occupation of the sub-cluster it was matched to.
// tags: counsellor, state data
// subCluster: SubCluster = framework/2024/sub-cluster/web-cloud
MATCH (:SubCluster {id: $subCluster})-[covers:COVERS_PROGRAM]->(p:InstructionalProgram)
RETURN p.code AS code, p.title AS title, covers.locator AS locator
ORDER BY code
