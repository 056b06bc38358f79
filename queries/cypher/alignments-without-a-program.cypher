// Which sub-clusters have rows of the crosswalk that name no program, and how many?
// The workbook says there that an occupation has no match. The share is of the sub-cluster's rows, 0 to 1.
// tags: state data, framework designer
// minimum: int = 1
MATCH (c:CareerCluster)-[:HAS_SUB_CLUSTER]->(s:SubCluster)<-[:IN_SUB_CLUSTER]-(a:Alignment)
OPTIONAL MATCH (a)-[r:VIA_PROGRAM]->(:InstructionalProgram)
WITH c, s, count(a) AS alignments, count(a) - count(r) AS withoutProgram
WHERE withoutProgram >= $minimum
RETURN c.title AS cluster, s.title AS subCluster, withoutProgram, alignments,
  round(toFloat(withoutProgram) / alignments * 10000) / 10000 AS share
ORDER BY withoutProgram DESC, s.id
