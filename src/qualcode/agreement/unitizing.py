"""The unitizing family of 2016: agreement on free spans, on where they are and on what they are.

Four figures answer four questions. |uα: did the coders mark the same text? cuα: where both marked something, did they
give it the same code? (k)uα: the same for one code. uα: both questions at once. Earlier coefficients of the same names
(1995, 2004, 2013) were withdrawn by their author, as they misbehave with more than two coders; they are not here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qualcode.agreement.coefficient import Estimates, Evidence, corrected, share
from qualcode.agreement.continuum import ContinuumLike, MarkedUnits, OnOverlap, read_continua
from qualcode.agreement.measure import IntervalKind, check_interval, with_interval
from qualcode.agreement.result import Agreement
from qualcode.agreement.unitizing_sums import UnitizingSums, add_up_units

_NOTHING = 1e-12  # a chance disagreement below this share is what rounding leaves of none


@dataclass(frozen=True)
class UnitizingAlpha:
    """Agreement on units that the coders found themselves.

    Attributes:
        u_alpha: uα, where and what.
        u_alpha_binary: |uα, where: marked or not, whatever the code.
        cu_alpha: cuα, what: which code, on text that both coders of a pair marked.
        ku_alpha: (k)uα, cuα of one code, for each code.
        coverage: Share of all text read on which cuα rests; None where nothing was read by two.
        ku_coverage: Share of the text marked with a code on which its (k)uα rests; None where nobody marked any.
        coders: Who is compared.
        documents: Documents read by two coders or more.
    """

    u_alpha: Agreement
    u_alpha_binary: Agreement
    cu_alpha: Agreement
    ku_alpha: Mapping[Hashable, Agreement]
    coverage: float | None
    ku_coverage: Mapping[Hashable, float | None]
    coders: tuple[str, ...]
    documents: tuple[str, ...]


def unitizing_alpha(
    continua: ContinuumLike | Iterable[ContinuumLike],
    *,
    coders: Sequence[str] | None = None,
    on_overlap: OnOverlap = "raise",
    interval: IntervalKind | None = None,
    level: float = 0.95,
) -> UnitizingAlpha:
    """Compute Krippendorff's unitizing alphas, uα, |uα, cuα and (k)uα, over one document or several.

    Every coder's units and gaps partition the text. What was observed is compared with pairing every character with
    every other, except two of the same unit; the characters of a gap stand each for itself. In cuα that exception
    concerns the part of a unit that the other coder marked too, as the mean over the other coders of its squared
    length; of the readings that equation 10 of the source allows, this one gives the published 0.724 (0.7241).
    Lengths and squared lengths are added up over documents; a document read by one coder adds nothing. Units of one
    character make uα the nominal alpha.

    Args:
        continua: One document or several: a `Continuum`, or {"length": 100, "coders": {"ana": [(0, 20, "trust")],
            "ben": []}}; end excluded. A coder named read the document to its end, also if they marked nothing.
        coders: Who is compared; everybody if None.
        on_overlap: What to do where units of one coder overlap: "raise", or "split" them into pieces, where a piece
            under several codes carries the set of them.
        interval: "jackknife-documents" or "bootstrap-documents"; spans are no independent units, so there are no
            intervals over units.
        level: Confidence level of the intervals.

    Returns:
        Each figure is 1 for perfect agreement, 0 for what chance would give, below 0 for less; None with a `.reason`
        where nothing varies or nothing was marked by two. `.observed` and `.expected` are disagreements.

    Raises:
        ContinuumError: If something is no continuum.
        UncountableSpanError: If a unit is empty, backwards or beyond the text.
        OverlappingSpansError: If units of one coder overlap and on_overlap is "raise".
        UnknownChoiceError: If there is no such coder, interval or on_overlap.

    Source:
        Krippendorff, Mathet, Bouvry & Widlöcher (2016), On the reliability of unitizing textual continua: further
        developments; Krippendorff (2019), Content Analysis, 4th ed., section 12.6.
    """
    check_interval(interval, level)
    units = read_continua(continua, coders=coders, on_overlap=on_overlap)
    return compare_units(units, interval=interval, level=level)


def compare_units(
    units: MarkedUnits, *, interval: IntervalKind | None = None, level: float = 0.95, each_code: bool = True
) -> UnitizingAlpha:
    """Compute the family from units already laid out, also (k)uα if `each_code`; see `unitizing_alpha`."""
    by_document = add_up_units(units)
    read_by_two = units.read.sum(axis=1) > 1
    evidence = Evidence(
        by_document=by_document.as_columns(),
        pairable=np.where(read_by_two, units.length, 0).astype(np.float64),
        n_units=int(units.length.sum()),
        coders=units.coders,
        document_names=units.documents,
        unit="character",
        rule=None,
    )
    total = UnitizingSums.from_columns(evidence.by_document.sum(axis=0, keepdims=True))

    def answer(name: str, family: _Family, undefined: str) -> Agreement:
        return with_interval(_Unitizing(name, family, undefined), evidence, interval, level)

    return UnitizingAlpha(
        u_alpha=answer("Krippendorff's uα", _where_and_what, "nothing varies: all text is one gap or one code"),
        u_alpha_binary=answer("Krippendorff's |uα", _where, "nothing varies: all text is marked, or none"),
        cu_alpha=answer("Krippendorff's cuα", _what, "no text was marked by two coders, or all of it with one code"),
        ku_alpha={
            code: answer(f"Krippendorff's (k)uα of {code!r}", _OneCode(place), _WHY_NO_KU)
            for place, code in enumerate(units.codes if each_code else ())
        },
        coverage=_first(share(total.seen.sum(axis=1), total.length)),
        ku_coverage={
            code: _first(share(total.seen[:, place], total.marked[:, place]))
            for place, code in enumerate(units.codes if each_code else ())
        },
        coders=units.coders,
        documents=tuple(name for name, two in zip(units.documents, read_by_two, strict=True) if two),
    )


_WHY_NO_KU = "nobody else marked text that has this code, or no other code was given there"


class _Family(Protocol):
    def __call__(self, sums: UnitizingSums) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Give observed and expected disagreement as shares, NaN where there is nothing to share, each shape (R,)."""
        ...


