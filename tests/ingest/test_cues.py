"""Subtitles: cues become turns with times, one paragraph each."""

from __future__ import annotations

import pytest

from qualcode.errors import SourceEmptyError
from qualcode.ingest import ReadOptions, Source, read_transcript
from qualcode.text import Transcript, Turn


def vtt(*cues: str, head: str = "WEBVTT\n\n") -> Transcript:
    return read_transcript(Source("x.vtt", (head + "\n\n".join(cues) + "\n").encode()))


def srt(text: str) -> Transcript:
    return read_transcript(Source("x.srt", text.encode()))


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]


def test_voices_become_speakers_and_cues_of_one_voice_one_turn() -> None:
    transcript = vtt(
        "00:01.000 --> 00:02.000\n<v Ana Costa>How did it",
        "00:02.500 --> 00:04.000 align:start position:0%\n<v Ana Costa>begin?</v>",
        "01:00:05.000 --> 01:00:07.250\n<v.loud P01>With a call.",
    )
    assert transcript.text == "Ana Costa: How did it begin?\nP01: With a call."
    assert transcript.turns == (
        Turn(11, 28, "Ana Costa", 0, 1.0, 4.0),
        Turn(34, 46, "P01", 29, 3605.0, 3607.25),
    )
    assert transcript.duration_s == 3607.25
    assert "3 cues were joined into 2 turns, one paragraph each." in transcript.remarks


def test_several_voices_in_one_cue_are_several_turns() -> None:
    assert said(vtt("00:01.000 --> 00:02.000\n<v Ana>So?</v>\n<v P01>Yes.</v>")) == [("Ana", "So?"), ("P01", "Yes.")]


def test_names_before_colons_become_speakers() -> None:
    transcript = vtt(
        "00:01.000 --> 00:02.000\nAna Costa: So?",
        "00:02.000 --> 00:03.000\nMeena: Yes. One thing:\nit was late.",
        "00:03.000 --> 00:04.000\nAna Costa: Why?\nMeena: Because.",
        "00:04.000 --> 00:05.000\nAna Costa: Note: nothing.",
    )
    assert said(transcript) == [
        ("Ana Costa", "So?"),
        ("Meena", "Yes. One thing: it was late."),
        ("Ana Costa", "Why?"),
        ("Meena", "Because."),
        ("Ana Costa", "Note: nothing."),
    ]


def test_a_cue_without_a_voice_goes_on_only_without_a_long_silence() -> None:
    transcript = vtt(
        "00:01.000 --> 00:02.000\n<v Ana>One",
        "00:03.000 --> 00:04.000\ntwo.",
        "00:20.000 --> 00:21.000\n[door]",
    )
    assert said(transcript) == [("Ana", "One two."), (None, "[door]")]


def test_where_nobody_is_named_sentences_and_silences_end_turns() -> None:
    transcript = srt(
        "1\n00:00:01,000 --> 00:00:02,000\nThis goes\non\n\n2\n00:00:02,100 --> 00:00:03,000\nand ends.\n\n"
        "3\n00:00:03,100 --> 00:00:04,000\nNext\n\n4\n00:00:09,000 --> 00:00:10,000\n- after a pause\n- Yes\n"
    )
    assert transcript.text == "This goes on and ends.\nNext\nafter a pause\nYes"
    assert transcript.speakers == ()
    assert "No speakers are named; 4 turns were told apart by their times." in transcript.remarks


def test_comments_styles_and_regions_are_left_out_and_counted() -> None:
    transcript = vtt(
        "NOTE\nmade by a machine",
        "STYLE\n::cue { color: red }",
        "id-7\n00:01.000 --> 00:02.000\n<v Ana>Yes.",
        "NOTE checked",
        "00:03.000 --> 00:04.000\n<v Ana>No.",
    )
    assert transcript.text == "Ana: Yes. No."
    assert "3 comment or style blocks were left out." in transcript.remarks


def test_tags_go_entities_become_characters_and_typed_brackets_stay() -> None:
    transcript = vtt("00:01.000 --> 00:02.000\n<c.yellow><i>a</i></c> &amp; <00:00:01.500>b &lt;3 <laughs>")
    assert transcript.text == "a & b <3 <laughs>"
    assert (
        srt("1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color='#fff'>a < b</font> <laughs>\n").text
        == "a < b <laughs>"
    )


def test_a_blank_line_inside_a_cue_loses_nothing() -> None:
    assert (
        srt("1\n00:00:01,000 --> 00:00:02,000\none\n\ntwo\n\n2\n00:00:02,000 --> 00:00:03,000\nthree\n").text
        == "one two three"
    )


def test_a_number_that_is_said_stays() -> None:
    assert (
        srt("1\n00:00:01,000 --> 00:00:02,000\nI counted\n12\n\n2\n00:00:02,000 --> 00:00:03,000\ntimes\n").text
        == "I counted 12 times"
    )


def test_hand_edited_times_and_missing_numbers_are_read() -> None:
    transcript = srt("0:00:01.5 --> 0:00:02\none.\n\n00:03,000 -> 00:04,000\ntwo.\n")
    assert [(turn.start_s, turn.end_s) for turn in transcript.turns] == [(1.5, 2.0), (3.0, 4.0)]


def test_a_vtt_without_its_first_line_is_read() -> None:
    assert vtt("00:01.000 --> 00:02.000\n<v Ana>Yes.", head="").format == "vtt"


def test_text_that_only_mentions_a_timing_is_no_subtitle() -> None:
    transcript = read_transcript(Source("x.txt", b"I: look\nP01: at this\n00:00:01,000 --> 00:00:02,000\nfine\n"))
    assert transcript.format == "txt"


def test_labels_in_cues_follow_the_map() -> None:
    source = Source("x.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>Yes.\n\n00:02.000 --> 00:03.000\n<v a>And.\n")
    transcript = read_transcript(source, ReadOptions(speaker_map={"a": "A"}))
    assert said(transcript) == [("A", "Yes. And.")]


def test_subtitles_without_a_cue_hold_no_words() -> None:
    with pytest.raises(SourceEmptyError, match="holds no words"):
        vtt("00:01.000 --> 00:02.000\n ")
    with pytest.raises(SourceEmptyError, match="holds no words"):
        vtt("NOTE nothing")
