// Which occupations of a cluster grow fastest?
// National: change of jobs in percent, and in jobs, from 2024 to 2034. Those not projected are left out.
// tags: counsellor, state data
// cluster: CareerCluster = framework/2024/cluster/energy-natural-resources
// minimumJobs: int = 10000
// limit: int = 20
MATCH (:CareerCluster {id: $cluster})-[:HAS_SUB_CLUSTER]->(:SubCluster)-[:COVERS_OCCUPATION]->(o:Occupation)
WHERE o.employment2024 >= $minimumJobs
WITH DISTINCT o
RETURN o.code AS code, o.title AS title, o.employmentGrowth2024to2034 AS employmentGrowth2024to2034,
  o.employmentChange2024to2034 AS employmentChange2024to2034, o.employment2024 AS employment2024,
  o.medianWage2025 AS medianWage2025
ORDER BY o.employmentGrowth2024to2034 DESC, o.code
LIMIT $limit
