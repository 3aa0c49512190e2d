"""Conversion between code points and the other units in which tools count positions; the only such place in Python.

Browsers and Java count UTF-16 code units, databases and C libraries UTF-8 bytes, and some tools count a line end as
two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from qualcode.errors import PositionInsideCharacterError, PositionOutsideTextError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

OffsetUnit = Literal["utf16", "utf8", "utf32"]


class OffsetTable:
    """The positions of one text in another unit.

    Args:
        text: The canonical text.
        unit: What the other tool counts: UTF-16 code units, UTF-8 bytes or code points ("utf32").
        crlf: Whether the other tool's text ends lines with CR LF, so that a line end counts as two.
    """

    def __init__(self, text: str, *, unit: OffsetUnit = "utf16", crlf: bool = False) -> None:
        import numpy as np

        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        widths = np.ones(len(points), dtype=np.int64)
        if unit == "utf16":
            widths += points >= 0x10000
        elif unit == "utf8":
            for first_wider in (0x80, 0x800, 0x10000):
                widths += points >= first_wider
        if crlf:
            widths += points == ord("\n")
        self._starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(widths)])

    def from_points(self, positions: ArrayLike) -> NDArray[np.int64]:
        """Give the other unit's positions of code-point positions, shape kept.

        Raises:
            PositionOutsideTextError: If a position lies before 0 or behind the end.
        """
        import numpy as np

        wanted = np.asarray(positions, dtype=np.int64)
        self._check(wanted, len(self._starts) - 1)
        converted: NDArray[np.int64] = self._starts[wanted]
        return converted

    def to_points(self, positions: ArrayLike) -> NDArray[np.int64]:
        """Give the code-point positions of the other unit's positions, shape kept.

        Raises:
            PositionOutsideTextError: If a position lies before 0 or behind the end.
            PositionInsideCharacterError: If a position falls between the halves of one character.
        """
        import numpy as np

        wanted = np.asarray(positions, dtype=np.int64)
        self._check(wanted, int(self._starts[-1]))
        points = np.searchsorted(self._starts, wanted)
        inside = self._starts[points] != wanted
        if inside.any():
            raise PositionInsideCharacterError(int(wanted[inside].flat[0] if wanted.ndim else wanted))
        return points.astype(np.int64)

    @staticmethod
    def _check(wanted: NDArray[np.int64], end: int) -> None:
        if wanted.size and (wanted.min() < 0 or wanted.max() > end):
            position = int(wanted.min() if wanted.min() < 0 else wanted.max())
            raise PositionOutsideTextError(position, end)
