"""JSON as speech recognition writes it (.json): Whisper and its relatives, and the services of `speech_shapes.py`."""

from __future__ import annotations

import json

from qualcode.errors import DamagedFileError, NotATranscriptError
from qualcode.ingest.base import ReadOptions, Source, TranscriptReader
from qualcode.ingest.cues import transcript_of_cues
from qualcode.ingest.decode import decode_text, peek_text
from qualcode.ingest.speech_shapes import SHAPES, Speech, find_speech
from qualcode.text import Transcript, canonicalise

_OPENINGS = ("{", "[")


class SpeechJsonReader:
    """Reads .json."""

    name = "json"
    title = "JSON of a speech recognition"
    suffixes: tuple[str, ...] = (".json",)

    def recognises(self, data: bytes, suffix: str) -> bool:
        """Believe the suffix where the first character fits; under another name the whole file must be JSON."""
        if not peek_text(data).startswith(_OPENINGS):
            return False
        return suffix in self.suffixes or _holds_objects(data)

    def read(self, source: Source, options: ReadOptions) -> Transcript:
        """Find the stretches of speech in the JSON, whoever wrote it."""
        decoded = decode_text(source.name, source.data, options.encoding)
        canonical = canonicalise(decoded.text)
        speech = _find_speech(source.name, canonical.text)
        return transcript_of_cues(
            self.name,
            source,
            speech.cues,
            options,
            encoding=decoded.encoding,
            newline=canonical.newline,
            remarks=(*decoded.remarks, *_describe(speech)),
        )


READER: TranscriptReader = SpeechJsonReader()


def _holds_objects(data: bytes) -> bool:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(content, dict) or (isinstance(content, list) and any(isinstance(part, dict) for part in content))


def _find_speech(name: str, text: str) -> Speech:
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise DamagedFileError(name, "JSON", f"line {error.lineno} cannot be read ({error.msg})") from error
    except (ValueError, RecursionError) as error:
        raise DamagedFileError(name, "JSON", "its lists are nested too deeply or its numbers too long") from error
    speech = find_speech(content)
    if speech is None:
        raise NotATranscriptError(
            name,
            "JSON that holds no speech as we know it",
            f"known is that of {', '.join(SHAPES)}; export the transcript as .vtt, .srt, .docx or .txt instead",
        )
    return speech


def _describe(speech: Speech) -> list[str]:
    remarks = [f"The JSON has the form that {speech.writer} writes."]
    if speech.language:
        remarks.append(f'The file says that its language is "{speech.language}".')
    return remarks
