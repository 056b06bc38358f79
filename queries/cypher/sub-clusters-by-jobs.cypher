// How many jobs are in the occupations of each sub-cluster?
// National, May 2025. Each occupation is counted WHOLE in every sub-cluster that it is in, so that these
// figures must not be added up. withoutFigure counts its occupations without a figure, such as the military. A
// sub-cluster without coverage (Unmanned Vehicle Technology) is not listed.
// tags: state data, framework designer
// minimumJobs: int = 1000000
MATCH (c:CareerCluster)-[:HAS_SUB_CLUSTER]->(s:SubCluster)-[:COVERS_OCCUPATION]->(o:Occupation)
WITH c, s, count(o) AS occupations, count(o.employment2025) AS withFigure, sum(o.employment2025) AS jobs
WHERE jobs >= $minimumJobs
RETURN c.title AS cluster, s.title AS subCluster, jobs, occupations, occupations - withFigure AS withoutFigure
ORDER BY jobs DESC, s.id
