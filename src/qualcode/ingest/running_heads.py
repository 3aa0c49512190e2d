"""Headers, footers and page numbers in a text that is laid out in pages: lines that come back at the edges."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

_EDGE_LINES = 3
# A short page has a thin edge: one line of these many, at least one.
_LINES_FOR_ONE_AT_THE_EDGE = 8
_LEAST_PAGES = 3
_SHARE_OF_PAGES = 0.4
_SHOWN = 3
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class RunningHeads:
    """What comes back at the edges of pages.

    Attributes:
        lines: For each page, the places of its lines that come back.
        examples: What they look like, the first of each kind.
    """

    lines: tuple[frozenset[int], ...]
    examples: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many lines come back, over all pages."""
        return sum(map(len, self.lines))


def find_running_heads(pages: Sequence[Sequence[str]]) -> RunningHeads:
    """Find the lines that stand at the same edge of many pages and nowhere else, numbers in them not counted."""
    filled = sum(any(line.strip() for line in page) for page in pages)
    least = max(min(_LEAST_PAGES, filled), _SHARE_OF_PAGES * filled)
    if filled < 2:
        return RunningHeads(tuple(frozenset() for _ in pages), ())
    places = [_edges(page) for page in pages]
    counts = Counter(key for edges in places for key in {key for key, _ in edges})
    inside = _inside(pages, places)
    running = {
        key
        for key, count in counts.items()
        if count >= least and not inside[key[1]] and (filled > 2 or ":" not in key[1])
    }
    found = tuple(frozenset(_from_outside(edges, running)) for edges in places)
    first: dict[str, str] = {}
    for page, dropped in zip(pages, found, strict=True):
        for line in sorted(dropped):
            first.setdefault(_shape(page[line]), page[line].strip())
    return RunningHeads(found, tuple(first.values()))


def describe_running_heads(found: RunningHeads, *, dropped: bool) -> list[str]:
    """Say which lines were left out, or would be."""
    if not found.count:
        return []
    shown = ", ".join(f'"{example[:60]}"' for example in found.examples[:_SHOWN])
    more = ", ..." if len(found.examples) > _SHOWN else ""
    if dropped:
        return [f"{found.count} lines that come back as headers, footers or page numbers were left out: {shown}{more}."]
    return [
        f"{found.count} lines come back like headers, footers or page numbers: {shown}{more}. They were kept; "
        "--drop-running-heads leaves them out."
    ]


def _edges(page: Sequence[str]) -> list[tuple[tuple[str, str], int]]:
    """Give the outermost lines of a page, from outside in: their edge, words without numbers, and place."""
    filled = [place for place, line in enumerate(page) if line.strip()]
    depth = min(_EDGE_LINES, max(1, len(filled) // _LINES_FOR_ONE_AT_THE_EDGE))
    top, bottom = filled[:depth], filled[-depth:][::-1]
    edges = [(("top", _shape(page[place])), place) for place in top]
    return edges + [(("bottom", _shape(page[place])), place) for place in bottom if place not in top]


def _from_outside(edges: Sequence[tuple[tuple[str, str], int]], running: Collection[tuple[str, str]]) -> Iterator[int]:
    """Give the lines that come back, going inwards from each edge until one does not."""
    for edge in ("top", "bottom"):
        for key, line in edges:
            if key[0] != edge:
                continue
            if key not in running:
                break
            yield line


def _inside(pages: Sequence[Sequence[str]], places: Sequence[Sequence[tuple[tuple[str, str], int]]]) -> Counter[str]:
    """Count the lines that stand at no edge: what is said in the middle of a page is said at its edge, too."""
    at_edge = [{line for _, line in edges} for edges in places]
    return Counter(
        _shape(line)
        for page, edge in zip(pages, at_edge, strict=True)
        for place, line in enumerate(page)
        if place not in edge
    )


def _shape(line: str) -> str:
    return _DIGITS.sub("#", _SPACE.sub(" ", line).strip()).casefold()
