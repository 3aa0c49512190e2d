"""JSON of speech recognition: every form that is known, and a sentence for every other."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import DamagedFileError, NotATranscriptError
from qualcode.ingest import Source, read_transcript
from qualcode.text import Transcript
from tests.ingest.test_contract import check, check_or_sentence


def read(content: Any, name: str = "talk.json") -> Transcript:
    return read_transcript(Source(name, json.dumps(content, ensure_ascii=False).encode()))


def said(content: Any) -> list[tuple[str | None, str, float | None, float | None]]:
    transcript = read(content)
    check(transcript)
    return [
        (turn.speaker, transcript.text[turn.start : turn.end], turn.start_s, turn.end_s) for turn in transcript.turns
    ]


def word(said: str, start: float, **fields: object) -> dict[str, object]:
    return {"word": said, "start": start, "end": start + 0.4, **fields}


AMAZON_ITEMS = [
    {"type": "pronunciation", "start_time": "0.1", "end_time": "0.5", "alternatives": [{"content": "So"}]},
    {"type": "punctuation", "alternatives": [{"content": "?"}]},
    {"type": "pronunciation", "start_time": "1.0", "end_time": "1.5", "alternatives": [{"content": "Yes"}]},
]
AMAZON_LABELS = {
    "segments": [
        {"speaker_label": "spk_0", "items": [{"start_time": "0.1", "speaker_label": "spk_0"}]},
        {"speaker_label": "spk_1", "items": [{"start_time": "1.0", "speaker_label": "spk_1"}]},
    ]
}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            {"text": "", "segments": [{"id": 0, "start": 0.0, "end": 2.5, "text": " I: So?"}], "language": "en"},
            [("I", "So?", 0.0, 2.5)],
        ),
        (
            {"segments": [{"start": 0, "end": 2, "text": " So?", "speaker": "SPEAKER_00", "words": []}]},
            [("SPEAKER_00", "So?", 0.0, 2.0)],
        ),
        (
            [{"start": 0, "end": 2, "text": "So?", "speaker": 1}, {"start": 2, "end": 3, "text": "Yes", "speaker": 2}],
            [("Speaker 1", "So?", 0.0, 2.0), ("Speaker 2", "Yes", 2.0, 3.0)],
        ),
        (
            {"transcription": [{"offsets": {"from": 500, "to": 2500}, "text": " So?"}], "result": {"language": "de"}},
            [(None, "So?", 0.5, 2.5)],
        ),
        (
            {"segments": [{"speaker": "spk1", "words": [word("So", 1), word("what?", 1.5)]}],
             "speakers": [{"spkid": "spk1", "name": "Ana"}]},
            [("Ana", "So what?", 1.0, 1.9)],
        ),
        ({"chunks": [{"timestamp": [0.0, 2.2], "text": " So?"}]}, [(None, "So?", 0.0, 2.2)]),
        (
            {"utterances": [{"speaker": "A", "text": "So?", "start": 250, "end": 1250}]},
            [("Speaker A", "So?", 0.25, 1.25)],
        ),
        (
            {"results": {"utterances": [{"start": 0.25, "end": 1.5, "transcript": "So?", "speaker": 0}]}},
            [("Speaker 0", "So?", 0.25, 1.5)],
        ),
        (
            {"results": {"channels": [{"alternatives": [{"words": [
                word("so", 0, punctuated_word="So?", speaker=0), word("yes", 1, speaker=1)]}]}]}},
            [("Speaker 0", "So?", 0.0, 0.4), ("Speaker 1", "yes", 1.0, 1.4)],
        ),
        (
            {"results": {"items": AMAZON_ITEMS, "speaker_labels": AMAZON_LABELS}},
            [("spk_0", "So?", 0.1, 0.5), ("spk_1", "Yes", 1.0, 1.5)],
        ),
        (
            {"results": [{"alternatives": [{"transcript": "so what", "words": [
                {"word": "so", "startTime": "0s", "endTime": "0.4s", "speakerTag": 1},
                {"word": "what", "startTime": "0.5s", "endTime": "1s", "speakerTag": 2}]}]}]},
            [("Speaker 1", "so", 0.0, 0.4), ("Speaker 2", "what", 0.5, 1.0)],
        ),
        (
            {"results": [{"alternatives": [{"transcript": "so what"}], "resultEndTime": "2.5s"}]},
            [(None, "so what", None, 2.5)],
        ),
        (
            {"speakers": [{"id": 0, "name": "Ana"}], "monologues": [{"speaker": 0, "elements": [
                {"type": "text", "value": "So", "ts": 0.5, "end_ts": 0.9}, {"type": "punct", "value": "?"}]}]},
            [("Ana", "So?", 0.5, 0.9)],
        ),
    ],
)  # fmt: skip
def test_the_forms_that_are_known(content: Any, expected: list[Any]) -> None:
    assert said(content) == expected


def test_the_writer_and_the_language_are_said() -> None:
    remarks = read({"segments": [{"start": 0, "end": 1, "text": "So."}], "language": "da"}).remarks
    assert remarks[:2] == (
        "The JSON has the form that Whisper or WhisperX writes.",
        'The file says that its language is "da".',
    )


def test_a_segment_belongs_to_whom_most_of_its_words_belong() -> None:
    words = [word("So", 0, speaker="A1"), word("what", 1, speaker="A1"), word("now", 2, speaker="B1")]
    assert said({"segments": [{"start": 0, "end": 3, "text": "So what now", "words": words}]})[0][0] == "A1"


@pytest.mark.parametrize(
    "content", [{}, [], {"a": 1}, [1, 2], {"segments": []}, {"segments": [{"text": "no time"}]}, {"type": "Feature"}]
)
def test_other_json_is_refused_with_what_is_known(content: Any) -> None:
    with pytest.raises(NotATranscriptError, match=r"^talk\.json is JSON that holds no speech .*Whisper.*instead\.$"):
        read(content)


def test_other_json_is_refused_under_any_name() -> None:
    with pytest.raises(NotATranscriptError, match=r"^talk\.txt is JSON that holds no speech"):
        read({"a": 1}, "talk.txt")


def test_broken_json_is_refused_with_the_line() -> None:
    with pytest.raises(DamagedFileError, match=r"as JSON, line 2 cannot be read"):
        read_transcript(Source("talk.json", b'{"segments":\n [}'))
    with pytest.raises(DamagedFileError, match="nested too deeply"):
        read_transcript(Source("talk.json", b"[" * 200_000))


def test_a_bracket_at_the_beginning_makes_no_json() -> None:
    assert read_transcript(Source("talk.txt", b"[00:01] I: So?\n[00:02] P: Yes.\n")).format == "txt"


def test_times_that_cannot_be_are_left_out() -> None:
    segments = [
        {"start": -1, "end": 1e300, "text": "a."},
        {"start": float("nan"), "end": 2, "text": "b.", "speaker": "X1"},
        {"start": 5, "end": 4, "text": "c.", "speaker": "Y1"},
    ]
    assert said({"segments": segments}) == [(None, "a.", None, None), ("X1", "b.", None, 2.0), ("Y1", "c.", 5.0, 5.0)]


def test_characters_that_cannot_be_stored_are_replaced() -> None:
    data = b'{"segments": [{"start": 0, "end": 1, "text": "a\\ud800b\\u0000c\\r\\nd", "speaker": "A\\ud800 B"}]}'
    transcript = read_transcript(Source("talk.json", data))
    check(transcript)
    assert transcript.text == "A\ufffd B: a\ufffdb\ufffdc d"


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["segments", "text", "start", "end", "words", "speaker", "speakers", "results", "items", "alternatives",
             "channels", "utterances", "monologues", "elements", "chunks", "timestamp", "transcription", "offsets"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=25,
)  # fmt: skip


@given(JSON)
def test_whatever_the_fields_hold_there_is_a_transcript_or_a_sentence(content: Any) -> None:
    check_or_sentence("json", json.dumps(content).encode())
