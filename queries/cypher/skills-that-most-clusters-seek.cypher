// Which skills does the report list for the most clusters?
// A cluster counts once, even where both of its lists have the skill.
// tags: counsellor, framework designer
// minimumClusters: int = 3
// limit: int = 20
MATCH (k:Skill)<-[:SEEKS_SKILL]-(c:CareerCluster)
WITH DISTINCT k, c
ORDER BY c.title, c.id
WITH k, count(c) AS clusterCount, collect(c.title) AS clusters
WHERE clusterCount >= $minimumClusters
RETURN k.title AS skill, clusterCount, clusters
ORDER BY clusterCount DESC, k.title, k.id
LIMIT $limit
