"""Rich text: code pages, Unicode with its fallback, tables, notes, comments; what is no text stays out."""

from __future__ import annotations

import pytest

from qualcode.errors import DamagedFileError, SourceEmptyError, UnknownEncodingNameError
from qualcode.ingest import ReadOptions, Source, read_transcript
from qualcode.text import Transcript
from tests.ingest.files import rtf
from tests.ingest.rich import RICH


def read(body: str, **head: str) -> Transcript:
    return read_transcript(Source("P01.rtf", rtf(body, **head)))


def text_of(body: str, **head: str) -> str:
    return read(body, **head).text


def fonts(*charsets: int, page: int = 1252) -> dict[str, str]:
    """The head of a document with fonts of these character sets."""
    table = "".join(rf"{{\f{number}\fcharset{charset} F{number};}}" for number, charset in enumerate(charsets))
    return {"head": rf"\ansi\ansicpg{page}\deff0{{\fonttbl{table}}}"}


def test_unicode_goes_before_its_fallback() -> None:
    assert text_of(
        r"\u8211\'96 \u8211- \uc2\u1080ab\uc0\u1081x\uc1\u-3913?"
    ) == "\u2013 \u2013 \u0438\u0439x\uf0b7".replace("\uf0b7", "•")


def test_a_fallback_ends_with_its_group_and_may_be_a_control_word() -> None:
    assert text_of(r"{\uc2\u1080 a}bc \u1081\tab d") == "иbc йd"


def test_two_halves_make_one_character() -> None:
    assert text_of(r"\uc0\u55357\u56832 x") == "\U0001f600x"


@pytest.mark.parametrize(
    ("charset", "encoding", "words"),
    [
        (204, "cp1251", "Привет"),
        (238, "cp1250", "Żółć"),
        (161, "cp1253", "Γειά"),
        (177, "cp1255", "שלום"),
        (178, "cp1256", "مرحبا"),
        (128, "cp932", "聞きソ表手"),
        (134, "gb18030", "采访者"),
        (136, "cp950", "採訪者功"),
        (129, "cp949", "면담자"),
        (77, "mac_roman", "naïveté"),
    ],
)
def test_the_code_page_of_the_font_decides(charset: int, encoding: str, words: str) -> None:
    written = "".join(rf"\'{byte:02x}" if byte > 0x7F else chr(byte) for byte in words.encode(encoding))
    written = written.replace("\\", r"\\").replace(r"\\'", r"\'")
    assert text_of(rf"a {{\f1 {written}}} \'e9", **fonts(0, charset)) == f"a {words} é"


def test_the_code_page_of_the_document_serves_fonts_that_name_none() -> None:
    assert text_of(r"\'cf\'f0\'e8", **fonts(1, page=1251)) == "При"


def test_fonts_that_lie_about_their_letters_are_found_out_and_remarked() -> None:
    words = "Привет, как всё началось? Мы жили в деревне."
    written = "".join(rf"\'{byte:02x}" if byte > 0x7F else chr(byte) for byte in words.encode("cp1251"))
    transcript = read(written, **fonts(0, page=1251))
    assert transcript.text == words
    assert transcript.remarks[0] == "Fonts say that they are Western, but the letters are those of cp1251; read so."
    assert text_of(r"caf\'e9 cr\'e8me", **fonts(0, page=1251)) == "café crème"


def test_an_encoding_that_is_named_goes_before_what_the_file_says() -> None:
    data = rtf(r"\'cf\'f0\'e8")
    assert read_transcript(Source("x.rtf", data), ReadOptions(encoding="cp1251")).text == "При"
    with pytest.raises(UnknownEncodingNameError):
        read_transcript(Source("x.rtf", data), ReadOptions(encoding="klingon"))


def test_raw_utf8_is_read_and_remarked() -> None:
    transcript = read_transcript(Source("x.rtf", "{\\rtf1 привет\\par}".encode()))
    assert transcript.text == "привет"
    assert transcript.remarks[0] == "The file holds UTF-8, though its format has none; read so."


def test_bytes_that_mean_nothing_are_counted() -> None:
    transcript = read(r"a\'81b")
    assert transcript.text == "a\ufffdb"
    assert "1 characters could not be decoded; each shows as \ufffd." in transcript.remarks


