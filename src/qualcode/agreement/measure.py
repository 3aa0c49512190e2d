"""From a coefficient and ratings to the answer, with the interval asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, TypeAlias, get_args

import numpy as np

from qualcode.agreement.bootstrap import Bootstrap, bootstrap_documents, bootstrap_units
from qualcode.agreement.coefficient import Coefficient, Evidence, Formula, conclude, gather, without_interval
from qualcode.agreement.jackknife import jackknife
from qualcode.agreement.linearised import linearise
from qualcode.agreement.ratings import Ratings
from qualcode.agreement.result import Agreement
from qualcode.agreement.uncertainty import Uncertainty
from qualcode.errors import IntervalLevelError, UnknownChoiceError

NamedInterval: TypeAlias = Literal[
    "jackknife-documents", "bootstrap-documents", "bootstrap-units", "linearised", "linearised-handbook"
]
IntervalKind: TypeAlias = NamedInterval | Bootstrap
"""How an interval is made.

"jackknife-documents": leave out each document once, on Fisher's z; for text, the one to report.
"bootstrap-documents": draw whole documents with replacement. "bootstrap-units": draw units, as if those of one
interview did not resemble one another. "linearised": the standard error of independent units by the influence of
each; "linearised-handbook" the same as Gwet's handbook and irrCAC print it, wider where units have one coder.
A `Bootstrap` states resamples, seed and a required value itself.
"""


def measure(
    coefficient: Coefficient, ratings: Ratings, *, interval: IntervalKind | None = None, level: float = 0.95
) -> Agreement:
    """Compute a coefficient of ratings, with the interval asked for.

    Raises:
        UnknownChoiceError: If there is no such interval.
        IntervalLevelError: If level is not between 0 and 1.
    """
    check_interval(interval, level)
    return with_interval(coefficient, gather(coefficient, ratings), interval, level)


def check_interval(interval: IntervalKind | None, level: float) -> None:
    """Refuse an interval that does not exist.

    Raises:
        UnknownChoiceError: If there is no such interval.
        IntervalLevelError: If level is not between 0 and 1.
    """
    if interval is not None and not isinstance(interval, Bootstrap) and interval not in get_args(NamedInterval):
        raise UnknownChoiceError("interval", interval, get_args(NamedInterval))
    if not 0 < level < 1:
        raise IntervalLevelError(level)


def with_interval(formula: Formula, evidence: Evidence, interval: IntervalKind | None, level: float) -> Agreement:
    """Compute the figure of the evidence, with the interval asked for."""
    answer = conclude(formula, evidence)
    if interval is None:
        return answer
    if answer.value is None:
        return without_interval(answer, f"{answer.name} itself is undefined")
    found = _find(formula, evidence, answer.value, interval, level)
    return replace(answer, interval=found.interval, interval_reason=found.reason, se=found.se, q=found.q)


def _find(formula: Formula, evidence: Evidence, value: float, interval: IntervalKind, level: float) -> Uncertainty:
    if interval == "bootstrap-documents":
        interval = Bootstrap("documents")
    if interval == "bootstrap-units":
        interval = Bootstrap("units")
    if interval == "jackknife-documents" or (isinstance(interval, Bootstrap) and interval.over == "documents"):
        if evidence.document_names is None:
            return Uncertainty(reason="the units name no documents, over which an interval is taken")
        if isinstance(interval, Bootstrap):
            return bootstrap_documents(formula, evidence, interval, level)
        return _jackknife(formula, evidence, value, level)
    if evidence.by_unit is None:
        return Uncertainty(reason="spans are no independent units; take an interval over documents")
    units = evidence.by_unit()
    if isinstance(interval, Bootstrap):
        return bootstrap_units(units, interval, level)
    return linearise(units, value, level, handbook=interval == "linearised-handbook")


def _jackknife(formula: Formula, evidence: Evidence, value: float, level: float) -> Uncertainty:
    compared = np.flatnonzero(evidence.pairable)
    total = evidence.by_document.sum(axis=0, keepdims=True)
    without_one = formula.estimate(total - evidence.by_document[compared]).value
    names = tuple((evidence.document_names or ())[document] for document in compared)
    return jackknife(value, without_one, names=names, lowest=formula.lowest, level=level)
