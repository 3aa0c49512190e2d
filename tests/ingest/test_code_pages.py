"""Old code pages are recognised by the letters they make, or named as candidates; never silently misread."""

from __future__ import annotations

import unicodedata

import pytest

from qualcode.errors import EncodingUnknownError
from qualcode.ingest import Source, read_transcript
from qualcode.ingest.code_page_evidence import fits_better, judge_code_page
from qualcode.ingest.code_page_languages import LANGUAGES, PAGE_NAMES
from qualcode.ingest.code_pages import declared_code_page, font_code_page, numbered_code_page
from qualcode.ingest.decode import decode_text
from tests.ingest.scripts import CODE_PAGES, TALKS

NAME_IT = "If letters look wrong, name the right one with --encoding."


@pytest.mark.parametrize(("language", "page"), CODE_PAGES)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_conversation_is_read_in_every_code_page_of_its_language(language: str, page: str, newline: str) -> None:
    talk = TALKS[language][0]
    written = talk.replace("\n", newline).encode(page)
    decoded = decode_text("x.txt", written)
    assert decoded.text.encode("utf-8") == written.decode(page).encode("utf-8")
    assert decoded.remarks
    assert page == "iso2022_jp" or NAME_IT in decoded.remarks[0]


@pytest.mark.parametrize("language", TALKS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_who_asks_and_who_answers_is_known_in_every_language(language: str, encoding: str) -> None:
    data = TALKS[language][0].encode(encoding)
    transcript = read_transcript(Source("x.txt", data))
    assert transcript.text == TALKS[language][0]
    assert len(transcript.turns) == 4
    assert [speaker.role for speaker in transcript.speakers] == ["interviewer", "participant"]


def test_vietnamese_with_its_tones_apart_is_read() -> None:
    tones = "\u0300\u0301\u0309\u0303\u0323"
    composed = unicodedata.normalize("NFD", TALKS["Vietnamese"][0])
    # As Windows writes it: vowels with their own marks in one, tones behind them.
    text = unicodedata.normalize("NFC", composed.translate(dict.fromkeys(map(ord, tones), "\ue000")))
    order = iter([point for point in composed if point in tones])
    text = "".join(next(order) if point == "\ue000" else point for point in text)
    decoded = decode_text("x.txt", text.encode("cp1258"))
    assert (decoded.encoding, decoded.text) == ("cp1258", text)
    assert [speaker.role for speaker in read_transcript(Source("x.txt", text.encode("cp1258"))).speakers] == [
        "interviewer",
        "participant",
    ]


def test_the_remark_says_which_letters_were_recognised() -> None:
    remark = decode_text("x.txt", TALKS["Russian"][0].encode("koi8_r")).remarks[0]
    assert remark.startswith("The encoding was guessed: KOI8 Cyrillic (koi8_r), by the letters of Russian.")


def test_what_the_letters_leave_open_is_named_with_the_candidates() -> None:
    decoded = decode_text("x.txt", "Odgovor: Žao mi je.\nKlausėjas: gerai, ačiū".encode("cp1257"))
    assert " It could also be " in decoded.remarks[0] or "cp1257" in decoded.encoding
    decoded = decode_text("x.txt", b"I: so?\nP01: caf\xe8 it is\n")
    assert decoded.text == "I: so?\nP01: cafè it is\n"
    assert "It could also be Windows Central European (cp1250)" in decoded.remarks[0]


def test_a_text_that_fits_no_language_is_read_as_western_and_said_to_be_uncertain() -> None:
    decoded = decode_text("x.txt", b"I: so?\nP01: a\xa4b \xb1 c\xacd e\xb6f g\xa6h\n" * 3)
    assert decoded.encoding == "cp1252"
    assert decoded.remarks[0].startswith("The encoding is not certain: read as Windows Western (cp1252)")


def test_a_stray_byte_does_not_spoil_a_text() -> None:
    talk = TALKS["Danish"][0] * 5
    decoded = decode_text("x.txt", talk.encode("cp1252") + b"\x81\n")
    assert decoded.text == f"{talk}\ufffd\n"
    assert decoded.remarks[1] == "1 byte has no letter in cp1252; each shows as \ufffd."


def test_data_is_no_text_in_any_code_page() -> None:
    with pytest.raises(EncodingUnknownError):
        decode_text("x.txt", bytes(range(256)) * 20)


def test_a_long_line_is_judged_where_it_says_something() -> None:
    data = b"word " * 50_000 + TALKS["Russian"][0].replace("\n", " ").encode("cp1251") * 300
    judged = judge_code_page(data)
    assert judged.best is not None
    assert judged.best.page == "cp1251"


def test_one_code_page_fits_better_than_another() -> None:
    russian = TALKS["Russian"][0].encode("cp1251")
    assert fits_better(russian, "cp1251", than="cp1252")
    assert not fits_better(TALKS["French"][0].encode("cp1252"), "cp1251", than="cp1252")
    assert not fits_better(b"ascii only", "cp1251", than="cp1252")
    assert not fits_better(russian, "utf-8", than="cp1252")


def test_every_code_page_is_one_that_python_knows_and_has_a_name() -> None:
    pages = {page for language in LANGUAGES for page in language.pages}
    assert pages == PAGE_NAMES.keys()
    assert all("".encode(page) == b"" for page in pages)


def test_code_pages_are_known_by_number_label_and_font() -> None:
    assert numbered_code_page(1251) == "cp1251"
    assert numbered_code_page(10000) == "mac_roman"
    assert numbered_code_page(4711) is None
    assert declared_code_page(' "Windows-1251" ') == "cp1251"
    assert declared_code_page("x-sjis") == "cp932"
    assert declared_code_page("hex") is None
    assert declared_code_page("a\0b") is None
    assert (font_code_page(204), font_code_page(1)) == ("cp1251", None)
