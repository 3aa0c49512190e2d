"""The linearised standard error: what each unit moves the figure by, squared and added up.

It takes units for independent, as sentences of one interview are not. It is here because handbooks and other
programs print it; intervals over documents are the ones to report for text.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.coefficient import Formula, UnitSums
from qualcode.agreement.jackknife import student_t
from qualcode.agreement.result import Interval
from qualcode.agreement.uncertainty import Uncertainty

_STEP = 1e-5  # share of all units by which one kind of unit is made more and less frequent
_CELLS_AT_ONCE = 2**21


@runtime_checkable
class HasLargeSampleForm(Protocol):
    """A figure with a factor for small samples, which linearisation leaves out."""

    @property
    def large_sample(self) -> Formula:
        """Give the figure without the factor."""
        ...


@runtime_checkable
class InHandbook(Protocol):
    """A figure whose standard error Gwet's handbook prints in a form of its own."""

    def as_in_handbook(self, total: NDArray[np.float64]) -> Formula:
        """Give the form to linearise, from all sums, shape (S,)."""
        ...


def linearise(units: UnitSums, value: float, level: float, *, handbook: bool) -> Uncertainty:
    """Give value ± t·se, where se² = Σ(influence - mean)² / (n(n - 1)) over n units, t with n - 1 degrees of freedom.

    The influence of a unit is the derivative of the figure by the unit's weight, times n, taken numerically. Alpha is
    linearised without its factor for small samples. With `handbook`, units with one code enter the observed
    agreement as zero, the number of pairable units being taken as fixed, as Gwet's published standard errors have it;
    they are too wide where many units have one code.

    Source:
        Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., ch. 5 and 6.
    """
    formula, sums, weight = units
    if handbook:
        if not isinstance(formula, InHandbook):
            return Uncertainty(reason=f"the handbook has no standard error of its own for {formula.name}")
        formula = formula.as_in_handbook(weight @ sums)
    n_units = int(weight.sum())
    if n_units < 2:
        return Uncertainty(reason="a standard error takes at least two units")
    smooth = formula.large_sample if isinstance(formula, HasLargeSampleForm) else formula
    influence = n_units * _derivatives(smooth, sums, weight)
    if np.isnan(influence).any():
        return Uncertainty(reason="the figure is undefined when some unit is a little more frequent")
    spread = (weight * (influence - weight @ influence / n_units) ** 2).sum()
    se = float(np.sqrt(spread / (n_units * (n_units - 1))))
    reach = student_t(n_units - 1, level) * se
    told = " as in Gwet's handbook" if handbook else ""
    over = f"{n_units} units taken for independent"
    method = f"linearised standard error{told}, {over}, t with {n_units - 1} degrees of freedom"
    low, high = max(value - reach, formula.lowest), min(value + reach, 1.0)
    return Uncertainty(Interval(low, high, level, method), se)


def _derivatives(formula: Formula, sums: NDArray[np.float64], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """Differentiate the figure by the number of units of each kind, shape (P,)."""
    total = weight @ sums
    step = _STEP * weight.sum()
    at_once = max(1, _CELLS_AT_ONCE // max(sums.shape[1], 1))
    slopes = []
    for start in range(0, len(sums), at_once):
        moved = step * sums[start : start + at_once]
        up, down = formula.estimate(total + moved).value, formula.estimate(total - moved).value
        slopes.append((up - down) / (2 * step))
    return np.concatenate(slopes)
