"""Hard-wrapped text files and page breaks in them: left alone and said, undone on request."""

from __future__ import annotations

import textwrap
import time

import pytest

from qualcode.ingest import ReadOptions, Source, read_transcript
from qualcode.text import Transcript
from tests.ingest.files import docx, p

LONG = "P01: " + "We had the shop behind the station until my father fell ill and then it was over. " * 6
TURNS = ["I: How did it begin, back then?", LONG.strip(), "I: And then?", LONG.strip()]


def read(text: str, name: str = "x.txt", **options: bool) -> Transcript:
    return read_transcript(Source(name, text.encode()), ReadOptions(**options))


def wrapped(width: int, between: str = "\n") -> str:
    return between.join("\n".join(textwrap.wrap(turn, width)) for turn in TURNS)


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_wraps_are_joined_on_request(width: int, between: str) -> None:
    text = wrapped(width, between)
    assert read(text).text == text
    assert any("--join-wraps joins them to paragraphs" in remark for remark in read(text).remarks)
    joined = read(text, join_wraps=True)
    assert joined.text == between.join(TURNS)
    assert [turn.speaker for turn in joined.turns] == ["I", "P01", "I", "P01"]


def test_lines_that_were_not_wrapped_are_left_alone() -> None:
    verse = "I: So?\nP01: Yes.\n" + "The first line\nand the second one, longer\nand a third\n" * 8
    for text in (verse, "\n\n".join(TURNS), "\n".join(["I: How was it?", "P01: It was good, I think."] * 10)):
        assert read(text, join_wraps=True).text == text
        assert not any("--join-wraps" in remark for remark in read(text).remarks)


def test_lines_of_a_script_without_spaces_are_joined_without_one() -> None:
    words = "我们住在村子里我父亲在工厂工作后来他去了城市我母亲在家里照顾我们大家都很好"
    turns = ["采访者：你是怎么开始的？", "受访者：" + words * 12, "采访者：然后呢？"]
    text = "\n".join("\n".join(turn[at : at + 36] for at in range(0, len(turn), 36)) for turn in turns)
    assert read(text, join_wraps=True).text == "\n".join(turns)


def test_a_word_document_that_was_once_a_pdf_is_joined_too() -> None:
    lines = wrapped(72).split("\n")
    data = docx("".join(map(p, lines)))
    assert read_transcript(Source("x.docx", data), ReadOptions(join_wraps=True)).text == "\n".join(TURNS)


def test_headers_between_page_breaks_are_left_out_on_request() -> None:
    talk = [f"I: What was it like in year {number}?\nP01: Good, words {number * 'o'}." for number in range(12)]
    text = "\f".join("\n".join(["Study of shops", *talk[page : page + 4], f"- {page} -"]) for page in range(0, 12, 4))
    assert read(text).text == text
    assert any("--drop-running-heads" in remark for remark in read(text).remarks)
    assert read(text, drop_running_heads=True).text == "\n".join(talk)


def test_a_text_of_one_endless_paragraph_is_joined_in_time() -> None:
    begun = time.perf_counter()
    assert "\n" not in read("\n".join(["word " * 13 + "word"] * 20_000), join_wraps=True).text
    assert time.perf_counter() - begun < 5


def test_control_characters_of_a_text_are_no_marks() -> None:
    text = wrapped(72).replace("shop", "\x01shop\x05", 1)
    assert read(text).text == text
