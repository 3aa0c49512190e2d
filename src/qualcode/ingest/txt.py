"""Plain text and Markdown: the text is the file, turns are found in it.

Nothing is taken away or put in, in Markdown neither: its asterisks, backslashes and signs for headings stay as
they are written. Only what the researcher asks for (see `layout.py`) changes the text.
"""

from __future__ import annotations

from qualcode.errors import SourceEmptyError
from qualcode.ingest.base import ReadOptions, Source, TranscriptReader
from qualcode.ingest.decode import decode_text
from qualcode.ingest.layout import settle_pages, settle_wraps
from qualcode.ingest.speakers import find_turns
from qualcode.text import Transcript, canonicalise

_MARKDOWN = (".md", ".markdown", ".mkd")


class TextReader:
    """Reads .txt and .md."""

    name = "txt"
    title = "plain text"
    suffixes: tuple[str, ...] = (".txt", ".text", *_MARKDOWN)

    def recognises(self, data: bytes, suffix: str) -> bool:
        """Take whatever no other reader knows: only decoding tells whether it is text."""
        return True

    def read(self, source: Source, options: ReadOptions) -> Transcript:
        """Decode the bytes and find the turns."""
        decoded = decode_text(source.name, source.data, options.encoding)
        canonical = canonicalise(decoded.text)
        if not canonical.text.strip():
            raise SourceEmptyError(source.name, len(source.data))
        pages = settle_pages(canonical.text, options)
        settled = settle_wraps(pages.text, options)
        found = find_turns(settled.text, pattern=options.speaker_pattern, speaker_map=options.speaker_map)
        remarks = [*decoded.remarks, *pages.remarks, *settled.remarks]
        if source.suffix in _MARKDOWN:
            remarks.append("The marks of Markdown (*, #, \\) stay in the text as they are written.")
        if canonical.replaced:
            remarks.append(f"{canonical.replaced} characters that cannot be stored were replaced by \ufffd.")
        return Transcript(
            text=settled.text,
            turns=found.turns,
            speakers=found.speakers,
            format=self.name,
            encoding=decoded.encoding,
            newline=canonical.newline,
            duration_s=found.duration_s,
            remarks=(*remarks, *found.remarks),
        )


READER: TranscriptReader = TextReader()
