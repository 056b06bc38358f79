// What are the SOC 2010 codes that changed today?
// Codes that begin with a text, such as 15- for one major group. Codes that went on unchanged are left out. Successors
// above 1 mean that the code was split, so that its figures cannot simply be carried on.
// tags: state data, researcher
// beginsWith: text = 15-
MATCH (old:FormerOccupation)-[:REPLACED_BY]->(successor:Occupation)
WHERE old.code STARTS WITH $beginsWith
WITH old, count(successor) AS successors
MATCH (old)-[r:REPLACED_BY]->(o:Occupation)
RETURN old.code AS formerCode, old.title AS formerTitle, successors, o.code AS code, o.title AS title,
  r.locator AS locator
ORDER BY old.code, o.code
