// How many jobs of a sub-cluster's occupations are missing from their 3-digit industries?
// National, May 2025: the occupation's own figure less the sum over industries and government. Missing are cells
// whose jobs BLS withholds (withheldIn counts them) or does not list; rounding may put it a few dozen either way.
// tags: state data, researcher
// subCluster: SubCluster = framework/2024/sub-cluster/design-digital-arts
MATCH (:SubCluster {id: $subCluster})-[:COVERS_OCCUPATION]->(o:Occupation)-[employed:EMPLOYED_IN]->(:Industry)
WITH o, sum(employed.jobs) AS jobsInIndustries, count(*) - count(employed.jobs) AS withheldIn
RETURN o.code AS code, o.title AS title, o.employment2025 AS employment2025, jobsInIndustries,
  o.employment2025 - jobsInIndustries AS missing, withheldIn
ORDER BY missing DESC, code
