// By which shortest routes does a sub-cluster lead to an occupation?
// All routes of the fewest steps, at most three, over published rows: what the sub-cluster covers, which program
// prepares for which occupation, and which occupations O*NET relates. A route is a list of ids and a list of the
// relationships between them, whichever way these point.
// tags: counsellor, researcher
// subCluster: SubCluster = framework/2024/sub-cluster/web-cloud
// occupation: Occupation = soc/2018/15-2051
MATCH (s:SubCluster {id: $subCluster})
MATCH (o:Occupation {id: $occupation})
MATCH route = allShortestPaths((s)-[:COVERS_OCCUPATION|COVERS_PROGRAM|PREPARES_FOR|RELATED_TO*1..3]-(o))
WITH DISTINCT length(route) AS steps, [n IN nodes(route) | n.id] AS ids,
  [r IN relationships(route) | type(r)] AS relationships
RETURN steps, ids, relationships
ORDER BY reduce(text = '', id IN ids | text + ' ' + id), reduce(text = '', one IN relationships | text + ' ' + one)
