"""What the tests search: some of each kind of thing, with other names and a retired one."""

from queries.search import Entry, Name
from queries.search_index import WEIGHTS

CODED = """
MajorGroup soc/2018/15-0000 Computer and Mathematical Occupations
MinorGroup soc/2018/15-1200 Computer Occupations
BroadOccupation soc/2018/15-1250 Software and Web Developers, Programmers, and Testers
DetailedOccupation soc/2018/15-1251 Computer Programmers
DetailedOccupation soc/2018/15-1252 Software Developers
DetailedOccupation soc/2018/15-1253 Software Quality Assurance Analysts and Testers
DetailedOccupation soc/2018/13-2011 Accountants and Auditors
DetailedOccupation soc/2018/29-1141 Registered Nurses
DetailedOccupation soc/2018/29-1171 Nurse Practitioners
DetailedOccupation soc/2018/47-2111 Electricians
DetailedOccupation soc/2018/49-3023 Automotive Service Technicians and Mechanics
DetailedOccupation soc/2018/51-4121 Welders, Cutters, Solderers, and Brazers
DetailedOccupation soc/2018/53-3032 Heavy and Tractor-Trailer Truck Drivers
ProgramFamily cip/2020/01 Agricultural/Animal/Plant/Veterinary Science and Related Fields
ProgramSeries cip/2020/01.01 Agricultural Business and Management
ProgramSeries cip/2020/01.10 Food Science and Technology
InstructionalProgram cip/2020/01.0000 Agriculture, General
InstructionalProgram cip/2020/01.0101 Agricultural Business and Management, General
ProgramSeries cip/2020/11.07 Computer Science
InstructionalProgram cip/2020/11.0701 Computer Science
InstructionalProgram cip/2020/48.0508 Welding Technology/Welder
ProgramFamily cip/2020/51 Health Professions and Related Programs
InstructionalProgram cip/2020/51.3801 Registered Nursing/Registered Nurse
Sector naics/2022/31-33 Manufacturing
IndustryGroup naics/2022/3133 Textile and Fabric Finishing and Fabric Coating Mills
Sector naics/2022/51 Information
Subsector naics/2022/511 Publishing Industries
IndustryGroup naics/2022/5415 Computer Systems Design and Related Services
NationalIndustry naics/2022/541511 Custom Computer Programming Services
NationalIndustry naics/2022/622110 General Medical and Surgical Hospitals
"""
UNCODED = """
CareerCluster framework/2024/cluster/digital-technology Digital Technology
CareerCluster framework/2024/cluster/healthcare-human-services Healthcare & Human Services
SubCluster framework/2024/sub-cluster/software-solutions Software Solutions
SubCluster framework/2024/sub-cluster/plant-systems Plant Systems
SubCluster framework/2024/sub-cluster/data-science-ai Data Science & AI
LegacyPathway framework/2002/pathway/plant-systems Plant Systems
LegacyCluster framework/2002/cluster/health-science Health Science
JobTitle job-title/zookeeper Zookeeper
JobTitle job-title/cybersecurity-analyst Cybersecurity Analyst
JobTitle job-title/nurse-manager Nurse Manager
Skill skill/c C
Skill skill/c-plus-plus C++
Skill skill/c-sharp C#
Skill skill/r R
Skill skill/a-plus A+
Skill skill/java Java
Skill skill/project-management Project Management
Skill skill/cafe Café Management
Workplace workplace/health-care-offices Health Care Offices
"""
NAMES = {
    "soc/2018/15-1252": (Name("Software Engineer", "job title"), Name("Application Developer", "job title")),
    "soc/2018/29-1141": (Name("RN", "job title"), Name("School Nurse", "job title")),
    "soc/2018/15-1251": (Name("Coder", "job title"),),
    "soc/2018/13-2011": (Name("CPA", "job title"), Name("Certified Public Accountant", "job title")),
    "soc/2018/49-3023": (Name("Auto Mechanic", "job title"), Name("Brake Mechanic", "job title")),
    "framework/2024/sub-cluster/data-science-ai": (
        Name("Data Science & Artificial Intelligence", "alternative title"),
    ),
    "naics/2022/541511": (Name("Computer software programming services, custom", "index term"),),
}
RETIRED = Entry("cip/2020/11.0299", "InstructionalProgram", "Plant Systems", "11.0299", (), 70, True)


def entry(line: str, *, coded: bool) -> Entry:
    kind, entry_id, title = line.split(" ", 2)
    code = entry_id.rpartition("/")[2] if coded else None
    return Entry(entry_id, kind, title, code, NAMES.get(entry_id, ()), WEIGHTS[kind], retired=False)


ENTRIES = (
    *(entry(line, coded=True) for line in CODED.strip().splitlines()),
    *(entry(line, coded=False) for line in UNCODED.strip().splitlines()),
    RETIRED,
)
