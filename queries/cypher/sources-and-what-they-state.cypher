// Which sources are there, how many relationships does each state, and what may be done with them?
// Published sources only. One that states none adds figures or titles to things, or serves methods as a table.
// tags: state data, researcher
MATCH ()-[r]->()
WHERE r.confidence IS NULL
WITH r.source AS sourceId, count(r) AS statements
WITH collect({id: sourceId, statements: statements}) AS counted
MATCH (publication:Source)
WHERE publication.id <> 'source/careergraph'
UNWIND counted AS one
WITH publication, sum(
  CASE
    WHEN one.id = publication.id THEN one.statements
    ELSE 0
  END
) AS statements
RETURN publication.title AS source, publication.publisher AS publisher, publication.release AS release,
  statements, publication.rights AS rights, publication.url AS url
ORDER BY publication.id
