// Which occupations have most jobs in a 3-digit industry?
// National, May 2025. Occupations whose jobs BLS withholds there are left out. The share is of all jobs of the
// occupation. The median wage is that in the industry, in dollars a year; null where BLS releases none.
// tags: counsellor, state data, researcher
// subsector: Subsector = naics/2022/541
// limit: int = 20
MATCH (:Subsector {id: $subsector})<-[employed:EMPLOYED_IN]-(o:Occupation)
WHERE employed.jobs IS NOT NULL
RETURN o.code AS code, o.title AS title, employed.jobs AS jobs,
  round(10000.0 * employed.jobs / o.employment2025) / 10000 AS shareOfOccupation,
  employed.medianWage AS medianWage
ORDER BY employed.jobs DESC, o.code
LIMIT $limit
