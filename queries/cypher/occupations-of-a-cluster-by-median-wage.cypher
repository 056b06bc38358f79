// Which occupations of a cluster pay best?
// National: median wage in dollars a year and jobs, May 2025. Those without an annual median wage are left
// out.
// tags: counsellor, state data
// cluster: CareerCluster = framework/2024/cluster/digital-technology
// minimumWage: int = 60000
// limit: int = 20
MATCH (:CareerCluster {id: $cluster})-[:HAS_SUB_CLUSTER]->(s:SubCluster)-[:COVERS_OCCUPATION]->(o:Occupation)
WHERE o.medianWage2025 >= $minimumWage
WITH o, s
ORDER BY s.title
WITH o, collect(s.title) AS subClusters
RETURN o.code AS code, o.title AS title, o.medianWage2025 AS medianWage2025,
  o.employment2025 AS employment2025, o.entryEducation2024 AS entryEducation2024, subClusters
ORDER BY o.medianWage2025 DESC, o.code
LIMIT $limit
