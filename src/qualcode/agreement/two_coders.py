"""Coefficients that compare two coders and no more."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.coefficient import Coefficient, Estimates
from qualcode.agreement.measure import IntervalKind, measure
from qualcode.agreement.patterns import Patterns
from qualcode.agreement.ratings import Ratings
from qualcode.agreement.result import Agreement


def measure_two_coders(
    coefficient: Coefficient, ratings: Ratings, *, interval: IntervalKind | None, level: float
) -> Agreement:
    """Compute a coefficient for two coders; undefined, with the reason, for more."""
    n_coders = len(ratings.coders)
    if n_coders > 2:
        coefficient = _Refused(
            name=coefficient.name,
            undefined=f"{coefficient.name} compares two coders, and there are {n_coders}; "
            "conger_kappa, fleiss_kappa and krippendorff_alpha take any number",
        )
    return measure(coefficient, ratings, interval=interval, level=level)


@dataclass(frozen=True, eq=False)
class _Refused:
    """Stands for a coefficient that has no meaning here: no sums, no figure, a reason."""

    name: str
    undefined: str
    lowest: float = -1.0

    def sums(self, patterns: Patterns) -> NDArray[np.float64]:
        return np.zeros((patterns.n_documents, 0))

    def estimate(self, sums: NDArray[np.float64]) -> Estimates:
        undefined = np.full(len(sums), np.nan)
        return Estimates(undefined, undefined, undefined)
