"""The text of the pages of a PDF, line by line, with where each line stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.ingest.marks import without_controls
from qualcode.ingest.symbols import plain_symbols

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

# What the library puts where a line ends in a hyphen: it would join the word, which is not ours to decide.
_CUT_WORD = ("\ufffe", "\x02")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line and where it stands on its page, in points from the left and from the bottom; 0 where that is unknown."""

    text: str
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0


def read_page(page: PdfPage) -> list[PageLine]:
    """Give the lines of a page in the order in which the file holds them."""
    text_page = page.get_textpage()
    try:
        return list(_lines(text_page))
    finally:
        text_page.close()


def _lines(text_page: PdfTextPage) -> Iterator[PageLine]:
    written: str = text_page.get_text_range()
    for cut in _CUT_WORD:
        written = written.replace(cut, "-\n")
    n_chars = text_page.count_chars()
    # A character of the library is 16 bits; the hyphen of a cut word was one and is two here.
    units = len(written.encode("utf-16-le", "surrogatepass")) // 2
    cuts = written.count("-\n")
    is_aligned = units - cuts == n_chars
    index = 0
    for line in written.split("\n"):
        is_cut = line.endswith("-")
        text = line.removesuffix("\r")
        size = len(text.encode("utf-16-le", "surrogatepass")) // 2
        shown = plain_symbols(without_controls(text, "\ufffd")).rstrip()
        yield _placed(text_page, shown, index, size) if is_aligned and shown else PageLine(shown)
        index += size + (0 if is_cut and is_aligned else 2 if line.endswith("\r") else 1)


def _placed(text_page: PdfTextPage, text: str, index: int, size: int) -> PageLine:
    """Measure a line by its first character and its last one that is no space."""
    last = index + min(size, len(text)) - 1
    left, bottom, _, top = text_page.get_charbox(index)
    _, _, right, _ = text_page.get_charbox(max(last, index))
    return PageLine(text, min(left, right), max(left, right), top, bottom)