@dataclass(frozen=True, eq=False)
class _Unitizing:
    """A member of the family; sums as `UnitizingSums.as_columns`."""

    name: str
    family: _Family
    undefined: str
    lowest: float = -1.0

    def estimate(self, sums: NDArray[np.float64]) -> Estimates:
        observed, expected = self.family(UnitizingSums.from_columns(sums))
        expected = np.where(expected > _NOTHING, expected, 0.0)
        return Estimates(corrected(observed, expected), observed, expected)


def _where_and_what(sums: UnitizingSums) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    margins = np.column_stack([sums.marked, sums.gap])
    alike = sums.alike.sum(axis=1) + sums.both_gap
    return _disagreements(margins, alike, np.column_stack([sums.squares, sums.gap]))


def _where(sums: UnitizingSums) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    margins = np.column_stack([sums.marked.sum(axis=1), sums.gap])
    alike = sums.seen.sum(axis=1) + sums.both_gap
    return _disagreements(margins, alike, np.column_stack([sums.squares.sum(axis=1), sums.gap]))


def _what(sums: UnitizingSums) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return _disagreements(sums.seen, sums.alike.sum(axis=1), sums.shared_squares)


def _disagreements(
    margins: NDArray[np.float64], alike: NDArray[np.float64], squares: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give shares of disagreement from margins (R, K), agreed length (R,) and self-pairings (R, K)."""
    total = margins.sum(axis=1)
    pairings = total**2 - squares.sum(axis=1)
    expected_alike = share((margins**2 - squares).sum(axis=1), pairings)
    return 1 - share(alike, total), np.nan_to_num(1 - expected_alike)


@dataclass(frozen=True)
class _OneCode:
    """(k)uα = 1 - (ε'_k / ℓ'_k)(ℓ'_k - ℓ'_kk) / (ε'_k - ε'_kk); the factor common to all ε' falls out."""

    code: int

    def __call__(self, sums: UnitizingSums) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        mine, total = sums.seen[:, self.code], sums.seen.sum(axis=1)
        with_self = sums.shared_squares[:, self.code]
        expected, expected_alike = mine * total - with_self, mine**2 - with_self
        observed = 1 - share(sums.alike[:, self.code], mine)
        return observed, np.nan_to_num(1 - share(expected_alike, expected))


def _first(rows: NDArray[np.float64]) -> float | None:
    value = float(rows[0])
    return None if np.isnan(value) else value
