"""Times that stand alone on a line: whose they are.

0:00:01.0 --> 0:00:05.2        Ana Costa                     [00:00:04]
Ana Costa                      0:00                          I: Hello there.
Hello there.                   Hello there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from qualcode.ingest.heads import Head

_LEAST_SHARE = 0.9


def lone_clock(heads: Sequence[Head]) -> Head | None:
    """Give the time of a line that holds nothing else."""
    return next((head for head in heads if head.shape == "clock" and head.alone), None)


def clock_heads(per_line: Sequence[Sequence[Head]], after: int) -> list[Head]:
    """Where nobody is named, times at the start of lines still tell turns apart."""
    clocks = [head for heads in per_line for head in heads if head.shape == "clock" and head.start >= after]
    return clocks if len(clocks) > 1 else []


def with_lone_clocks(heads: Sequence[Head], per_line: Sequence[Sequence[Head]]) -> list[Head]:
    """Give a time that stands alone on the line before a head to that head."""
    chosen = {head.line_end: head for head in heads}
    joined: list[Head] = []
    before: Head | None = None
    for line_heads in per_line:
        head = next((chosen[possible.line_end] for possible in line_heads if possible.line_end in chosen), None)
        if head is not None:
            takes = before is not None and head.time is None
            joined.append(replace(head, start=before.start, time=before.time) if before and takes else head)
        before = lone_clock(line_heads) if head is None else None
    return joined


def names_beside_clocks(per_line: Sequence[Sequence[Head]], after: int, is_name: Callable[[Head], bool]) -> list[Head]:
    """Give the heads that are made of a name on one line and a time on the next, or the other way round.

    They are believed if nearly every time has its name on the same side, and fewer names than times occur, for then
    names come back. Any word may stand alone on a line.

    Args:
        per_line: The possible heads of every line that is not blank.
        after: Where the title ends.
        is_name: Tells whether a label may be one.
    """
    clocks = [
        (place, clock) for place, heads in enumerate(per_line) if (clock := lone_clock(heads)) and clock.start >= after
    ]
    for side in (1, -1):
        heads = [
            _joined(clock, name)
            for place, clock in clocks
            if (name := _name_at(per_line, place + side, is_name)) and name.start >= after
        ]
        comes_back = len({head.key for head in heads}) < len(heads)
        if len(heads) > 1 and len(heads) >= _LEAST_SHARE * len(clocks) and comes_back:
            return heads
    return []


def _name_at(per_line: Sequence[Sequence[Head]], place: int, is_name: Callable[[Head], bool]) -> Head | None:
    if not 0 <= place < len(per_line):
        return None
    return next((head for head in per_line[place] if head.shape == "alone" and is_name(head)), None)


def _joined(clock: Head, name: Head) -> Head:
    """Make one head of both lines; it ends with the lower one."""
    lower = max(clock, name, key=lambda head: head.start)
    return replace(name, start=min(clock.start, name.start), end=lower.end, line_end=lower.line_end, time=clock.time)
