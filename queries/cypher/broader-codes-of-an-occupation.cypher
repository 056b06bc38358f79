// Which groups of the SOC is an occupation in?
// From the nearest group up to the major group. A combined occupation of BLS is in none: SOC does not have it.
// tags: state data, researcher
// occupation: Occupation = soc/2018/15-1252
MATCH path = (:Occupation {id: $occupation})-[:BROADER*1..3]->(group:Occupation)
WITH group, length(path) AS steps
RETURN steps, group.code AS code, group.title AS title,
  CASE
    WHEN group:MajorGroup THEN 'major group'
    WHEN group:MinorGroup THEN 'minor group'
    ELSE 'broad occupation'
  END AS level
ORDER BY steps, group.code
