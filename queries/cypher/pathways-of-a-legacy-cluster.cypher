// Which pathways had a cluster of 2002, and what does the report say they became?
// Occupations are those that O*NET's table includes in the pathway; 0 where the table lacks the pathway.
// Successors are stated by the report in words, and for most pathways it states none: derived ones are asked elsewhere.
// tags: counsellor, researcher, framework designer
// legacyCluster: LegacyCluster = framework/2002/cluster/science-technology-engineering-mathematics
MATCH (:LegacyCluster {id: $legacyCluster})-[:HAS_PATHWAY]->(w:LegacyPathway)
OPTIONAL MATCH (w)-[:INCLUDED_OCCUPATION]->(o:DetailedOccupation)
WITH w, count(o) AS occupations
OPTIONAL MATCH (w)-[:SUCCEEDED_BY]->(successor:CareerCluster|SubCluster)
WITH w, occupations, successor
ORDER BY successor.title, successor.id
WITH w, occupations, collect(successor.title) AS statedSuccessors
RETURN w.title AS pathway, occupations, statedSuccessors
ORDER BY w.title, w.id
