// How many things of each kind are in the graph?
// A thing counts under each of its labels (Occupation and DetailedOccupation), so the counts do not add up. Findings
// and the source of what careergraph derives are left out; every thing has a title, which a store's own marks lack.
// tags: researcher, framework designer
MATCH (n)
WHERE n.title IS NOT NULL AND NOT n:Finding AND n.id <> 'source/careergraph'
UNWIND labels(n) AS label
RETURN label, count(*) AS nodes
ORDER BY label
