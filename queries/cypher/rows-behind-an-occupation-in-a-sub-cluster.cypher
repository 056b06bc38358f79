// Which source says that a sub-cluster covers an occupation, in which rows, and under which rights?
// The occupation's row says that it is covered. The program's rows align it to one program each; without a program
// where the crosswalk says that there is no match.
// tags: state data, researcher
// subCluster: SubCluster = framework/2024/sub-cluster/web-cloud
// occupation: Occupation = soc/2018/15-1254
MATCH (s:SubCluster {id: $subCluster})-[covers:COVERS_OCCUPATION]->(o:Occupation {id: $occupation})
MATCH (publication:Source {id: covers.source})
OPTIONAL MATCH (s)<-[:IN_SUB_CLUSTER]-(a:Alignment)-[r:OF_OCCUPATION]->(o)
OPTIONAL MATCH (a)-[:VIA_PROGRAM]->(p:InstructionalProgram)
RETURN covers.locator AS occupationRow, p.code AS programCode, p.title AS program, r.locator AS programRow,
  publication.title AS source, publication.release AS release, publication.rights AS rights
ORDER BY coalesce(p.code, ''), coalesce(a.id, '')
