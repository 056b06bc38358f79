// Which occupations of a cluster have most openings a year?
// National: openings a year from 2024 to 2034, for growth and replacement. Those not projected are left out.
// tags: counsellor, state data
// cluster: CareerCluster = framework/2024/cluster/construction
// minimumOpenings: int = 1000
// limit: int = 20
MATCH (:CareerCluster {id: $cluster})-[:HAS_SUB_CLUSTER]->(:SubCluster)-[:COVERS_OCCUPATION]->(o:Occupation)
WHERE o.openings2024to2034 >= $minimumOpenings
WITH DISTINCT o
RETURN o.code AS code, o.title AS title, o.openings2024to2034 AS openings2024to2034,
  o.employment2024 AS employment2024, o.medianWage2025 AS medianWage2025,
  o.entryEducation2024 AS entryEducation2024
ORDER BY o.openings2024to2034 DESC, o.code
LIMIT $limit
