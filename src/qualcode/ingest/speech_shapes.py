"""The forms in which programs write recognised speech as JSON, told by their fields; what does not fit is no speech.

Whisper, WhisperX      {"segments": [{"start": 0.0, "end": 2.5, "text": "...", "speaker": "SPEAKER_00"}]}
whisper.cpp            {"transcription": [{"offsets": {"from": 0, "to": 2500}, "text": "..."}]}
Whisper (Transformers) {"chunks": [{"timestamp": [0.0, 2.5], "text": "..."}]}
AssemblyAI             {"utterances": [{"start": 0, "end": 2500, "text": "...", "speaker": "A"}]}     milliseconds
Deepgram               {"results": {"channels": [{"alternatives": [{"words": [...]}]}], "utterances": [...]}}
Amazon Transcribe      {"results": {"items": [{"type": "pronunciation", "alternatives": [...]}]}}
Google Speech-to-Text  {"results": [{"alternatives": [{"transcript": "...", "words": [...]}]}]}
Rev                    {"monologues": [{"speaker": 0, "elements": [{"type": "text", "value": "...", "ts": 0.1}]}]}
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.ingest.cues import Cue, join_cues
from qualcode.ingest.heads import clean_label

_LONGEST_TIME_S = 1e7
_BARE_LABEL = re.compile(r"\d+|[A-Za-z]")
_NO_SPACE_BEFORE = re.compile(r"[.,!?;:%…。，？！、।)\]]")


@dataclass(frozen=True, slots=True)
class Speech:
    """What a JSON file says.

    Attributes:
        writer: Who writes such files.
        cues: In the order of the file.
        language: As the file names it; empty if it does not.
    """

    writer: str
    cues: tuple[Cue, ...]
    language: str = ""


def find_speech(content: object) -> Speech | None:
    """Give the speech in a JSON file; None if it has none of the forms."""
    fields = content if isinstance(content, dict) else {"segments": content}
    for writer, shape in SHAPES.items():
        cues = [cue for cue in shape(fields) if cue.words.strip()]
        if cues:
            return Speech(writer, tuple(cues), _language(fields))
    return None


def _segments(fields: Mapping[str, Any]) -> Iterator[Cue]:
    """Whisper, WhisperX, faster-whisper, and what is built alike: segments in seconds."""
    names = {str(one.get("spkid")): one.get("name") for one in _objects(fields.get("speakers"))}
    for segment in _objects(fields.get("segments")):
        words = _objects(segment.get("words"))
        said = _text(segment.get("text")) or _join(_text(word.get("text") or word.get("word")) for word in words)
        speaker = segment.get("speaker") or _most_common(word.get("speaker") for word in words)
        start = segment.get("start", words[0].get("start") if words else None)
        end = segment.get("end", words[-1].get("end") if words else None)
        if "start" in segment or words:
            yield _cue(start, end, said, names.get(str(speaker)) or speaker)


def _whisper_cpp(fields: Mapping[str, Any]) -> Iterator[Cue]:
    for segment in _objects(fields.get("transcription")):
        offsets = _object(segment.get("offsets"))
        said = _text(segment.get("text"))
        if offsets:
            yield _cue(offsets.get("from"), offsets.get("to"), said, segment.get("speaker"), unit_s=0.001)


def _chunks(fields: Mapping[str, Any]) -> Iterator[Cue]:
    """The speech pipelines of Transformers, with speakers where a further program has added them."""
    named = [part for part in _objects(fields.get("speakers")) if "timestamp" in part]
    for chunk in named or _objects(fields.get("chunks")):
        times = chunk.get("timestamp")
        start, end = times if isinstance(times, list) and len(times) == 2 else (None, None)
        if "timestamp" in chunk:
            yield _cue(start, end, _text(chunk.get("text")), chunk.get("speaker"))


def _assembly(fields: Mapping[str, Any]) -> Iterable[Cue]:
    utterances = _objects(fields.get("utterances"))
    timed = (
        _cue(part["start"], part.get("end"), _text(part["text"]), part.get("speaker"), unit_s=0.001)
        for part in utterances or _objects(fields.get("words"))
        if isinstance(part.get("start"), int) and "text" in part
    )
    return timed if utterances else join_cues(timed)


def _deepgram(fields: Mapping[str, Any]) -> Iterator[Cue]:
    results = _object(fields.get("results"))
    utterances = _objects(results.get("utterances"))
    for utterance in utterances:
        said = _text(utterance.get("transcript"))
        yield _cue(utterance.get("start"), utterance.get("end"), said, utterance.get("speaker"))
    channels = [] if utterances else _objects(results.get("channels"))
    for number, channel in enumerate(channels):
        best = next(iter(_objects(channel.get("alternatives"))), {})
        alone = f"Channel {number + 1}" if len(channels) > 1 else None
        yield from join_cues(_words(best, "start", "end", alone))


def _amazon(fields: Mapping[str, Any]) -> Iterable[Cue]:
    return join_cues(_amazon_words(fields))


def _amazon_words(fields: Mapping[str, Any]) -> Iterator[Cue]:
    """Every word with the mark that follows it; whose it is, is said beside it or in a list of its own."""
    results = _object(fields.get("results"))
    labels = _object(results.get("speaker_labels"))
    speaker_at = {
        str(item.get("start_time")): item.get("speaker_label", segment.get("speaker_label"))
        for segment in _objects(labels.get("segments"))
        for item in _objects(segment.get("items"))
    }
    last: Cue | None = None
    for item in _objects(results.get("items")):
        said = _text(next(iter(_objects(item.get("alternatives"))), {}).get("content"))
        if item.get("type") == "punctuation" and last is not None:
            last = Cue(last.start_s, last.end_s, last.words + said, last.speaker)
            continue
        if last is not None:
            yield last
        speaker = item.get("speaker_label") or speaker_at.get(str(item.get("start_time")))
        last = _cue(item.get("start_time"), item.get("end_time"), said, speaker)
    if last is not None:
        yield last


def _google(fields: Mapping[str, Any]) -> Iterator[Cue]:
    """Where speakers are told apart, the last result repeats all words with them."""
    results = [
        (result, best)
        for result in _objects(fields.get("results"))
        for best in _objects(result.get("alternatives"))[:1]
    ]
    last_words = _objects(results[-1][1].get("words")) if results else []
    if any(_speaker_of(word) is not None for word in last_words):
        start, end = ("startTime", "endTime") if "startTime" in last_words[0] else ("startOffset", "endOffset")
        yield from join_cues(_words(results[-1][1], start, end, None))
        return
    for result, best in results:
        first = next(iter(_objects(best.get("words"))), {})
        begun = first.get("startTime", first.get("startOffset"))
        ended = result.get("resultEndTime", result.get("resultEndOffset"))
        yield _cue(begun, ended, _text(best.get("transcript")), None)


def _words(fields: Mapping[str, Any], start: str, end: str, speaker: str | None) -> Iterator[Cue]:
    """Give single words, named by themselves or after the channel in which they were said."""
    for word in _objects(fields.get("words")):
        said = _text(word.get("punctuated_word") or word.get("word"))
        yield _cue(word.get(start), word.get(end), said, _speaker_of(word) if speaker is None else speaker)


def _rev(fields: Mapping[str, Any]) -> Iterator[Cue]:
    names = {str(one.get("id")): one.get("name") for one in _objects(fields.get("speakers"))}
    for monologue in _objects(fields.get("monologues")):
        elements = _objects(monologue.get("elements"))
        said = "".join(part for part in (element.get("value") for element in elements) if isinstance(part, str))
        starts = [element["ts"] for element in elements if "ts" in element]
        ends = [element["end_ts"] for element in elements if "end_ts" in element]
        speaker = monologue.get("speaker")
        yield _cue(starts[0] if starts else None, ends[-1] if ends else None, said,
                   names.get(str(speaker)) or speaker)  # fmt: skip


# Whose form it is, and what finds the speech in it; in the order of asking.
SHAPES: dict[str, Callable[[Mapping[str, Any]], Iterable[Cue]]] = {
    "Whisper or WhisperX": _segments,
    "whisper.cpp": _whisper_cpp,
    "Transformers (Whisper)": _chunks,
    "AssemblyAI": _assembly,
    "Deepgram": _deepgram,
    "Amazon Transcribe": _amazon,
    "Google Speech-to-Text": _google,
    "Rev": _rev,
}


def _language(fields: Mapping[str, Any]) -> str:
    inner = [fields, _object(fields.get("result")), _object(fields.get("results"))]
    named = [part.get(key) for part in inner for key in ("language", "language_code", "languageCode")]
    return next((name for name in named if isinstance(name, str) and 0 < len(name) <= 20), "")


def _cue(start: object, end: object, words: str, speaker: object, *, unit_s: float = 1.0) -> Cue:
    start_s, end_s = _seconds(start, unit_s), _seconds(end, unit_s)
    if start_s is not None and end_s is not None:
        end_s = max(start_s, end_s)
    return Cue(start_s, end_s, " ".join(words.split()), _label(speaker))


def _seconds(value: object, unit_s: float) -> float | None:
    """Give a time in seconds, however it is written (2.5, "2.5", "2.500s"); None if it is none."""
    if isinstance(value, str):
        try:
            value = float(value.removesuffix("s"))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _LONGEST_TIME_S / unit_s:
        return None
    return round(value * unit_s, 3) if math.isfinite(value) else None


def _label(speaker: object) -> str | None:
    """Give the label of a speaker; a bare number or letter becomes "Speaker 1"."""
    if isinstance(speaker, bool) or not isinstance(speaker, str | int):
        return None
    label = clean_label(str(speaker)[:200])
    return f"Speaker {label}" if _BARE_LABEL.fullmatch(label) else label or None


def _speaker_of(word: Mapping[str, Any]) -> object:
    return word.get("speakerTag") or word.get("speakerLabel") or word.get("speaker")


def _most_common(values: Iterable[object]) -> object:
    counts = Counter(value for value in values if isinstance(value, str | int))
    return counts.most_common(1)[0][0] if counts else None


def _join(words: Iterable[str]) -> str:
    """Join words to a sentence; marks that follow a word stand beside it."""
    joined = ""
    for word in map(str.strip, words):
        joined += word if not joined or _NO_SPACE_BEFORE.match(word) else f" {word}"
    return joined


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []
