"""Fields of a Word document: what they show is text, the instruction that computes it is not."""

from __future__ import annotations


class Fields:
    """Which fields are open while a paragraph is walked through.

    An instruction ends in the paragraph in which it begins. If it does not, the file is broken, and what was held back
    as an instruction is given out, so that no words are lost.
    """

    def __init__(self) -> None:
        self._showing: list[bool] = []
        self._held: list[str] = []

    def mark(self, kind: str) -> None:
        """Take note of the beginning of a field, of the point where its result begins, or of its end."""
        if kind == "begin":
            self._showing.append(False)
        elif kind == "separate" and self._showing:
            self._showing[-1] = True
        elif kind == "end" and self._showing:
            self._showing.pop()
        if self.shows:
            self._held.clear()

    @property
    def shows(self) -> bool:
        """Tell whether the words here are shown."""
        return all(self._showing)

    def hold(self, words: str) -> None:
        """Keep words of an instruction until it is known to end."""
        self._held.append(words)

    def end_paragraph(self) -> str:
        """Close instructions that are still open and give what they held back."""
        if self.shows:
            return ""
        held = "".join(self._held)
        self._held.clear()
        self._showing = [showing for showing in self._showing if showing]
        return held
