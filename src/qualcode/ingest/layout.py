"""What comes of a text's layout: headers that come back on every page, lines broken to fit it. Undone on request."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qualcode.ingest.base import ReadOptions
from qualcode.ingest.marks import take_out_marks
from qualcode.ingest.running_heads import describe_running_heads, find_running_heads
from qualcode.ingest.speakers import find_heads
from qualcode.ingest.wraps import describe_wraps, find_wraps, join_wraps, may_be_wrapped, text_lines

_PAGE_BREAK = "\f"


@dataclass(frozen=True, slots=True)
class SettledText:
    """A text after what was asked for was undone, and what there is to say about it."""

    text: str
    remarks: list[str]


def settle_pages(text: str, options: ReadOptions) -> SettledText:
    """Leave out what comes back at the edges of pages, in a text with page breaks (form feeds)."""
    if _PAGE_BREAK not in text:
        return SettledText(text, [])
    pages = [page.split("\n") for page in text.split(_PAGE_BREAK)]
    running = find_running_heads(pages)
    remarks = describe_running_heads(running, dropped=options.drop_running_heads)
    if not options.drop_running_heads or not running.count:
        return SettledText(text, remarks)
    kept = [
        "\n".join(line for place, line in enumerate(page) if place not in dropped).strip("\n")
        for page, dropped in zip(pages, running.lines, strict=True)
    ]
    return SettledText("\n".join(kept), remarks)


def settle_wraps(text: str, options: ReadOptions, *, has_marks: bool = False) -> SettledText:
    """Join the lines that were broken to fit the page.

    Args:
        has_marks: Whether the text holds marks (see `marks.py`).
    """
    if not may_be_wrapped(text_lines(text)):
        return SettledText(text, [])
    plain = take_out_marks(text).text if has_marks else text
    lines = text_lines(plain, {head.start for head in find_heads(plain, options.speaker_pattern)})
    wraps = find_wraps(lines)
    if wraps.places and options.join_wraps:
        marked = [replace(line, text=words) for line, words in zip(lines, text.split("\n"), strict=True)]
        text = "\n".join(join_wraps(marked, wraps))
    return SettledText(text, describe_wraps(wraps, joined=options.join_wraps))
