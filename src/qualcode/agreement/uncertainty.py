"""How sure a figure is: an interval with its standard error, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.agreement.result import Interval


@dataclass(frozen=True)
class Uncertainty:
    """What an interval method found.

    Attributes:
        interval: The interval, or None.
        se: Standard error by the same method.
        reason: Why there is no interval.
        q: Probability of failing the required value, where one was named.
    """

    interval: Interval | None = None
    se: float | None = None
    reason: str | None = None
    q: float | None = None
