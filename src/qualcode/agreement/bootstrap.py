"""Bootstrap intervals: draw documents or units with replacement and see how far the figure moves.

A draw is a set of weights on sums that are added up already, so that a thousand resamples cost one product of
matrices, and nothing is counted again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.coefficient import Evidence, Formula, UnitSums
from qualcode.agreement.jackknife import FEWEST_DOCUMENTS, too_few_documents
from qualcode.agreement.result import Interval
from qualcode.agreement.uncertainty import Uncertainty

_CELLS_AT_ONCE = 2**21
_MOST_UNDEFINED = 0.05


@dataclass(frozen=True)
class Bootstrap:
    """An interval by resampling.

    Attributes:
        over: What is drawn: whole "documents", or "units" as if they were independent.
        resamples: How many times.
        seed: Where the random numbers start; the same seed gives the same interval.
        required: A value the figure has to reach, .800 for example; the answer's `q` is the probability of failing
            it.
    """

    over: Literal["documents", "units"] = "documents"
    resamples: int = 1000
    seed: int = 1
    required: float | None = None


def bootstrap_documents(formula: Formula, evidence: Evidence, how: Bootstrap, level: float) -> Uncertainty:
    """Draw as many documents as were coded by two coders, with replacement, and take percentiles.

    Source:
        Davison & Hinkley (1997), Bootstrap Methods and their Application, section 3.8 (resampling of clusters).
    """
    compared = evidence.pairable > 0
    n_documents = int(np.count_nonzero(compared))
    if n_documents < FEWEST_DOCUMENTS:
        return Uncertainty(reason=too_few_documents(n_documents))
    kept = evidence.by_document[~compared].sum(axis=0)
    sums = evidence.by_document[compared]
    draws = (counts @ sums + kept for counts in _draw(np.ones(n_documents), how, sums.shape[1]))
    return _percentiles(formula, draws, how, level, f"{n_documents} documents")


def bootstrap_units(units: UnitSums, how: Bootstrap, level: float) -> Uncertainty:
    """Draw as many units as there are, with replacement, and take percentiles.

    Units of one interview resemble one another, which this ignores; for text the interval is too narrow.

    Source:
        Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.
    """
    draws = (counts @ units.sums for counts in _draw(units.weight, how, units.sums.shape[1]))
    return _percentiles(units.formula, draws, how, level, f"{int(units.weight.sum())} units taken for independent")


def _draw(weight: NDArray[np.float64], how: Bootstrap, width: int) -> Iterator[NDArray[np.float64]]:
    """Draw how often each kind comes up, some resamples at a time, shape (R, P)."""
    random = np.random.default_rng(how.seed)
    size, total = len(weight), int(weight.sum())
    at_once = max(1, _CELLS_AT_ONCE // max(size, width, 1))
    alike = bool((weight == 1).all())
    for start in range(0, how.resamples, at_once):
        rows = min(at_once, how.resamples - start)
        if alike:
            drawn = random.integers(0, size, size=(rows, total)) + size * np.arange(rows)[:, None]
            yield np.bincount(drawn.ravel(), minlength=rows * size).reshape(rows, size).astype(np.float64)
        else:
            yield random.multinomial(total, weight / total, size=rows).astype(np.float64)


def _percentiles(
    formula: Formula, draws: Iterator[NDArray[np.float64]], how: Bootstrap, level: float, over: str
) -> Uncertainty:
    figures = np.concatenate([formula.estimate(sums).value for sums in draws])
    defined = figures[~np.isnan(figures)]
    n_undefined = len(figures) - len(defined)
    if n_undefined > _MOST_UNDEFINED * len(figures):
        return Uncertainty(reason=f"the figure is undefined in {n_undefined} of {len(figures)} resamples")
    if np.ptp(defined) == 0:
        return Uncertainty(reason="the figure is the same in every resample")
    low, high = np.quantile(defined, [(1 - level) / 2, (1 + level) / 2]).tolist()
    left_out = f", {n_undefined} undefined ones left out" if n_undefined else ""
    method = f"bootstrap over {over}, percentiles of {how.resamples} resamples (seed {how.seed}){left_out}"
    return Uncertainty(
        interval=Interval(low, high, level, method),
        se=float(defined.std(ddof=1)),
        q=None if how.required is None else float((defined < how.required).mean()),
    )
