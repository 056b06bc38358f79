// Which industry sectors is a cluster aligned to, and which rows of the workbook say so?
// The crosswalk aligns sectors to whole clusters. It does not state the NAICS edition; 2022 is assumed.
// tags: counsellor, state data, researcher
// cluster: CareerCluster = framework/2024/cluster/energy-natural-resources
MATCH (:CareerCluster {id: $cluster})-[r:COVERS_INDUSTRY]->(i:Sector)
RETURN i.code AS code, i.title AS sector, size(r.locators) AS rows, r.locators AS locators
ORDER BY i.code
