"""Mathet's gamma: agreement on units that may overlap, by the best alignment of what the coders marked."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import ceil

import numpy as np

from qualcode.agreement.continuum import ContinuumLike, read_plain
from qualcode.agreement.gamma_alignment import Alignment, CodedUnits, best_alignment, read_units
from qualcode.agreement.result import Agreement

_FEWEST_SAMPLES = 30
_MOST_SAMPLES = 2000
_NORMAL = 1.96


@dataclass(frozen=True)
class GammaAgreement:
    """Gamma and its parts. They are Monte-Carlo figures: report the sampler, the seed and the precision with them.

    Attributes:
        gamma: Where and what, 1 - observed disorder / disorder by chance.
        gamma_cat: What: disorder of the codes of aligned units, near ones weighing more.
        gamma_k: The same on pairs in which one unit has the code, for each code.
        samples: Number of random continua.
        seed: Where the random numbers start.
        sampler: How continua are drawn.
        precision: Half width of the 95 % interval of the disorder by chance, as a share of it.
    """

    gamma: Agreement
    gamma_cat: Agreement
    gamma_k: Mapping[Hashable, Agreement]
    samples: int
    seed: int
    sampler: str
    precision: float | None


def mathet_gamma(
    continuum: ContinuumLike,
    *,
    position_weight: float = 1.0,
    category_weight: float = 1.0,
    precision: float | None = None,
    samples: int = _FEWEST_SAMPLES,
    seed: int = 1,
) -> GammaAgreement:
    """Compute gamma, gamma-cat and gamma-k of one document.

    Chance is imitated by shuffling: for each coder the units of a coder drawn at random, moved along the text by a
    random distance, what leaves at the end coming in at the beginning. The length of gaps hardly matters; the choice
    of the sampler does.

    Args:
        continuum: A `Continuum`, or {"length": 100, "coders": {"ana": [(0, 20, "trust")], "ben": []}}. Units of one
            coder may overlap.
        position_weight: Weight of places; a missing partner costs 1.
        category_weight: Weight of codes.
        precision: Draw more continua until chance disorder is known so well, 0.02 for 2 %; `samples` of them if None.
        samples: How many random continua to draw at least.
        seed: Where the random numbers start.

    Returns:
        Each figure is 1 for perfect agreement, 0 for what chance gives; None with a `.reason` when fewer than two
        coders marked something. `.observed` and `.expected` are disorders.

    Raises:
        ContinuumError: If something is no continuum.
        UncountableSpanError: If a unit is empty, backwards or beyond the text.

    Source:
        Mathet, Widlöcher & Métivier (2015), The unified and holistic method gamma (γ); Mathet (2017), The agreement
        measure γcat. The disorder of published continua is tested; figures by chance cannot be.
    """
    read = read_plain(continuum)
    codes = sorted({unit[2] for units in read.coders.values() for unit in units}, key=str)
    units = read_units(read.coders, {code: number for number, code in enumerate(codes)})
    weights = {"position": position_weight, "category": category_weight}
    coders = tuple(read.coders)
    if len(units) < 2 or not any(len(mine.start) for mine in units):
        reason = (
            "nobody marked anything" if len(units) > 1 else f"agreement takes two coders, and there is {len(units)}"
        )
        nothing = {name: _answer(name, None, None, reason, coders, 0) for name in ("gamma", "gamma-cat")}
        return GammaAgreement(nothing["gamma"], nothing["gamma-cat"], {}, 0, seed, _SAMPLER, None)
    observed = best_alignment(units, **weights)
    random = np.random.default_rng(seed)
    chance: list[Alignment] = []
    wanted = samples
    while len(chance) < wanted:
        chance.append(best_alignment(_shuffle(units, read.length, random), **weights))
        if len(chance) == wanted and precision is not None:
            wanted = max(wanted, min(_needed(chance, precision), _MOST_SAMPLES))
    disorders = [alignment.disorder for alignment in chance]
    n_units = sum(len(mine.start) for mine in units)

    def of_codes(name: str, code: int | None) -> Agreement:
        drawn = [alignment.pairs.category_disorder(code) for alignment in chance]
        known = [disorder for disorder in drawn if disorder is not None]
        mine = observed.pairs.category_disorder(code)
        reason = "no units with it were aligned" if mine is None else "nothing varies by chance"
        return _answer(name, mine, float(np.mean(known)) if known else None, reason, coders, n_units)

    return GammaAgreement(
        gamma=_answer("gamma", observed.disorder, float(np.mean(disorders)), "nothing varies", coders, n_units),
        gamma_cat=of_codes("gamma-cat", None),
        gamma_k={code: of_codes(f"gamma-k of {code!r}", number) for number, code in enumerate(codes)},
        samples=len(chance),
        seed=seed,
        sampler=_SAMPLER,
        precision=_precision(chance),
    )


_SAMPLER = "units of a random coder, moved along the text by a random distance"


def gamma_disorder(
    continuum: ContinuumLike, *, position_weight: float = 1.0, category_weight: float = 1.0
) -> float | None:
    """Compute the disorder of the best alignment of one document, which involves no chance.

    Args:
        continuum: As for `mathet_gamma`.
        position_weight: Weight of places; a missing partner costs 1.
        category_weight: Weight of codes.

    Returns:
        0 when all coders marked the same; None where nobody marked anything or there is one coder.

    Source:
        Mathet, Widlöcher & Métivier (2015), The unified and holistic method gamma (γ).
    """
    read = read_plain(continuum)
    codes = {unit[2] for units in read.coders.values() for unit in units}
    units = read_units(read.coders, {code: number for number, code in enumerate(codes)})
    if len(units) < 2 or not codes:
        return None
    return best_alignment(units, position=position_weight, category=category_weight).disorder


def _shuffle(units: tuple[CodedUnits, ...], length: int, random: np.random.Generator) -> tuple[CodedUnits, ...]:
    """Draw a continuum; at least one coder in it has units."""
    while True:
        drawn = [units[random.integers(len(units))] for _ in units]
        if any(len(mine.start) for mine in drawn):
            break
    moved = []
    for mine in drawn:
        start = (mine.start + random.integers(max(length, 1))) % max(length, 1)
        moved.append(CodedUnits(start, start + (mine.end - mine.start), mine.code))
    return tuple(moved)


def _precision(chance: list[Alignment]) -> float | None:
    disorders = np.array([alignment.disorder for alignment in chance])
    if len(disorders) < 2 or disorders.mean() == 0:
        return None
    return float(_NORMAL * disorders.std(ddof=1) / disorders.mean() / np.sqrt(len(disorders)))


def _needed(chance: list[Alignment], precision: float) -> int:
    reached = _precision(chance)
    return 0 if reached is None else ceil(len(chance) * (reached / precision) ** 2)


def _answer(
    name: str, observed: float | None, expected: float | None, reason: str, coders: tuple[str, ...], n_units: int
) -> Agreement:
    defined = observed is not None and expected is not None and expected > 0
    value = 1 - observed / expected if observed is not None and expected is not None and defined else None
    return Agreement(
        name=name,
        value=value,
        reason=None if defined else reason,
        observed=observed,
        expected=expected,
        n_units=n_units,
        n_pairable=n_units if defined else 0,
        n_documents=1,
        coders=coders,
        unit="span",
        rule=None,
    )
