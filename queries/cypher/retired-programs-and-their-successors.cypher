// Which programs has NCES retired, and as what are they reported now?
// The action is moved or deleted; levels may differ. Agrees says whether the concordance of CIP 2010 says the same.
// tags: state data, researcher
// action: text = moved
MATCH (old:Program:Retired)-[r:MOVED_TO {action: $action}]->(new:Program)
RETURN old.code AS retiredCode, old.title AS retiredTitle, new.code AS code, new.title AS title,
  r.concordance IS NOT NULL AS concordanceAgrees, r.locator AS locator
ORDER BY old.code, new.code
