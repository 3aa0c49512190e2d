"""What programs export, in small: the same few words as each of them lays them out."""

from __future__ import annotations

import pytest

from qualcode.ingest import Source, read_transcript
from tests.ingest.files import docx, p

ZOOM = """WEBVTT

1
00:00:02.000 --> 00:00:04.000
Ana Costa: How did it begin?

2
00:00:05.000 --> 00:00:07.000
Meena Rao: With a call.

3
00:00:07.500 --> 00:00:09.000
In the night.
"""
TEAMS = """WEBVTT

NOTE duration:"00:00:10.0000000"

NOTE language:en-gb

8f1c0a6e-27a1-4a5e-9d1b-0c8d2f6a7b11/17-0
00:00:02.000 --> 00:00:04.000
<v Ana Costa>How did it
begin?</v>

8f1c0a6e-27a1-4a5e-9d1b-0c8d2f6a7b11/18-0
00:00:05.000 --> 00:00:09.000
<v Meena Rao>With a call. In the night.</v>
"""
NOSCRIBE = """WEBVTT talk

NOTE
Transcribed with noScribe vers. 0.7
Audio file: talk.wav

NOTE media: talk.wav

1
00:00:02.000 --> 00:00:04.00
<v S00>How did it begin?

2
00:00:05.000 --> 00:00:07.000
<v S01>With a call.

3
00:00:07.500 --> 00:00:09.000
<v >In the night.
"""


def break_lines(*lines: str) -> str:
    """A paragraph whose lines are parted by soft breaks."""
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:p><w:r>{inner}</w:r></w:p>"


@pytest.mark.parametrize(
    ("name", "data", "labels"),
    [
        ("zoom.vtt", ZOOM, ("Ana Costa", "Meena Rao")),
        ("teams.vtt", TEAMS, ("Ana Costa", "Meena Rao")),
        ("noscribe.vtt", NOSCRIBE, ("S00", "S01")),
        (
            "teams.docx",
            docx(
                p("Talk-20260615-Meeting Transcript")
                + p("15 June 2026, 03:35am")
                + p("27m 42s")
                + break_lines("Ana Costa   0:02", "How did it begin?")
                + break_lines("Meena Rao   0:05", "With a call. In the night.")
            ),
            ("Ana Costa", "Meena Rao"),
        ),
        (
            "old teams.docx",
            docx(
                break_lines("0:0:2.0 --&gt; 0:0:4.120", "Ana Costa", "How did it begin?")
                + break_lines("0:0:5.0 --&gt; 0:0:9.0", "Meena Rao", "With a call. In the night.")
                + break_lines("0:0:10.0 --&gt; 0:0:12.0", "Ana Costa", "Good.")
            ),
            ("Ana Costa", "Meena Rao"),
        ),
        (
            "otter.txt",
            "Ana Costa  0:02  \nHow did it begin?\n\nMeena Rao  0:05  \nWith a call. In the night.\n\n"
            "Transcribed by https://otter.ai\n",
            ("Ana Costa", "Meena Rao"),
        ),
        (
            "noscribe.txt",
            "talk\n\nTranscribed with noScribe vers. 0.7\n\nS00 [00:00:02]: How did it begin?\n"
            "S01 [00:00:05]: With a call. In the night.\n",
            ("S00", "S01"),
        ),
        (
            "f4.txt",
            "I: How did it begin? #00:00:04-1#\n\nB: With a call. #00:00:07-2# In the night. #00:00:09-0#\n",
            ("I", "B"),
        ),
        (
            "f4 in front.docx",
            docx(p("#00:00:02-0# I: How did it begin?") + p("#00:00:05-0# B: With a call. In the night.")),
            ("I", "B"),
        ),
        (
            "inqscribe.txt",
            "[00:00:02.00] I: How did it begin?\n\n[00:00:05.12] P1: With a call. [00:00:07.20] In the night.\n",
            ("I", "P1"),
        ),
        (
            "rev.txt",
            "Ana (00:02):\nHow did it begin?\n\nMeena (00:05):\nWith a call. In the night.\n",
            ("Ana", "Meena"),
        ),
        (
            "descript.txt",
            "[00:00:02] Ana: How did it begin?\n\n[00:00:05] Meena: With a call. In the night.\n",
            ("Ana", "Meena"),
        ),
        (
            "editor.txt",
            "[00:00:02:05] Ana\nHow did it begin?\n\n[00:00:05:11] Meena\nWith a call. In the night.\n",
            ("Ana", "Meena"),
        ),
        (
            "whisperx.txt",
            "[SPEAKER_00]: How did it begin?\n[SPEAKER_01]: With a call. In the night.\n",
            ("SPEAKER_00", "SPEAKER_01"),
        ),
        (
            "whisperx.srt",
            "1\n00:00:02,000 --> 00:00:04,000\n[SPEAKER_00]: How did it begin?\n\n"
            "2\n00:00:05,000 --> 00:00:09,000\n[SPEAKER_01]: With a call. In the night.\n",
            ("SPEAKER_00", "SPEAKER_01"),
        ),
        (
            "whispercpp.csv",
            'start,end,text\n2000,4000,"I: How did it begin?"\n5000,9000,"P: With a call. In the night."\n',
            ("I", "P"),
        ),
    ],
)
def test_exports_give_the_speakers_their_words_and_the_times(
    name: str, data: str | bytes, labels: tuple[str, str]
) -> None:
    source = Source(name, data if isinstance(data, bytes) else data.encode())
    first, second, *_ = (transcript := read_transcript(source)).turns
    assert (first.speaker, second.speaker) == labels
    asked, answered = (transcript.text[turn.start : turn.end] for turn in (first, second))
    assert asked.startswith("How did it begin?")
    assert answered.startswith("With a call.")
    assert "In the night." in answered
    if name not in ("f4.txt", "whisperx.txt"):
        assert (round(first.start_s or 0), round(second.start_s or 0)) == (2, 5)
    if name == "f4.txt":
        assert (first.end_s, second.end_s) == (4.1, 9.0)
