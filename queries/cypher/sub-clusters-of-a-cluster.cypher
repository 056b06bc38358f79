// Which sub-clusters has a cluster, and how much is in each?
// Alignments are rows of the crosswalk: an occupation with a program, or with none where the crosswalk has no match.
// A note says why a sub-cluster is empty.
// tags: counsellor, state data, researcher
// cluster: CareerCluster = framework/2024/cluster/digital-technology
MATCH (:CareerCluster {id: $cluster})-[:HAS_SUB_CLUSTER]->(s:SubCluster)
OPTIONAL MATCH (s)-[:COVERS_OCCUPATION]->(o:Occupation)
WITH s, count(o) AS occupations
OPTIONAL MATCH (s)-[:COVERS_PROGRAM]->(p:InstructionalProgram)
WITH s, occupations, count(p) AS programs
OPTIONAL MATCH (a:Alignment)-[:IN_SUB_CLUSTER]->(s)
WITH s, occupations, programs, count(a) AS alignments
RETURN s.title AS subCluster, occupations, programs, alignments, s.note AS note
ORDER BY s.title, s.id
