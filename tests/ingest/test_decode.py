"""Encodings: known ones are read, guessed ones are said, what is no text is refused."""

from __future__ import annotations

import random

import pytest

from qualcode.errors import EncodingMismatchError, EncodingUnknownError, UnknownEncodingNameError
from qualcode.ingest.decode import decode_text

WESTERN = "Die Straße war naß \u2013 sagte Zoë: \u201cça va\u201d.\n"
HINDI = "साक्षात्कारकर्ता: आप कैसे हैं?\nमीना: मैं ठीक हूँ।\n"
CHINESE = "采访者：你好吗？\n李明：我很好，谢谢你。\n"


@pytest.mark.parametrize("text", [WESTERN, HINDI, CHINESE, "a\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_recognised_with_and_without_a_mark(text: str, encoding: str) -> None:
    decoded = decode_text("x.txt", text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)


def test_utf16_without_a_mark_is_said_to_be_guessed() -> None:
    remark = "The encoding was guessed from the pattern of the bytes: UTF-16-LE, without a mark."
    assert decode_text("x.txt", WESTERN.encode("utf-16-le")).remarks == (remark,)


def test_western_text_is_read_as_cp1252_and_said_to_be_guessed() -> None:
    decoded = decode_text("x.txt", WESTERN.encode("cp1252"))
    assert (decoded.text, decoded.encoding) == (WESTERN, "cp1252")
    assert "If letters look wrong, name the right one with --encoding." in decoded.remarks[0]


def test_utf8_with_a_few_broken_bytes_is_not_turned_into_another_alphabet() -> None:
    data = HINDI.encode()
    decoded = decode_text("x.txt", data[:10] + b"\xff" + data[10:])
    assert decoded.encoding == "utf-8"
    assert HINDI[-20:] in decoded.text
    assert decoded.remarks[0].startswith("The encoding is UTF-8, but ")


def test_a_few_control_characters_do_not_make_a_text_binary() -> None:
    text = "I: hello\x0c there\x07, and\x00 more words than that\n" + "P01: only words here\n" * 5
    assert decode_text("x.txt", text.encode()).text == text


def test_an_encoding_that_is_named_is_used() -> None:
    assert decode_text("x.txt", "Привет".encode("cp1251"), "cp1251").text == "Привет"


@pytest.mark.parametrize("encoding", ["klingon", "hex", "rot13", "a\0b", ""])
def test_an_encoding_that_does_not_exist_is_named(encoding: str) -> None:
    with pytest.raises(UnknownEncodingNameError, match="There is no text encoding"):
        decode_text("x.txt", b"abc", encoding)


def test_a_mark_that_promises_too_much_is_refused_with_the_place() -> None:
    with pytest.raises(
        EncodingMismatchError, match=r"x\.txt is not text in the encoding utf-8-sig \(first at byte \d+\)"
    ):
        decode_text("x.txt", b"\xef\xbb\xbfabc\xff")
    with pytest.raises(EncodingMismatchError):
        decode_text("x.txt", b"\xff\xfea\x00b")


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_no_text(seed: int) -> None:
    with pytest.raises(EncodingUnknownError, match="save it as UTF-8, or name its encoding"):
        decode_text("x.txt", random.Random(seed).randbytes(2000))
