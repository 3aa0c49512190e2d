"""Plain text and Markdown: the text is the file, turns are found in it."""

from __future__ import annotations

from qualcode.errors import SourceEmptyError
from qualcode.ingest.base import ReadOptions, Source, TranscriptReader
from qualcode.ingest.decode import decode_text
from qualcode.ingest.speakers import find_turns
from qualcode.text import Transcript, canonicalise


class TextReader:
    """Reads .txt and .md."""

    name = "txt"
    title = "plain text"
    suffixes: tuple[str, ...] = (".txt", ".text", ".md")

    def recognises(self, data: bytes, suffix: str) -> bool:
        """Take whatever no other reader knows: only decoding tells whether it is text."""
        return True

    def read(self, source: Source, options: ReadOptions) -> Transcript:
        """Decode the bytes and find the turns."""
        decoded = decode_text(source.name, source.data, options.encoding)
        canonical = canonicalise(decoded.text)
        if not canonical.text.strip():
            raise SourceEmptyError(source.name, len(source.data))
        found = find_turns(canonical.text, pattern=options.speaker_pattern, speaker_map=options.speaker_map)
        remarks = [*decoded.remarks]
        if canonical.replaced:
            remarks.append(f"{canonical.replaced} characters that cannot be stored were replaced by \ufffd.")
        return Transcript(
            text=canonical.text,
            turns=found.turns,
            speakers=found.speakers,
            format=self.name,
            encoding=decoded.encoding,
            newline=canonical.newline,
            duration_s=found.duration_s,
            remarks=(*remarks, *found.remarks),
        )


READER: TranscriptReader = TextReader()
