"""The interval over documents: leave out each document once and see how far the figure moves.

Sentences and characters of one interview resemble one another, so resampling them gives intervals several
times too narrow. Documents are what was sampled, and documents are what is left out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.result import Interval
from qualcode.agreement.uncertainty import Uncertainty

FEWEST_DOCUMENTS = 3
_NO_MOVEMENT = 1e-12


def jackknife(
    value: float, without_one: NDArray[np.float64], *, names: tuple[str, ...], lowest: float, level: float
) -> Uncertainty:
    """Make a delete-one-document jackknife interval.

    With D documents and θ_d the figure without document d, the variance is (D-1)/D Σ(θ_d - mean θ)². Limits
    are taken on Fisher's z scale, where the figure is more nearly normal, from Student's t with D - 1
    degrees of freedom. A figure that runs from 0 to 1 is first stretched to run from -1 to 1.

    There is no interval when there are fewer than three documents, when the figure without some document is
    undefined (all variation lies in that document), or when it is the same without any of them. Where it is
    perfect without some document, z would be infinite; limits are then taken on the figure's own scale and
    cut at its ends, and `method` says so.

    Args:
        value: The figure over all documents.
        without_one: The figure without each document, shape (D,); NaN where undefined.
        names: Names of the documents left out, in the same order.
        lowest: The lowest value the figure can take.
        level: Confidence level.

    Source:
        Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 11.
    """
    n_documents = len(without_one)
    if n_documents < FEWEST_DOCUMENTS:
        return Uncertainty(reason=too_few_documents(n_documents))
    undefined = np.flatnonzero(np.isnan(without_one))
    if len(undefined):
        return Uncertainty(reason=f'without "{names[undefined[0]]}" the figure is undefined')
    if np.ptp(without_one) < _NO_MOVEMENT:
        return Uncertainty(reason="the figure is the same whichever document is left out")
    se = _standard_error(without_one)
    t = student_t(n_documents - 1, level)
    told = f"jackknife over {n_documents} documents, {{}}, t with {n_documents - 1} degrees of freedom"
    everything = np.append(without_one, value)
    if (everything >= 1 - _NO_MOVEMENT).any() or (everything <= lowest + _NO_MOVEMENT).any():
        low, high = max(value - t * se, min(lowest, value)), min(value + t * se, 1.0)
        method = told.format("on the scale of the figure, as leaving out one document makes it extreme")
        return Uncertainty(Interval(low, high, level, method), se)
    span = 1 - lowest
    z, z_without_one = (np.arctanh(2 * (figure - lowest) / span - 1) for figure in (value, without_one))
    half_width = t * _standard_error(z_without_one)
    low, high = (float(lowest + span * (np.tanh(limit) + 1) / 2) for limit in (z - half_width, z + half_width))
    return Uncertainty(Interval(low, high, level, told.format("Fisher's z")), se)


def too_few_documents(n_documents: int) -> str:
    """Say why there is no interval over documents, and what there is instead."""
    there = f"there {'is' if n_documents == 1 else 'are'} {n_documents}"
    return (
        f"an interval takes at least {FEWEST_DOCUMENTS} documents coded by two coders, and {there}; "
        'interval="bootstrap-units" gives one that takes units for independent, and so is too narrow'
    )


def student_t(degrees: int, level: float) -> float:
    """Give the quantile of Student's t that leaves half of 1 - level above it."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, (1 + level) / 2))


def _standard_error(without_one: NDArray[np.float64]) -> float:
    n_documents = len(without_one)
    spread = ((without_one - without_one.mean()) ** 2).sum()
    return float(np.sqrt((n_documents - 1) / n_documents * spread))
