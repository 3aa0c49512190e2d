"""Weights: how much of an agreement it is, or what it costs, when one coder says k and the other l."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcode.agreement.ratings import Ratings
from qualcode.errors import DisagreementWeightsError, ScaleNeededError, UnknownChoiceError

NamedWeights: TypeAlias = Literal["linear", "quadratic", "ordinal", "radical", "ratio", "circular", "bipolar"]
Weights: TypeAlias = NamedWeights | ArrayLike | None
"""How disagreements are graded; None counts all alike. A table, shape (q, q), holds agreement weights if its
diagonal is 1, costs of disagreement (Cohen 1968) if its diagonal is 0."""


def disagreement_costs(weights: Weights, ratings: Ratings) -> NDArray[np.float64] | None:
    """Give the cost of each disagreement on the declared scale: 1 less the agreement weight.

    For scale points k and l, numbered 1 to q in the order declared, the costs before the dearest is made 1:
    "linear" |k - l|; "quadratic" (k - l)²; "radical" √|k - l|; "ordinal" the number of pairs of points from k to l;
    "ratio" ((k - l)/(k + l))², where categories that are numbers stand for themselves; "circular"
    sin²(π(k - l)/q), the last point being next to the first; "bipolar" (k - l)²/((k + l - 2)(2q - k - l)), which
    counts differences near the ends of the scale as larger.

    Returns:
        Shape (q, q) in the order of the categories; None where all disagreements cost the same. Costs given in a
        table are divided by the dearest, which leaves Cohen's kappa as it is; agreement weights stay as given.

    Raises:
        ScaleNeededError: If the scale was not declared: its order and its unused points change the figure.
        DisagreementWeightsError: If a table is not q by q, is not the same both ways, or is neither of the two.

    Source:
        Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., ch. 3; costs: Cohen (1968), Weighted kappa.
    """
    if weights is None:
        return None
    if not ratings.declared:
        raise ScaleNeededError(f'weights="{weights}"' if isinstance(weights, str) else "a table of weights")
    if isinstance(weights, str):
        return _dearest_one(_named_costs(weights, ratings))
    table = np.asarray(weights, dtype=np.float64)
    _check(table, len(ratings.categories))
    return 1 - table if _grades_agreement(table) else _dearest_one(table)


def _named_costs(weights: str, ratings: Ratings) -> NDArray[np.float64]:
    size = len(ratings.categories)
    place = np.arange(1, size + 1, dtype=np.float64)
    apart: NDArray[np.float64] = np.abs(np.subtract.outer(place, place))
    if weights == "linear":
        return apart
    if weights == "quadratic":
        return np.asarray(apart**2)
    if weights == "radical":
        return np.sqrt(apart)
    if weights == "ordinal":
        return apart * (apart + 1) / 2
    if weights == "circular":
        return np.asarray(np.sin(np.pi * apart / max(size, 1)) ** 2)
    together = np.add.outer(place, place)
    if weights == "bipolar":
        return _divided(np.square(apart), (together - 2) * (2 * size - together))
    if weights == "ratio":
        numbers = _numbers(ratings) if _all_numbers(ratings) else place
        return np.asarray(_divided(np.subtract.outer(numbers, numbers), np.add.outer(numbers, numbers)) ** 2)
    raise UnknownChoiceError("kind of weights", weights, get_args(NamedWeights))


def _all_numbers(ratings: Ratings) -> bool:
    return all(isinstance(value, int | float | np.number) for value in ratings.categories)


def _numbers(ratings: Ratings) -> NDArray[np.float64]:
    return np.array(ratings.categories, dtype=np.float64)


def _divided(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.divide(part, whole, out=np.zeros_like(part), where=whole != 0))


def _dearest_one(costs: NDArray[np.float64]) -> NDArray[np.float64]:
    dearest = costs.max(initial=0.0)
    return costs / dearest if dearest > 0 else costs


def _grades_agreement(table: NDArray[np.float64]) -> bool:
    return bool(table.size) and bool((np.diagonal(table) == 1).all())


def _check(table: NDArray[np.float64], size: int) -> None:
    if table.shape != (size, size):
        raise DisagreementWeightsError(f"this one has shape {table.shape} for {size} categories")
    if not np.isfinite(table).all() or (table < 0).any():
        raise DisagreementWeightsError("this one has entries below 0 or that are no numbers")
    diagonal = np.diagonal(table)
    if diagonal.any() and not (diagonal == 1).all():
        raise DisagreementWeightsError("this one has neither all along its diagonal")
    if diagonal.any() and (table > 1).any():
        raise DisagreementWeightsError("this one grades some disagreement above agreement")
    if not np.allclose(table, table.T):
        raise DisagreementWeightsError(
            "this one differs between k, l and l, k, though coders can be named in any order"
        )
