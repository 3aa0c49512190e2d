"""SubRip subtitles (.srt)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from qualcode.ingest.base import ReadOptions, Source, TranscriptReader
from qualcode.ingest.cues import TIMING, Cue, cue_transcript
from qualcode.ingest.decode import peek_text
from qualcode.text import Transcript

_TAG = re.compile(r"</?(?:i|b|u|s|font)(?:\s[^>]*)?>|\{\\[^}]*\}", re.IGNORECASE)
# A cue's number may be missing; nothing else may come before the first timing.
_BEFORE_FIRST_CUE = re.compile(r"\s*(?:\d{1,6}[ \t]*\n)?\s*")


class SrtReader:
    """Reads .srt."""

    name = "srt"
    title = "SubRip subtitles"
    suffixes: tuple[str, ...] = (".srt",)

    def recognises(self, data: bytes, suffix: str) -> bool:
        """Look for a first cue at the very beginning, or anywhere at the top under the right name."""
        start = peek_text(data)
        opening = _BEFORE_FIRST_CUE.match(start)
        begins_with_cue = opening is not None and TIMING.match(start, opening.end()) is not None
        return begins_with_cue or (suffix in self.suffixes and TIMING.search(start) is not None)

    def read(self, source: Source, options: ReadOptions) -> Transcript:
        """Read the cues and their times; speakers where the words name them."""
        return cue_transcript(self.name, source, options, _plain)


READER: TranscriptReader = SrtReader()


def _plain(cue: Cue) -> Iterator[Cue]:
    words = _TAG.sub("", cue.words).strip()
    if words:
        yield replace(cue, words=words)
