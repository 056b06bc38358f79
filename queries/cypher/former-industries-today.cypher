// What are the NAICS 2017 codes that changed today?
// Codes that begin with a text, such as 44 for half of retail trade. Codes that went on unchanged are left out. The
// concordance gives no titles of 2017. Successors above 1 mean that the code was split.
// tags: state data, researcher
// beginsWith: text = 51
MATCH (old:FormerIndustry)-[:REPLACED_BY]->(successor:Industry)
WHERE old.code STARTS WITH $beginsWith
WITH old, count(successor) AS successors
MATCH (old)-[r:REPLACED_BY]->(i:Industry)
RETURN old.code AS formerCode, successors, i.code AS code, i.title AS title, r.locator AS locator
ORDER BY old.code, i.code
