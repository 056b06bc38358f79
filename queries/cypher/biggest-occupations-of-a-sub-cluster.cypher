// Which occupations of a sub-cluster have most jobs?
// National: jobs of May 2025 without the self-employed, each occupation counted whole, also where it is in
// several sub-clusters. Those without a figure are left out.
// tags: counsellor, state data
// subCluster: SubCluster = framework/2024/sub-cluster/software-solutions
// limit: int = 10
MATCH (:SubCluster {id: $subCluster})-[:COVERS_OCCUPATION]->(o:Occupation)
WHERE o.employment2025 IS NOT NULL
RETURN o.code AS code, o.title AS title, o.employment2025 AS employment2025,
  o.medianWage2025 AS medianWage2025
ORDER BY o.employment2025 DESC, o.code
LIMIT $limit
