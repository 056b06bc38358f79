// How many published relationships of each type are there, and from which source?
// Derived ones, which alone have a confidence, are left out.
// tags: researcher, framework designer
MATCH ()-[r]->()
WHERE r.confidence IS NULL
WITH type(r) AS type, r.source AS sourceId, count(r) AS relationships
MATCH (publication:Source {id: sourceId})
RETURN type, publication.title AS source, relationships
ORDER BY type, sourceId
