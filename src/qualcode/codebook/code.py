"""A code: a label for passages, with what it means and when to use it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

PATH_SEPARATOR = " > "


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a codebook.

    Attributes:
        id: Stays the same when the code is renamed or moved.
        name: Unique in its codebook, also when upper and lower case are not told apart.
        parent_id: The code it stands under; None at the top.
        definition: What the code means.
        when_to_use, when_not_to_use: How coders decide.
        example: A passage that carries the code.
        colour: `#rrggbb`, or empty.
        keywords: Words that point to the code; never more than a hint.
        memo: Remarks of the team.
        retired: A retired code keeps its codings but takes no new ones.
    """

    id: str
    name: str
    parent_id: str | None = None
    definition: str = ""
    when_to_use: str = ""
    when_not_to_use: str = ""
    example: str = ""
    colour: str = ""
    keywords: tuple[str, ...] = ()
    memo: str = ""
    retired: bool = False


def fold_name(name: str) -> str:
    """Give the form in which two names count as the same.

    Case, spacing and the way in which accents are stored do not tell names apart.
    """
    # Some keyboards give é as one character, others as e and an accent.
    composed = unicodedata.normalize("NFC", " ".join(name.split()))
    return unicodedata.normalize("NFC", composed.casefold())


def full_colour(written: str) -> str | None:
    """Give a colour as `#rrggbb`, also for the short form `#rgb`; nothing for nothing; None for what is no colour."""
    if _SHORT_COLOUR.fullmatch(written):
        return "#" + "".join(digit * 2 for digit in written[1:])
    return written if not written or _COLOUR.fullmatch(written) else None


_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_SHORT_COLOUR = re.compile(r"#[0-9A-Fa-f]{3}")