def test_signs_and_breaks_become_characters() -> None:
    assert text_of(r"a\tab b\line c\~d\_e\-f\{\}\\ \emdash\endash\lquote x\rquote\ldblquote\rdblquote\bullet") == (
        "a\tb\nc\u00a0d\u2011ef{}\\ —–‘x’“”•"
    )


def test_line_ends_of_the_file_are_nothing_and_an_escaped_one_ends_a_paragraph() -> None:
    assert text_of("one\r\n two\\\nthree\\par four") == "one two\nthree\nfour"


def test_a_symbol_font_shows_its_signs() -> None:
    head = r"\ansi{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset2 Symbol;}{\f2\fcharset2 Wingdings;}}"
    assert text_of(r"{\f1 \'b7 a} {\f2 \'e0}", head=head) == "• α →"


def test_tables_stand_in_place_and_inner_ones_in_their_cell() -> None:
    row = r"\trowd\pard\intbl a\cell b\par c\cell\row "
    inner = r"\trowd\pard\intbl d\cell\pard\intbl\itap2 e\nestcell f\nestcell\nestrow\pard\intbl g\cell\row\pard "
    assert text_of(r"before\par" + row + inner + r"after\par") == "before\na\tb\nc\nd\te\tf\ng\nafter"
    assert "1 table stands in place, row by row, with a tab between cells." in read(row * 2).remarks


def test_cells_that_no_row_end_follows_are_kept() -> None:
    assert text_of(r"\trowd\pard\intbl a\cell b\cell \pard after\par") == "a\tb\nafter"


def test_everything_at_once_is_read_as_from_a_word_document() -> None:
    transcript = read_transcript(Source("P01.rtf", RICH["rtf"]))
    assert transcript.text == (
        "Interviewer: Did it really begin?\nP01: They were kind[1] to us.\nsee the page once\na\tb\u2011cd\ne з €\n"
        "item\na1\tb1\nmore\na2\tin\nb2\nα last\nboxed\n\n[1] laughs"
    )
    assert transcript.remarks[1:9] == (
        "1 tracked insertion was kept.",
        "1 tracked deletion was left out.",
        "1 footnote stands at the end of the text, with its number in brackets at both places.",
        "1 text box stands behind the paragraph to which it belongs.",
        "1 comment was kept apart, not in the text.",
        "1 hidden stretch was left out.",
        "1 optional hyphen was left out.",
        "The number or bullet of 1 list item was left out.",
    )
    (comment,) = transcript.comments
    assert (comment.author, comment.text) == ("Ann", "a comment")
    assert transcript.text[comment.start : comment.end] == "kind"


def test_an_endnote_has_a_mark_of_its_own() -> None:
    assert text_of(r"a{\footnote\ftnalt\pard see P02\par} b{\footnote\pard laughs\par}") == (
        "a[e1] b[1]\n\n[e1] see P02\n[1] laughs"
    )


def test_bold_labels_without_a_colon_are_speakers() -> None:
    turns = "".join(rf"{{\b {who}}} words of {who}\par " for who in ("Ana Costa", "Meena", "Ana Costa", "Meena"))
    assert [turn.speaker for turn in read(turns).turns] == ["Ana Costa", "Meena"] * 2


def test_binary_data_is_jumped_over() -> None:
    assert text_of(r"a{\pict\bin5 }}{\x}b") == "ab"


def test_a_doc_that_is_rich_text_is_read_and_remarked() -> None:
    transcript = read_transcript(Source("P01.doc", rtf(r"I: so?\par P01: yes\par")))
    assert transcript.remarks[0] == 'Read as rich text by its content, though the name ends in ".doc".'


def test_a_file_that_stops_early_is_remarked() -> None:
    transcript = read_transcript(Source("P01.rtf", rtf(r"I: so?\par P01: {\b yes")[:-1]))
    assert transcript.text == "I: so?\nP01: yes"
    assert "The file stops before its last brace; look whether the end of the text is there." in transcript.remarks


def test_endless_nesting_is_refused_and_no_words_are_empty() -> None:
    with pytest.raises(DamagedFileError, match="its groups are nested too deeply"):
        read("{" * 10_000)
    with pytest.raises(SourceEmptyError):
        read(r"{\pict 00}\par")
