"""Labels that may name one speaker ("P1" and "P01", "Interviewer" and "Interveiwer"): offered, never merged unasked."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qualcode.ingest.roles import guess_role, is_role_word

# A slip of the pen is looked for in labels from this length on, and only where one label is much rarer.
_LEAST_POINTS = 6
_RARE_SHARE = 0.25


def find_variants(turns: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """Give the labels that may be one speaker, the most frequent first.

    Args:
        turns: How often each label speaks.
    """
    groups: dict[str, list[str]] = {label: [label] for label in turns}
    for label in turns:
        for other in turns:
            if groups[label] is not groups[other] and _may_be_one(label, other, turns):
                joined = [*groups[label], *groups[other]]
                groups |= dict.fromkeys(joined, joined)
    distinct = {id(group): group for group in groups.values() if len(group) > 1}
    order = list(turns)
    return tuple(tuple(sorted(group, key=lambda one: (-turns[one], order.index(one)))) for group in distinct.values())


def _may_be_one(label: str, other: str, turns: Mapping[str, int]) -> bool:
    if _plain(label) == _plain(other):
        return True
    if re.findall(r"\d+", _plain(label)) != re.findall(r"\d+", _plain(other)):
        return False
    return _is_short_for(label, other) or _is_slip(label, other, turns)


def _plain(label: str) -> str:
    """Give a label without case, spaces, marks and leading zeros."""
    return re.sub(r"[\W_]+|(?<!\d)0+(?=\d)", "", label.casefold())


def _is_short_for(label: str, other: str) -> bool:
    """Tell whether one label abbreviates the other, both being words for the same role (Int, Interviewer)."""
    short, long = sorted((_letters(label), _letters(other)), key=len)
    role = guess_role(label)
    return (
        0 < len(short) < len(long)
        and long.startswith(short)
        and role in ("interviewer", "participant")
        and role == guess_role(other)
        and is_role_word(label)
        and is_role_word(other)
    )


def _letters(label: str) -> str:
    return re.sub(r"\d+", "", _plain(label))


def _is_slip(label: str, other: str, turns: Mapping[str, int]) -> bool:
    from rapidfuzz.distance import OSA

    rare, common = sorted((turns[label], turns[other]))
    if min(len(label), len(other)) < _LEAST_POINTS or rare > _RARE_SHARE * common:
        return False
    return OSA.distance(label.casefold(), other.casefold(), score_cutoff=1) <= 1
