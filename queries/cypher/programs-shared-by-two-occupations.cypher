// Which programs prepare for both of two occupations, as NCES has it?
// Published. Detailed occupations only; each of the two rows of NCES is given.
// tags: counsellor, researcher
// occupation: DetailedOccupation = soc/2018/15-1252
// otherOccupation: DetailedOccupation = soc/2018/15-1211
MATCH (p:InstructionalProgram)-[one:PREPARES_FOR]->(:DetailedOccupation {id: $occupation})
MATCH (p)-[other:PREPARES_FOR]->(:DetailedOccupation {id: $otherOccupation})
RETURN p.code AS code, p.title AS title, one.locator AS locator, other.locator AS otherLocator
ORDER BY code
