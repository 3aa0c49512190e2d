"""PDF: the lines of the pages; headers and wraps undone on request and said in any case."""

from __future__ import annotations

import pytest

from qualcode.errors import DamagedFileError, EncryptedFileError, NotATranscriptError
from qualcode.ingest import ReadOptions, Source, read_transcript
from qualcode.text import Transcript
from tests.ingest.files import pdf

TALK = (
    "I: So how did it begin, back then?",
    "P01: We had the shop in the small street behind the station, and my",
    "father worked in it from the morning until late at night, you know, and",
    "my mother kept the books. It was a good time, and we children helped co-",
    "operatively, as he called it, with everything that there was to do, for",
    "example with the boxes, the bottles, the long lists of things to order,",
    "which I liked best.",
    "I: And then?",
    "P01: Then it was over, within a year. He fell ill, the bank wanted more",
    "money, and nobody would take it on.",
)


def pages(count: int = 4) -> list[tuple[str, ...]]:
    return [("Study of shops 2019", *TALK, f"Page {number} of {count}") for number in range(1, count + 1)]


def read(*content: tuple[str, ...], **options: bool) -> Transcript:
    return read_transcript(Source("P01.pdf", pdf(*content)), ReadOptions(**options))


def test_lines_are_read_as_they_stand_and_what_could_be_undone_is_said() -> None:
    transcript = read(*pages())
    assert transcript.text.split("\n")[:12] == [*pages()[0]]
    assert transcript.remarks[:3] == (
        "The text stands in the order in which the PDF holds it, line by line; look over columns and tables.",
        '8 lines come back like headers, footers or page numbers: "Study of shops 2019", "Page 1 of 4". They were '
        "kept; --drop-running-heads leaves them out.",
        "24 lines seem to be broken only to fit the page; --join-wraps joins them to paragraphs.",
    )


def test_headers_and_page_numbers_are_left_out_on_request() -> None:
    transcript = read(*pages(), drop_running_heads=True)
    assert transcript.text.split("\n") == [*TALK] * 4
    assert transcript.remarks[1] == (
        '8 lines that come back as headers, footers or page numbers were left out: "Study of shops 2019", '
        '"Page 1 of 4".'
    )


def test_wraps_are_joined_on_request_and_a_cut_word_keeps_its_hyphen() -> None:
    transcript = read(*pages(), drop_running_heads=True, join_wraps=True)
    lines = transcript.text.split("\n")[:4]
    assert lines[0] == TALK[0]
    assert lines[1] == " ".join(TALK[1:7]).replace("co- op", "co-op")
    assert lines[2:] == [TALK[7], " ".join(TALK[8:])]
    assert "4 words are cut by a hyphen at the end of a line; the hyphens were kept." in transcript.remarks
    assert [turn.speaker for turn in transcript.turns] == ["I", "P01"] * 8


def test_what_is_said_again_and_again_is_no_header() -> None:
    said = ("I: Yes?", *[f"P01: {words}" for words in ("One.", "Two.", "Yes.", "Three.", "Four.", "Five.", "Yes.")])
    transcript = read(*[said] * 5, drop_running_heads=True)
    assert transcript.text.count("P01: Yes.") == 10


def test_a_scan_without_text_is_refused_with_what_to_do() -> None:
    with pytest.raises(NotATranscriptError, match=r"is a PDF without text, .* recognise the text in it \(OCR\)"):
        read((), ())


def test_pages_without_text_among_others_are_named() -> None:
    remarks = read(("I: so?", "P01: yes"), (), ("I: and?",)).remarks
    assert "1 page holds no text (2); look whether they are scanned." in remarks


def test_a_password_is_named() -> None:
    encrypted = pdf(("I: so?",)).replace(
        b"/Root 1 0 R>>",
        b"/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O("
        + b"o" * 32
        + b")/U("
        + b"u" * 32
        + b")>>>>",
    )
    with pytest.raises(EncryptedFileError, match="save it without the password"):
        read_transcript(Source("P01.pdf", encrypted))


def test_a_file_whose_end_is_missing_is_damaged() -> None:
    with pytest.raises(DamagedFileError, match="as a PDF, its end is missing"):
        read_transcript(Source("P01.pdf", pdf(TALK)[:-40]))
    with pytest.raises(DamagedFileError, match="as a PDF, it cannot be opened"):
        read_transcript(Source("P01.pdf", b"%PDF-1.4 nothing startxref"))
