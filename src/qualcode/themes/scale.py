"""Words of prevalence: which word stands for how many of how many people.

The scale is this project's own. Studies often write "most" or "some" without a number; a reader of our output always
finds the numbers beside the word and the scale below the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from qualcode.errors import PrevalenceScaleError


@dataclass(frozen=True, slots=True)
class PrevalenceStep:
    """One word and the share from which it is used.

    Attributes:
        at_least: Share of people, 0 to 1, as a fraction so that two thirds of nine is six.
    """

    word: str
    at_least: Fraction


@dataclass(frozen=True)
class PrevalenceScale:
    """Words for shares, from the largest down; nobody, one person and "nobody read" have words of their own.

    Attributes:
        steps: From the largest share to the smallest.
        below: For two or more people who are fewer than the last step asks.

    Raises:
        PrevalenceScaleError: If the steps do not go down from 1 towards 0.
    """

    steps: tuple[PrevalenceStep, ...]
    below: str = "few"
    one: str = "one participant"
    none: str = "none"
    unread: str = "nothing read yet"

    def __post_init__(self) -> None:
        shares = [step.at_least for step in self.steps]
        if any(not 0 < share <= 1 for share in shares):
            raise PrevalenceScaleError("a step lies outside it")
        if any(later >= earlier for earlier, later in pairwise(shares)):
            raise PrevalenceScaleError("a step is not smaller than the one before it")

    def word(self, count: int, of: int) -> str:
        """Give the word for so many of so many people."""
        if of == 0:
            return self.unread
        if count == 0:
            return self.none
        if count == 1:
            return self.one
        share = Fraction(count, of)
        return next((step.word for step in self.steps if share >= step.at_least), self.below)

    def written(self, count: int, of: int) -> str:
        """Give the word with its numbers: "most: 11 of 13"."""
        return self.word(count, of) if of == 0 else f"{self.word(count, of)}: {count} of {of}"

    def described(self) -> str:
        """Say in one sentence which word stands for what."""
        steps = [f'"{step.word}" {_share_in_words(step.at_least)}' for step in self.steps]
        rest = [
            f'"{self.below}" two people or more, but fewer than that',
            f'"{self.one}" one',
            f'"{self.none}" nobody',
        ]
        return f"Words of prevalence, a scale of this project's own: {'; '.join([*steps, *rest])}."


def prevalence_scale(steps: Sequence[tuple[str, Fraction | float | str]], *, below: str = "few") -> PrevalenceScale:
    """Make a scale from words and shares: `[("all", 1), ("most", "3/4"), ("some", 0.25)]`."""
    return PrevalenceScale(
        tuple(PrevalenceStep(word, Fraction(share).limit_denominator(10_000)) for word, share in steps), below
    )


DEFAULT_SCALE = prevalence_scale([("all", 1), ("most", "2/3"), ("many", "1/2"), ("some", "1/4")])


def _share_in_words(share: Fraction) -> str:
    if share == 1:
        return "everybody"
    return f"{share.numerator}/{share.denominator} or more"
