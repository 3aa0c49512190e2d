"""What a coefficient answers: the figure, what it rests on, its interval, and why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.errors import UndefinedAgreementError


@dataclass(frozen=True)
class Interval:
    """A confidence interval, and how it was made.

    Attributes:
        low: Lower limit; the one to judge a coefficient by.
        high: Upper limit.
        level: Confidence level, 0.95 for 95 %.
        method: How it was made, in words fit for a method section.
    """

    low: float
    high: float
    level: float
    method: str


@dataclass(frozen=True)
class Agreement:
    """One coefficient of agreement between coders.

    Attributes:
        name: The coefficient in words, with the distance or weights that are part of the number.
        value: The figure; None where it is undefined, never 1 or NaN.
        reason: Why `value` is None; None where there is a value.
        observed: Observed agreement; for Krippendorff's alpha observed disagreement D_o.
        expected: The same as chance would give it; None for measures without correction for chance.
        n_units: Units offered for comparison (characters where the unit is the character).
        n_pairable: Units coded by at least two coders, on which the figure rests.
        n_documents: Documents with pairable units; None where the units name no documents.
        coders: Who is compared.
        unit: What counts as one comparable thing; None where the caller did not say.
        rule: When a unit counts as coded ("any", "majority", "whole"); None where the question does not
            arise.
        interval: Confidence interval, or None.
        interval_reason: Why an interval that was asked for is missing; None otherwise.
        se: Standard error of `value` by the method of the interval; None without one.
        q: Probability of failing the value that a `Bootstrap` required; None if none was required.
    """

    name: str
    value: float | None
    reason: str | None
    observed: float | None
    expected: float | None
    n_units: int
    n_pairable: int
    n_documents: int | None
    coders: tuple[str, ...]
    unit: str | None
    rule: str | None
    interval: Interval | None = None
    interval_reason: str | None = None
    se: float | None = None
    q: float | None = None

    @property
    def low(self) -> float | None:
        """Lower limit of the interval, the one to judge the figure by; None without an interval."""
        return None if self.interval is None else self.interval.low

    @property
    def high(self) -> float | None:
        """Upper limit of the interval; None without one."""
        return None if self.interval is None else self.interval.high

    def __float__(self) -> float:
        if self.value is None:
            raise UndefinedAgreementError(self.name, self.reason or "")
        return self.value
