"""A transcript cut for showing: blocks (turns, paragraphs) of pieces, each covered by the same quotations throughout.

Quotations may overlap, which marks in HTML or Word cannot; pieces never do. Together the pieces are the text, each
character once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from qualcode.text.span import Span
from qualcode.text.transcript import Turn
from qualcode.text.units import paragraph_spans

BlockKind = Literal["turn", "paragraph", "space"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text covered by the same quotations.

    Attributes:
        marks: Numbers of the quotations that cover it.
        opens: Those that begin at its first character.
        closes: Those that end behind its last character.
    """

    text: str
    marks: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A turn, a paragraph outside every turn, or white space before the first of them.

    Attributes:
        turn: None outside every turn.
        head: The speaker's label and the time as the transcript writes them.
        body: What was said.
        gap: White space up to the next block.
    """

    kind: BlockKind
    turn: Turn | None
    head: tuple[Piece, ...] = ()
    body: tuple[Piece, ...] = ()
    gap: tuple[Piece, ...] = ()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All pieces, in the order of the text."""
        return self.head + self.body + self.gap

    @property
    def opens(self) -> tuple[int, ...]:
        """The quotations that begin in the block."""
        return tuple(number for piece in self.pieces for number in piece.opens)


def cut_pieces(text: str, marks: Mapping[int, Span], within: Span) -> tuple[Piece, ...]:
    """Cut a stretch of a text wherever a quotation begins or ends."""
    here = {number: span for number, span in marks.items() if span.overlaps(within)}
    edges = {edge for span in here.values() for edge in (span.start, span.end) if within.start < edge < within.end}
    bounds = sorted({within.start, within.end, *edges})
    return tuple(
        Piece(
            text[start:end],
            tuple(number for number, span in here.items() if span.start <= start and end <= span.end),
            tuple(number for number, span in here.items() if span.start == start),
            tuple(number for number, span in here.items() if span.end == end),
        )
        for start, end in pairwise(bounds)
    )


def cut_blocks(text: str, turns: Iterable[Turn], marks: Mapping[int, Span]) -> tuple[Block, ...]:
    """Cut a whole transcript into blocks; text outside every turn becomes paragraphs."""
    outlines = tuple(_outlines(text, turns))
    ends = [*(outline.start for outline in outlines), len(text)][1:]
    return tuple(
        Block(
            outline.kind,
            outline.turn,
            cut_pieces(text, marks, Span(outline.start, outline.body.start)),
            cut_pieces(text, marks, outline.body),
            cut_pieces(text, marks, Span(outline.body.end, end)),
        )
        for outline, end in zip(outlines, ends, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Outline:
    kind: BlockKind
    start: int
    body: Span
    turn: Turn | None = None


def _outlines(text: str, turns: Iterable[Turn]) -> Iterator[_Outline]:
    """Give the blocks without their gaps; the first begins with the text."""
    spoken = [_Outline("turn", turn.head_start, Span(turn.start, turn.end), turn) for turn in turns]
    paragraphs = [
        _Outline("paragraph", span.start, span) for gap in _gaps(len(text), spoken) for span in _paragraphs(text, gap)
    ]
    blocks = sorted((*spoken, *paragraphs), key=lambda outline: outline.start)
    if text and (not blocks or blocks[0].start > 0):
        yield _Outline("space", 0, Span(0, 0))
    yield from blocks


def _gaps(length: int, spoken: Sequence[_Outline]) -> Iterator[Span]:
    position = 0
    for outline in spoken:
        if position < outline.start:
            yield Span(position, outline.start)
        position = max(position, outline.body.end)
    if position < length:
        yield Span(position, length)


def _paragraphs(text: str, gap: Span) -> Iterator[Span]:
    for span in paragraph_spans(gap.of(text)):
        yield Span(gap.start + span.start, gap.start + span.end)
