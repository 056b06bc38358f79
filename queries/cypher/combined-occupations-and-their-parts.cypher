// Which occupations does BLS combine for its figures, and of which are they made?
// No file states the parts: they were found by elimination, as the method says. Employment is that of May 2025,
// national, and given for the whole only.
// tags: state data, researcher
MATCH (whole:CombinedOccupation)-[r:COMBINES]->(part:DetailedOccupation)
RETURN whole.code AS code, whole.title AS title, whole.employment2025 AS employment2025, part.code AS partCode,
  part.title AS partTitle, r.method AS method
ORDER BY whole.code, part.code
