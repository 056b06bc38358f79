// Where does the report's own rule put an occupation, and where does the crosswalk?
// Derived: the cluster whose largest sector has most of the occupation's national jobs, by each of two
// witnesses; two clusters of one sector share rank 1. Lower ranks, from a share of 0.2, come only with
// alsoReported. publishedClusters are the crosswalk's own, by rows of the occupation, of the group that it is
// in, or of its parts.
// tags: researcher, framework designer
// occupation: Occupation = soc/2018/15-1252
// alsoReported: bool = false
MATCH (o:Occupation {id: $occupation})
OPTIONAL MATCH (o)-[:BROADER|COMBINES]-(kin:Occupation)
WITH o, collect(kin) + [o] AS stated
UNWIND stated AS one
OPTIONAL MATCH (one)<-[:COVERS_OCCUPATION]-(:SubCluster)<-[:HAS_SUB_CLUSTER]-(p:CareerCluster)
WITH DISTINCT o, p
ORDER BY p.title, p.id
WITH o, collect(p.title) AS publishedClusters
MATCH (o)-[r:PREDICTED_IN]->(c:CareerCluster)
WHERE r.asserted OR $alsoReported
RETURN r.witness AS witness, r.rank AS rank, c.title AS predictedCluster, r.share AS share,
  r.confidence AS confidence, r.asserted AS asserted, r.agrees AS agrees, publishedClusters
ORDER BY witness, rank, c.id
