// What does a derived link between two things rest on?
// One row a node of evidence, of each derived link from start to end, asserted or not; both are ids. Two
// witnesses make two links. Interdisciplinary links start at the lower id.
// tags: researcher, framework designer
// start: text = framework/2002/pathway/legal-services
// end: text = framework/2024/sub-cluster/judicial-systems
MATCH (a:LegacyPathway|SubCluster|Occupation|CareerCluster|JobTitle {id: $start})
MATCH (b:SubCluster|Industry|CareerCluster|Occupation {id: $end})
MATCH (a)-[r:LIKELY_SUCCEEDED_BY|CONCENTRATED_IN|PREDICTED_IN|PRESENT_IN
  |INTERDISCIPLINARY_WITH|CLASSIFIED_AS]->(b)
MATCH (e:Occupation|Program|Industry|Skill|CareerCluster)
WHERE e.id IN r.evidence
RETURN type(r) AS relationship, r.witness AS witness, r.method AS method, r.confidence AS confidence,
  r.asserted AS asserted, e.id AS evidence, e.title AS title
ORDER BY relationship, coalesce(witness, ''), evidence
