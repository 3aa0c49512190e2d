"""PDF with text (.pdf): the lines of its pages, in the order in which the file holds them.

A PDF knows characters and places, not paragraphs. On request the lines that come back on every page are left out and
lines that were broken to fit the page are joined; what that would change is said in any case. A word cut by a hyphen
at the end of a line stays cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from qualcode.errors import DamagedFileError, EncryptedFileError, NotATranscriptError
from qualcode.ingest.base import ReadOptions, Source, TranscriptReader
from qualcode.ingest.pdf_pages import PageLine, read_page
from qualcode.ingest.pieces import Pieces, make_transcript
from qualcode.ingest.running_heads import describe_running_heads, find_running_heads
from qualcode.ingest.speakers import find_heads
from qualcode.ingest.wraps import Line, describe_wraps, find_wraps, join_wraps
from qualcode.text import Transcript

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_BEGINNING = b"%PDF-"
_END_BYTES = 64_000
_NEW_PARAGRAPH = 1.35
_SHOWN_PAGES = 5
_SLACK_POINTS = 6.0


class PdfReader:
    """Reads .pdf."""

    name = "pdf"
    title = "PDF"
    suffixes: tuple[str, ...] = (".pdf",)

    def recognises(self, data: bytes, suffix: str) -> bool:
        """Look for the beginning of the format, which may have a little before it."""
        return _BEGINNING in data[:1024]

    def read(self, source: Source, options: ReadOptions) -> Transcript:
        """Read the pages one after the other."""
        pages = _read_pages(source)
        if not any(line.text for page in pages for line in page):
            raise NotATranscriptError(
                source.name,
                "a PDF without text, as scanning makes it",
                "let a program recognise the text in it (OCR) and bring the result",
            )
        running = find_running_heads([[line.text for line in page] for page in pages])
        dropped = options.drop_running_heads
        kept = [
            [line for place, line in enumerate(page) if not (dropped and place in running.lines[number])]
            for number, page in enumerate(pages)
        ]
        lines = _measured(kept, options)
        wraps = find_wraps(lines, slack=_SLACK_POINTS)
        remarks = [
            "The text stands in the order in which the PDF holds it, line by line; look over columns and tables.",
            *_describe_empty(pages),
            *describe_running_heads(running, dropped=dropped),
            *describe_wraps(wraps, joined=options.join_wraps),
        ]
        words = join_wraps(lines, wraps) if options.join_wraps else [line.text for line in lines]
        return make_transcript(self.name, source, words, Pieces(), options, remarks, is_settled=True)


READER: TranscriptReader = PdfReader()


def _read_pages(source: Source) -> list[list[PageLine]]:
    from pypdfium2 import PdfiumError

    if b"startxref" not in source.data[-_END_BYTES:]:
        raise DamagedFileError(source.name, "a PDF", "its end is missing")
    pages: list[list[PageLine]] = []
    document = _open(source)
    try:
        for number in range(len(document)):
            page = document[number]
            try:
                pages.append(read_page(page))
            finally:
                page.close()
    except PdfiumError as error:
        raise DamagedFileError(source.name, "a PDF", f"page {len(pages) + 1} cannot be read") from error
    finally:
        document.close()
    return pages


def _open(source: Source) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(source.data)
    except PdfiumError as error:
        if "password" in str(error).casefold() or "security" in str(error).casefold():
            raise EncryptedFileError(source.name) from error
        raise DamagedFileError(source.name, "a PDF", "it cannot be opened") from error


def _measured(pages: Sequence[Sequence[PageLine]], options: ReadOptions) -> list[Line]:
    """Give all lines with what is known of where something new begins."""
    text = "\n".join(line.text for page in pages for line in page)
    heads = {head.start for head in find_heads(text, options.speaker_pattern)}
    lines: list[Line] = []
    start = 0
    for page in pages:
        for line, far_below in zip(page, _far_below(page), strict=True):
            first = start + len(line.text) - len(line.text.lstrip())
            left, right = (line.left, line.right) if line.right else (0.0, 5.0 * len(line.text))
            lines.append(Line(line.text, first in heads or far_below, left, right))
            start += len(line.text) + 1
    return lines


def _far_below(page: Sequence[PageLine]) -> Iterator[bool]:
    """Tell of each line whether it stands further below the one before it than lines of a paragraph do."""
    steps = [above.bottom - below.bottom for above, below in pairwise(page)]
    usual = median([step for step in steps if step > 1] or [0.0])
    yield from [False][: len(page)]
    for step in steps:
        yield usual > 0 and step > _NEW_PARAGRAPH * usual


def _describe_empty(pages: Sequence[Sequence[PageLine]]) -> list[str]:
    empty = [str(number) for number, page in enumerate(pages, start=1) if not any(line.text for line in page)]
    if not empty:
        return []
    shown = ", ".join(empty[:_SHOWN_PAGES]) + (", ..." if len(empty) > _SHOWN_PAGES else "")
    noun = "page holds" if len(empty) == 1 else "pages hold"
    return [f"{len(empty)} {noun} no text ({shown}); look whether they are scanned."]
