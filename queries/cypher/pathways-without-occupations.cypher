// Which pathways of 2002 are not in O*NET's table of occupations?
// What they became cannot be worked out from shared occupations.
// tags: researcher, framework designer
MATCH (old:LegacyCluster)-[:HAS_PATHWAY]->(w:LegacyPathway)
WHERE NOT (w)-[:INCLUDED_OCCUPATION]->(:DetailedOccupation)
RETURN old.title AS legacyCluster, w.title AS pathway
ORDER BY w.id
