"""Weights of disagreement: what it costs when one coder says k and the other l."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcode.agreement.ratings import Ratings
from qualcode.errors import DisagreementWeightsError, ScaleNeededError, UnknownChoiceError

NamedWeights: TypeAlias = Literal["linear", "quadratic", "ordinal"]
Weights: TypeAlias = NamedWeights | ArrayLike | None
"""How disagreements are graded; None counts all alike. A table gives costs, shape (q, q)."""


def disagreement_costs(weights: Weights, ratings: Ratings) -> NDArray[np.float64] | None:
    """Give the cost of each disagreement on the declared scale, the dearest 1.

    For scale points k and l of q: "linear" |k - l|/(q - 1), "quadratic" its square, "ordinal" the share of
    pairs of scale points that lie between k and l.

    Returns:
        Shape (q, q) in the order of the categories; None where all disagreements cost the same.

    Raises:
        ScaleNeededError: If the scale was not declared: its order and its unused points change the figure.
        DisagreementWeightsError: If a table is not q by q, has costs below 0 or a cost for agreeing.

    Source:
        Cohen (1968), Weighted kappa; ordinal weights: Gwet (2014), Handbook of Inter-Rater Reliability, ch.
        3.
    """
    if weights is None:
        return None
    if not ratings.declared:
        raise ScaleNeededError(f'weights="{weights}"' if isinstance(weights, str) else "a table of weights")
    size = len(ratings.categories)
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size))).astype(np.float64)
    if isinstance(weights, str):
        costs = _named_costs(weights, apart)
    else:
        costs = _checked(np.asarray(weights, dtype=np.float64), size)
    dearest = costs.max(initial=0.0)
    return costs / dearest if dearest > 0 else costs


def _named_costs(weights: str, apart: NDArray[np.float64]) -> NDArray[np.float64]:
    if weights == "linear":
        return apart
    if weights == "quadratic":
        return apart**2
    if weights == "ordinal":
        return apart * (apart + 1) / 2
    raise UnknownChoiceError("kind of weights", weights, get_args(NamedWeights))


def _checked(costs: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    if costs.shape != (size, size):
        raise DisagreementWeightsError(f"this table has shape {costs.shape} for {size} categories")
    if np.diagonal(costs).any():
        raise DisagreementWeightsError("this table has a cost for agreeing on its diagonal")
    if not (costs >= 0).all():
        raise DisagreementWeightsError("this table has costs below 0")
    return costs
