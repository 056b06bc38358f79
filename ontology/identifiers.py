"""Ids: paths that name things and are the tails of their IRIs. A slug, once released, is frozen."""

from __future__ import annotations

import re
import unicodedata

_ALSO_IN = re.compile(r"\s*\(also in [^)]*\)\s*$", re.IGNORECASE)

_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`]+/")
BASE = "https://w3id.org/careergraph/"
"""Where the IRIs of things begin, unless the settings say otherwise. Not registered yet."""


def is_base(text: str) -> bool:
    """Whether IRIs can begin with a text: an http address that ends in a slash."""
    return _BASE.fullmatch(text) is not None


def slug(title: str) -> str:
    """Lower-case ASCII with hyphens; `+` is plus, `#` is sharp; a remark `(also in …)` is left out.

    Raises ValueError where nothing is left.
    """
    text = _ALSO_IN.sub("", title).replace("+", " plus ").replace("#", " sharp ")
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    made = re.sub(r"[^a-z0-9]+", "-", text).strip("-")
    if not made:
        raise ValueError(f"no slug can be made of {title!r}")
    return made


FRAMEWORK_2002 = "framework/2002"
FRAMEWORK_2024 = "framework/2024"


def cluster(name: str) -> str:
    """Id of a cluster of 2024, by its slug."""
    return f"{FRAMEWORK_2024}/cluster/{name}"


def sub_cluster(name: str) -> str:
    """Id of a sub-cluster of 2024, by its slug."""
    return f"{FRAMEWORK_2024}/sub-cluster/{name}"


def legacy_cluster(name: str) -> str:
    """Id of a cluster of 2002, by its slug."""
    return f"{FRAMEWORK_2002}/cluster/{name}"


def pathway(name: str) -> str:
    """Id of a pathway of 2002, by its slug."""
    return f"{FRAMEWORK_2002}/pathway/{name}"


def naics(code: str) -> str:
    """Id of a NAICS 2022 code."""
    return f"naics/2022/{code}"


def soc(code: str) -> str:
    """Id of a SOC 2018 code."""
    return f"soc/2018/{code}"


def cip(code: str) -> str:
    """Id of a CIP 2020 code."""
    return f"cip/2020/{code}"


def combined_occupation(code: str) -> str:
    """Id of an occupation that BLS combines for its figures."""
    return f"bls-combined/{code}"


def government() -> str:
    """Id of government as OEWS counts it (its industry 999000)."""
    return "oews/2025/999000"


def soc_2010(code: str) -> str:
    """Id of a SOC 2010 code."""
    return f"soc/2010/{code}"


def naics_2017(code: str) -> str:
    """Id of a NAICS 2017 code."""
    return f"naics/2017/{code}"


def alignment(sub_cluster_slug: str, soc_code: str, cip_code: str | None) -> str:
    """Id of a crosswalk row; `none` where it names no program."""
    return f"alignment/{sub_cluster_slug}/{soc_code}/{cip_code or 'none'}"


def advisory_group(name: str) -> str:
    """Id of an advisory group, by its slug."""
    return f"advisory-group/{name}"


def skill(name: str) -> str:
    """Id of a skill, by its slug."""
    return f"skill/{name}"


def job_title(name: str) -> str:
    """Id of a job title, by its slug."""
    return f"job-title/{name}"


def workplace(name: str) -> str:
    """Id of a place of work, by its slug."""
    return f"workplace/{name}"


def source(name: str) -> str:
    """Id of a source, by its name."""
    return f"source/{name}"


def finding(method: str, name: str) -> str:
    """Id of a finding: the method's name and the slug or code of the thing that it is about."""
    return f"finding/{method}/{name}"
