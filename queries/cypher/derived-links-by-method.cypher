// How many links does each method derive, and how many does it stand by?
// Derived: asserted links, those below the method's floor, and the confidence of the least sure asserted one.
// Findings are counted with the links that say what they concern.
// tags: researcher, framework designer
MATCH (a:LegacyPathway|SubCluster|Occupation|CareerCluster|JobTitle|Finding)
  -[r:LIKELY_SUCCEEDED_BY|CONCENTRATED_IN|PREDICTED_IN|PRESENT_IN
  |INTERDISCIPLINARY_WITH|CLASSIFIED_AS|CONCERNS]->(b)
WITH type(r) AS relationship, r.method AS method, count(r) AS links,
  sum(CASE WHEN r.asserted THEN 1 ELSE 0 END) AS asserted,
  min(CASE WHEN r.asserted THEN r.confidence END) AS leastSure
RETURN relationship, method, links, asserted, links - asserted AS reportedOnly, leastSure
ORDER BY relationship, method
