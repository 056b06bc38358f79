// Which industry advisory groups were there, on which clusters did they advise, and which sectors did they stand for?
// After Table 2 of the report; sectors are NAICS codes. The note says which groups were later combined.
// tags: researcher, framework designer
MATCH (g:AdvisoryGroup)
OPTIONAL MATCH (g)-[:ADVISED]->(c:CareerCluster)
WITH g, c
ORDER BY c.title, c.id
WITH g, collect(c.title) AS clusters
OPTIONAL MATCH (g)-[:REPRESENTS]->(i:Sector)
WITH g, clusters, i
ORDER BY i.code
WITH g, clusters, collect(i.code) AS sectors
RETURN g.number AS number, g.title AS advisoryGroup, clusters, sectors, g.note AS note
ORDER BY g.number, g.id
