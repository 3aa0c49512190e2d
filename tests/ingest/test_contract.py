"""What every reader of transcripts must do, whatever the format."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import EncodingMismatchError, MaterialError, SourceEmptyError, SourceTooLargeError
from qualcode.ingest import READERS, SUFFIXES, ReadOptions, Source, read_transcript, reader
from qualcode.text import Transcript, canonicalise
from tests.ingest.files import GOOD

# Formats that are plain text with some order in it, and those in which a field of its own names the speaker.
TEXTS = ["txt", "vtt", "srt", "json", "csv"]
NAMED_IN_FIELDS = {"xlsx", "ods", "csv"}
FORMATS = pytest.mark.parametrize("name", list(READERS))


def read(name: str, data: bytes, **options: object) -> Transcript:
    return read_transcript(Source(f"P01.{name}", data), ReadOptions(**options))  # type: ignore[arg-type]


def check(transcript: Transcript) -> None:
    """Hold a transcript to what its class promises."""
    assert canonicalise(transcript.text).text == transcript.text
    position = 0
    for turn in transcript.turns:
        assert position <= turn.head_start <= turn.start < turn.end <= len(transcript.text)
        assert transcript.text[turn.start : turn.end] == transcript.text[turn.start : turn.end].strip()
        assert turn.end_s is None or turn.start_s is None or turn.start_s <= turn.end_s
        position = turn.end
    labels = [speaker.label for speaker in transcript.speakers]
    assert labels == list(dict.fromkeys(turn.speaker for turn in transcript.turns if turn.speaker is not None))
    assert all(remark.strip() and remark[-1] in ".…" for remark in transcript.remarks)
    assert all(count > 0 for count in transcript.counts.values())
    assert all(0 <= comment.start <= comment.end <= len(transcript.text) for comment in transcript.comments)
    assert "\x01" not in transcript.text or transcript.format in TEXTS


def check_or_sentence(name: str, data: bytes) -> None:
    """Read a file that may be broken: a whole transcript, or one of our errors that names the file."""
    refusal = ""
    try:
        check(read(name, data))
    except MaterialError as error:
        refusal = str(error)
    assert not refusal or refusal.startswith(f"P01.{name} ")


def test_every_format_has_a_good_example_here() -> None:
    assert GOOD.keys() == READERS.keys() == set(SUFFIXES.values())


@FORMATS
def test_a_reader_is_known_by_its_name_and_suffixes(name: str) -> None:
    found = reader(name)
    assert found.name == name
    assert found.title
    assert {SUFFIXES[suffix] for suffix in found.suffixes} == {name}


@FORMATS
def test_the_same_conversation_gives_the_same_turns_in_every_format(name: str) -> None:
    transcript = read(name, GOOD[name])
    check(transcript)
    assert transcript.format == name
    said = [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]
    assert said == [
        ("I", "How did it begin?"),
        ("P01", "With a phone call."),
        ("I", "And then?"),
        ("P01", "Then we met \u2013 twice."),
    ]
    assert [speaker.role for speaker in transcript.speakers] == ["interviewer", "participant"]


@FORMATS
def test_the_same_bytes_give_the_same_transcript(name: str) -> None:
    assert read(name, GOOD[name]) == read(name, GOOD[name])


@FORMATS
def test_content_decides_and_a_wrong_name_is_remarked(name: str) -> None:
    wrong = "srt" if name == "txt" else "txt"
    transcript = read_transcript(Source(f"P01.{wrong}", GOOD[name]))
    assert transcript.format == name
    assert transcript.remarks[0].endswith(f' by its content, though the name ends in ".{wrong}".')


@FORMATS
def test_an_empty_file_is_refused(name: str) -> None:
    with pytest.raises(SourceEmptyError, match=rf"^P01\.{name} is empty \(0 bytes\)"):
        read(name, b"")


@FORMATS
def test_a_file_over_the_limit_is_refused(name: str) -> None:
    with pytest.raises(SourceTooLargeError, match="larger than 20 bytes, the limit for one file"):
        read(name, GOOD[name], max_bytes=20)


@FORMATS
def test_random_bytes_are_refused(name: str) -> None:
    data = random.Random(7).randbytes(4000)
    with pytest.raises(MaterialError):
        read(name, data)


@pytest.mark.parametrize("name", ["docx", "odt", "xlsx", "ods", "pdf"])
def test_a_document_cut_off_anywhere_is_refused_whole(name: str) -> None:
    data = GOOD[name]
    for length in range(5, len(data) - 1, 37):
        with pytest.raises(MaterialError, match=rf"^P01\.{name} (?:is|was|holds)"):
            read(name, data[:length])


@pytest.mark.parametrize("name", TEXTS)
def test_a_wrong_encoding_is_named_with_the_place(name: str) -> None:
    data = GOOD[name]
    place = data.index("\u2013".encode())
    with pytest.raises(EncodingMismatchError, match=rf"not text in the encoding ascii \(first at byte {place}\)"):
        read(name, data, encoding="ascii")


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_encoding_and_line_ends_change_nothing_in_the_text(name: str, encoding: str, newline: str) -> None:
    data = GOOD[name].decode().replace("\n", newline).encode(encoding)
    transcript = read(name, data)
    assert transcript.text == read(name, GOOD[name]).text
    assert transcript.encoding == encoding
    assert transcript.newline == {"\r\n": "crlf", "\r": "cr", "\n": "lf"}[newline]


@FORMATS
@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_one_changed_byte_leads_to_a_transcript_or_a_sentence(name: str, place: float, byte: int) -> None:
    data = bytearray(GOOD[name])
    data[int(place * len(data))] = byte
    check_or_sentence(name, bytes(data))


@pytest.mark.parametrize("name", TEXTS)
@given(text=st.text(min_size=1, max_size=300))
def test_any_text_is_read_or_refused_in_a_sentence(name: str, text: str) -> None:
    prefix = {
        "txt": "",
        "vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n",
        "srt": "1\n00:00:01,000 --> 00:00:02,000\n",
        "json": '{"segments": [{"start": 0, "text": "',
        "csv": "speaker,text\nI,",
    }[name]
    check_or_sentence(name, (prefix + text).encode("utf-8", "surrogatepass"))


@FORMATS
def test_labels_are_renamed_as_the_map_says(name: str) -> None:
    transcript = read(name, GOOD[name], speaker_map={"I": "Interviewer", "P01": "Meena"})
    assert [speaker.label for speaker in transcript.speakers] == ["Interviewer", "Meena"]


@pytest.mark.parametrize("name", sorted(READERS.keys() - NAMED_IN_FIELDS))
def test_a_pattern_replaces_the_heads_that_are_known(name: str) -> None:
    transcript = read(name, GOOD[name], speaker_pattern=r"(P\d+): ")
    assert {turn.speaker for turn in transcript.turns} - {None} == {"P01"}
