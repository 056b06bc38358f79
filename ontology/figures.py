"""What the figures of an occupation mean: national ones, with their year, absent where none is released."""

from __future__ import annotations

from typing import Annotated

from ontology.records import Means

_OEWS = "national, May 2025 (OEWS)"
_EP = "national, 2024 (Employment Projections 2024-34)"
_EP_PERIOD = "national, 2024 to 2034 (Employment Projections 2024-34)"
_NONE = "not released: see figuresNote2025, or the occupation is not covered"
_NO_EP = "not in the projections"

Employment2025 = Annotated[int | None, Means("Jobs, without the self-employed", "jobs", _OEWS, _NONE)]
MeanWage2025 = Annotated[int | None, Means("Mean annual wage", "dollars a year", _OEWS, _NONE)]
MedianWage2025 = Annotated[int | None, Means("Median annual wage", "dollars a year", _OEWS, _NONE)]
LowWage2025 = Annotated[
    int | None,
    Means("Annual wage below which a tenth earns; near that of beginners", "dollars a year", _OEWS, _NONE),
]
HighWage2025 = Annotated[
    int | None, Means("Annual wage above which a tenth earns", "dollars a year", _OEWS, _NONE)
]
MedianHourlyWage2025 = Annotated[float | None, Means("Median hourly wage", "dollars an hour", _OEWS, _NONE)]
FiguresNote2025 = Annotated[
    str | None, Means("Which figures of May 2025 are withheld or bounded, and why", absent="nothing to say")
]

Employment2024 = Annotated[int | None, Means("Jobs, with the self-employed; rounded to 100", "jobs", _EP, _NO_EP)]
Employment2034 = Annotated[
    int | None, Means("Jobs projected for 2034; rounded to 100", "jobs", _EP_PERIOD, _NO_EP)
]
EmploymentChange = Annotated[int | None, Means("Change of jobs; rounded to 100", "jobs", _EP_PERIOD, _NO_EP)]
EmploymentGrowth = Annotated[float | None, Means("Change of jobs", "percent", _EP_PERIOD, _NO_EP)]
Openings = Annotated[
    int | None, Means("Openings a year, growth and replacement; rounded to 100", "jobs a year", _EP_PERIOD, _NO_EP)
]
SelfEmployed2024 = Annotated[float | None, Means("Share of the self-employed", "percent", _EP, "not available")]
MedianWage2024 = Annotated[
    int | None,
    Means(
        "Median annual wage",
        "dollars a year",
        "national, May 2024 (OEWS, as the projections give it)",
        "not available",
    ),
]
MedianWageAtLeast2024 = Annotated[
    bool | None,
    Means(
        "Whether medianWage2024 is only a lower bound: the publisher gives no higher figure", "", _EP, "no wage"
    ),
]
EntryEducation = Annotated[
    str | None,
    Means("Education typically needed for entry", "", _EP, "not assigned: a group, or not in the projections"),
]
WorkExperience = Annotated[
    str | None, Means("Experience in a related occupation typically needed", "", _EP, "not assigned")
]
Training = Annotated[
    str | None, Means("On-the-job training typically needed for competence", "", _EP, "not assigned")
]
JobZone = Annotated[
    int | None,
    Means(
        "O*NET's job zone: preparation needed, from 1 (little) to 5 (extensive)",
        "",
        "O*NET 29.3",
        "none, or several",
    ),
]
