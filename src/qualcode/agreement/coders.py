"""Who disagrees with whom: any coefficient for each pair of coders, and without each coder."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from qualcode.agreement.alpha import krippendorff_alpha
from qualcode.agreement.ratings import RatingsLike, as_ratings
from qualcode.agreement.result import Agreement

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class CoderPairs:
    """One coefficient for each pair of coders.

    Attributes:
        coders: The coders, in order.
        pairs: The answer for each pair, keyed by both names in that order.
    """

    coders: tuple[str, ...]
    pairs: dict[tuple[str, str], Agreement]

    def __getitem__(self, pair: tuple[str, str]) -> Agreement:
        return self.pairs[pair] if pair in self.pairs else self.pairs[pair[1], pair[0]]

    def to_frame(self) -> pd.DataFrame:
        """Give coders by coders; None on the diagonal and where undefined."""
        import pandas as pd

        table = pd.DataFrame(None, index=list(self.coders), columns=list(self.coders), dtype=object)
        for (one, other), answer in self.pairs.items():
            table.loc[one, other] = table.loc[other, one] = answer.value
        return table.where(table.notna(), None)


def coder_pairs(
    ratings: RatingsLike, coefficient: Callable[..., Agreement] = krippendorff_alpha, **options: Any
) -> CoderPairs:
    """Compute a coefficient for each pair of coders, on the units both coded.

    Args:
        ratings: Codes given, shape (U, C): U units, C coders. None or NaN where a coder did not code a unit.
        coefficient: Any function of this package that takes ratings.
        options: What it takes besides, `metric="masi"` for example.

    Source:
        Light (1971), Measures of response agreement for qualitative data.
    """
    read = as_ratings(ratings, categories=_take_categories(options))
    pairs = {pair: coefficient(read.of_coders(pair), **options) for pair in combinations(read.coders, 2)}
    return CoderPairs(read.coders, pairs)


def without_each_coder(
    ratings: RatingsLike, coefficient: Callable[..., Agreement] = krippendorff_alpha, **options: Any
) -> dict[str, Agreement]:
    """Compute a coefficient without each coder in turn.

    A figure that rises much without one coder says that this coder reads the codebook differently from the others.

    Args:
        ratings: Codes given, shape (U, C): U units, C coders. None or NaN where a coder did not code a unit.
        coefficient: Any function of this package that takes ratings.
        options: What it takes besides, `metric="masi"` for example.

    Returns:
        The answer without the coder named. Empty for fewer than three coders, without whom nobody is left to compare.
    """
    read = as_ratings(ratings, categories=_take_categories(options))
    if len(read.coders) < 3:
        return {}
    others = {left_out: [coder for coder in read.coders if coder != left_out] for left_out in read.coders}
    return {left_out: coefficient(read.of_coders(kept), **options) for left_out, kept in others.items()}


def _take_categories(options: dict[str, Any]) -> Iterable[Any] | None:
    categories: Iterable[Any] | None = options.pop("categories", None)
    return categories
