// By which shortest routes does a pathway of 2002 lead to a program, and what do they rest on?
// All routes of the fewest steps, at most three, over the pathway's occupations and its likely successors
// (derived, asserted ones only), what sub-clusters cover, and which program prepares for which occupation. A
// route is a list of ids and a list of the relationships between them, whichever way these point.
// tags: researcher, counsellor
// pathway: LegacyPathway = framework/2002/pathway/plant-systems
// program: Program = cip/2020/01.1101
MATCH (p:LegacyPathway {id: $pathway})
MATCH (q:Program {id: $program})
MATCH route = (q)-[:PREPARES_FOR|COVERS_PROGRAM|COVERS_OCCUPATION|INCLUDED_OCCUPATION|LIKELY_SUCCEEDED_BY*1..3]-(p)
WITH length(route) AS steps, reverse([n IN nodes(route) | n.id]) AS ids,
  reverse([r IN relationships(route) | type(r)]) AS relationships,
  reduce(ok = true, r IN relationships(route) | ok AND coalesce(r.asserted, true)) AS standsBy
WHERE standsBy
WITH min(steps) AS steps, collect({steps: steps, ids: ids, relationships: relationships}) AS routes
UNWIND routes AS route
WITH steps, route.steps AS its, route.ids AS ids, route.relationships AS relationships
WHERE its = steps
RETURN steps, ids, relationships
ORDER BY reduce(text = '', id IN ids | text + ' ' + id), reduce(text = '', one IN relationships | text + ' ' + one)
