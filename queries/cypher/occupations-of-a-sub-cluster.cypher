// Which occupations does a sub-cluster cover, and which row says so?
// Published. Jobs and median wage (dollars a year) are national, May 2025; null where BLS releases none.
// tags: counsellor, state data
// subCluster: SubCluster = framework/2024/sub-cluster/web-cloud
MATCH (:SubCluster {id: $subCluster})-[covers:COVERS_OCCUPATION]->(o:Occupation)
RETURN o.code AS code, o.title AS title, o.employment2025 AS employment2025,
  o.medianWage2025 AS medianWage2025, covers.locator AS locator
ORDER BY code
