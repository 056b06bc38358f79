// Which occupations does a program prepare for, as NCES has it?
// Published. Figures are national; null where BLS releases none, or counts the occupation within a broader
// one.
// tags: counsellor, state data
// program: InstructionalProgram = cip/2020/11.0701
MATCH (:InstructionalProgram {id: $program})-[prepares:PREPARES_FOR]->(o:DetailedOccupation)
RETURN o.code AS code, o.title AS title, o.medianWage2025 AS medianWage2025,
  o.openings2024to2034 AS openings2024to2034, o.entryEducation2024 AS entryEducation2024,
  prepares.locator AS locator
ORDER BY code
