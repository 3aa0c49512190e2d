"""One category against the rest, for figures per category."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

import numpy as np

from qualcode.agreement.ratings import MISSING, Ratings
from qualcode.errors import UndeclaredCategoryError


def single_categories(ratings: Ratings) -> tuple[Hashable, ...]:
    """Give what can be set against the rest: the categories, or the codes where categories are sets of codes."""
    if not _holds_sets(ratings):
        return ratings.categories
    codes = dict.fromkeys(code for value in ratings.categories for code in value)  # type: ignore[attr-defined]
    return tuple(sorted(codes, key=str))


def dichotomise(ratings: Ratings, category: Hashable) -> Ratings:
    """Rate each unit 1 where the coder gave the category (or a set that holds it), 0 where another.

    Raises:
        UndeclaredCategoryError: If there is no such category.
    """
    known = single_categories(ratings)
    if category not in known:
        raise UndeclaredCategoryError(category, known)
    if _holds_sets(ratings):
        chosen = [int(category in value) for value in ratings.categories]  # type: ignore[operator]
    else:
        chosen = [int(value == category) for value in ratings.categories]
    # The last entry is what -1 (missing) looks up.
    lookup = np.array([*chosen, MISSING], dtype=np.int64)
    return replace(ratings, codes=lookup[ratings.codes], categories=(0, 1), declared=True)


def _holds_sets(ratings: Ratings) -> bool:
    return bool(ratings.categories) and all(isinstance(value, frozenset) for value in ratings.categories)
