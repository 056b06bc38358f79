"""Measures that several methods use. Each is a plain function of numbers or sets."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from itertools import accumulate


def rounded(value: float) -> float:
    """A share or ratio as relationships carry it: four digits behind the point."""
    return round(value, 4)


def jaccard(first: Collection[object], second: Collection[object]) -> float:
    """What two sets share over what either has, 0 to 1; 0 where both are empty."""
    one, other = set(first), set(second)
    return len(one & other) / len(one | other) if one or other else 0.0


def shares(amounts: Mapping[str, float]) -> dict[str, float]:
    """Key → share of the sum, 0 to 1; empty where the sum is 0. Raises ValueError for a negative amount."""
    if any(amount < 0 for amount in amounts.values()):
        raise ValueError("an amount is negative")
    total = math.fsum(amounts.values())
    return {key: min(amount / total, 1.0) for key, amount in amounts.items()} if total > 0 else {}


def location_quotient(share_here: float, share_everywhere: float) -> float:
    """How often over as everywhere: 1 is as everywhere, 2 twice as much. 0 where nothing is anywhere."""
    return share_here / share_everywhere if share_everywhere > 0 else 0.0


def dissimilarity(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    """Half the sum of differences of two distributions (each summing to 1): 0 the same, 1 nothing in common."""
    return min(math.fsum(abs(first.get(k, 0.0) - second.get(k, 0.0)) for k in {*first, *second}) / 2, 1.0)


def effective_number(amounts: Collection[float]) -> float:
    """How many equal amounts would be as evenly spread (inverse Simpson): 1 to their number; 0 for no amounts."""
    total = math.fsum(amounts)
    return 1 / math.fsum((amount / total) ** 2 for amount in amounts) if total > 0 else 0.0


def leading(amounts: Mapping[str, float], share: float, at_most: int) -> list[str]:
    """Keys of the largest amounts, largest first, until they make up this share of the sum or are so many."""
    wanted = math.fsum(amounts.values()) * share
    ordered = sorted(amounts, key=lambda key: (-amounts[key], key))
    before = accumulate((amounts[key] for key in ordered), initial=0.0)
    return [key for key, so_far in zip(ordered, before, strict=False) if so_far < wanted][:at_most]


def wilson_low(share: float, size: float, z: float = 1.2816) -> float:
    """Low end of Wilson's interval for a share seen in `size` cases, 0 to 1; z of 1.2816 is 80% two-sided.

    The fewer the cases, the further below the share it lies; 0 where there is none.
    """
    if size <= 0:
        return 0.0
    centre = share + z * z / (2 * size)
    spread = z * math.sqrt(share * (1 - share) / size + z * z / (4 * size * size))
    return min(max((centre - spread) / (1 + z * z / size), 0.0), 1.0)
