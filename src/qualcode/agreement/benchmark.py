"""Benchmarks: which band of a scale of adjectives a figure lies in, given how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from math import erf, sqrt

from qualcode.agreement.result import Agreement
from qualcode.errors import IntervalLevelError, UndefinedAgreementError, UnknownChoiceError

SCALES: dict[str, tuple[tuple[str, float], ...]] = {
    "landis-koch": (
        ("almost perfect", 0.8),
        ("substantial", 0.6),
        ("moderate", 0.4),
        ("fair", 0.2),
        ("slight", 0.0),
        ("poor", -1.0),
    ),
    "fleiss": (("excellent", 0.75), ("intermediate to good", 0.4), ("poor", -1.0)),
    "altman": (("very good", 0.8), ("good", 0.6), ("moderate", 0.4), ("fair", 0.2), ("poor", -1.0)),
    "cicchetti": (("excellent", 0.75), ("good", 0.6), ("fair", 0.4), ("poor", -1.0)),
    "krippendorff": (("rely on it", 0.8), ("tentative conclusions only", 0.667), ("discard", -1.0)),
}
"""Bands of each scale from the top, with their lower ends. The words are the authors', and arbitrary by their own."""


@dataclass(frozen=True)
class Band:
    """One band of a scale.

    Attributes:
        name: What its authors call it.
        low: Its lower end.
        probability: Probability that the true value lies in this band or a higher one.
    """

    name: str
    low: float
    probability: float


@dataclass(frozen=True)
class Benchmark:
    """A figure held against a scale.

    Attributes:
        band: The highest band that the true value reaches with the probability asked for.
        bands: All bands from the top.
        scale: Name of the scale.
        level: The probability asked for.
    """

    band: str
    bands: tuple[Band, ...]
    scale: str
    level: float


def benchmark(
    figure: Agreement | float, se: float | None = None, *, scale: str = "landis-koch", level: float = 0.95
) -> Benchmark:
    """Find the band a figure can claim: the first from the top that it reaches with the probability asked for.

    The true value is taken to be normal around the figure, cut off at -1 and 1. A kappa of 0.67 with standard error
    0.15 is moderate, not substantial, for it is below 0.6 one time in three.

    Args:
        figure: The figure, or an answer with its standard error.
        se: Standard error; that of the answer if None.
        scale: "landis-koch", "fleiss", "altman", "cicchetti" or "krippendorff".
        level: The probability asked for.

    Raises:
        UnknownChoiceError: If there is no such scale.
        UndefinedAgreementError: If the figure is undefined or has no standard error.

    Source:
        Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., ch. 6.
    """
    if scale not in SCALES:
        raise UnknownChoiceError("scale", scale, SCALES)
    if not 0 < level < 1:
        raise IntervalLevelError(level)
    value = float(figure)
    error = figure.se if se is None and isinstance(figure, Agreement) else se
    if error is None:
        name = figure.name if isinstance(figure, Agreement) else "the benchmark"
        raise UndefinedAgreementError(name, "it has no standard error; ask for an interval, or give se")
    bands = tuple(Band(name, low, _above(low, value, error)) for name, low in SCALES[scale])
    reached = next(band.name for band in bands if band.probability >= level)
    return Benchmark(reached, bands, scale, level)


def _above(low: float, value: float, error: float) -> float:
    """Give the probability above a limit, under a normal cut off at -1 and 1."""
    if low <= -1:
        return 1.0
    if error == 0:
        return float(value >= low)

    def below(limit: float) -> float:
        return (1 + erf((limit - value) / error / sqrt(2))) / 2

    return (below(1.0) - below(low)) / (below(1.0) - below(-1.0))
