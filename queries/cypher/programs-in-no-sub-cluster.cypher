// Which programs in force does no sub-cluster cover?
// Occupations are those for which NCES says that the program prepares; most of these programs have none. A reserved
// code names no program yet.
// tags: counsellor, state data, framework designer
// minimumOccupations: int = 0
MATCH (p:InstructionalProgram {retired: false})
WHERE NOT (p)<-[:COVERS_PROGRAM]-(:SubCluster)
OPTIONAL MATCH (p)-[:PREPARES_FOR]->(o:DetailedOccupation)
WITH p, count(o) AS occupations
WHERE occupations >= $minimumOccupations
RETURN p.code AS code, p.title AS program, p.reserved AS reserved, occupations
ORDER BY p.code
