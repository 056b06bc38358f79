// Which occupations grow fastest in each cluster?
// National: change of jobs from 2024 to 2034, in percent. An occupation may stand under several clusters.
// tags: counsellor, state data, framework designer
// minimumJobs: int = 10000
// perCluster: int = 3
MATCH (c:CareerCluster)-[:HAS_SUB_CLUSTER]->(:SubCluster)-[:COVERS_OCCUPATION]->(o:Occupation)
WHERE o.employment2024 >= $minimumJobs
WITH DISTINCT c, o
ORDER BY o.employmentGrowth2024to2034 DESC, o.code
WITH c, collect(o)[0..$perCluster] AS fastest
UNWIND range(0, size(fastest) - 1) AS place
WITH c, place, fastest[place] AS o
RETURN c.title AS cluster, place + 1 AS rank, o.code AS code, o.title AS title,
  o.employmentGrowth2024to2034 AS employmentGrowth2024to2034, o.employment2024 AS employment2024
ORDER BY c.id, rank
