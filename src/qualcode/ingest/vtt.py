"""WebVTT subtitles (.vtt), as Zoom, Teams and most transcription tools export them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from qualcode.ingest.base import ReadOptions, Source, TranscriptReader
from qualcode.ingest.cues import TIMING, Cue, cue_transcript
from qualcode.ingest.decode import peek_text
from qualcode.ingest.heads import clean_label
from qualcode.text import Transcript

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t\n]+(?P<name>[^>]*)>")
# Only the tags of the format, so that a "<laughs>" somebody typed stays.
_TAG = re.compile(r"</?(?:c|i|b|u|v|ruby|rt|lang)(?:[.\s][^>]*)?>|<(?:\d{1,3}:)?\d{2}:\d{2}\.\d{3}>")


class VttReader:
    """Reads .vtt."""

    name = "vtt"
    title = "WebVTT subtitles"
    suffixes: tuple[str, ...] = (".vtt",)

    def recognises(self, data: bytes, suffix: str) -> bool:
        """Look for the word WEBVTT, or for cues under the right name."""
        start = peek_text(data)
        return start.startswith("WEBVTT") or (suffix in self.suffixes and TIMING.search(start) is not None)

    def read(self, source: Source, options: ReadOptions) -> Transcript:
        """Read the cues, their voices and times."""
        return cue_transcript(self.name, source, options, _voices)


READER: TranscriptReader = VttReader()


def _voices(cue: Cue) -> Iterator[Cue]:
    """Give what each voice of a cue says; what stands before the first voice has none."""
    position = 0
    speaker: str | None = None
    for voice in [*_VOICE.finditer(cue.words), None]:
        words = _plain(cue.words[position : voice.start() if voice else len(cue.words)])
        if words.strip():
            yield replace(cue, words=words.strip(), speaker=speaker)
        if voice:
            speaker = clean_label(html.unescape(voice["name"])) or None
            position = voice.end()


def _plain(words: str) -> str:
    return html.unescape(_TAG.sub("", words)).replace("\ufeff", "")
