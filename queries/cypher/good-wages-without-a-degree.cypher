// Which occupations of a cluster pay a good wage and ask for no degree?
// National: median wage in dollars a year, May 2025 (half of all jobs in the country paid less than 50,980).
// Entry education below an associate's degree, as BLS assigns it; on-the-job training may be long.
// tags: counsellor, state data
// cluster: CareerCluster = framework/2024/cluster/construction
// minimumWage: int = 60000
MATCH (:CareerCluster {id: $cluster})-[:HAS_SUB_CLUSTER]->(:SubCluster)-[:COVERS_OCCUPATION]->(o:Occupation)
WHERE o.medianWage2025 >= $minimumWage
  AND o.entryEducation2024 IN ['No formal educational credential', 'High school diploma or equivalent',
                               'Some college, no degree', 'Postsecondary nondegree award']
WITH DISTINCT o
RETURN o.code AS code, o.title AS title, o.medianWage2025 AS medianWage2025,
  o.openings2024to2034 AS openings2024to2034, o.entryEducation2024 AS entryEducation2024,
  o.training2024 AS training2024, o.workExperience2024 AS workExperience2024
ORDER BY o.medianWage2025 DESC, o.code
