"""OpenDocument text: the same rules as for Word documents."""

from __future__ import annotations

import pytest

from qualcode.errors import EncryptedFileError, SourceEmptyError
from qualcode.ingest import Source, read_transcript
from qualcode.text import Comment, Transcript
from tests.ingest.files import odt


def read(body: str, **parts: str) -> Transcript:
    return read_transcript(Source("P01.odt", odt(body, **parts)))


def text_of(body: str) -> str:
    return read(body).text


def test_spaces_tabs_and_breaks_count_only_where_they_are_marked() -> None:
    assert (
        text_of(
            "<text:p>\n  a <text:span> b</text:span>\n c<text:s text:c='3'/>d<text:tab/>e<text:line-break/>f  </text:p>"
        )
        == "a b c   d\te\nf"
    )
    assert text_of("<text:p>a<text:s/> b</text:p>") == "a  b"


def test_an_absurd_number_of_spaces_is_bounded() -> None:
    assert len(text_of("<text:p>a<text:s text:c='999999999'/>b</text:p>")) == 1002


def test_headings_lists_sections_and_tables_are_read_in_place() -> None:
    transcript = read(
        "<text:h>Interview</text:h><text:section><text:p>a</text:p></text:section>"
        "<text:list><text:list-item><text:p>b</text:p></text:list-item></text:list>"
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>c</text:p></table:table-cell>"
        "<table:table-cell><text:p>d</text:p><text:p>e</text:p></table:table-cell></table:table-row></table:table-header-rows>"
        "<table:table-row><table:covered-table-cell/><table:table-cell><text:p>f</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert transcript.text == "Interview\na\nb\nc\td\ne\n\tf"
    assert "1 table stands in place, row by row, with a tab between cells." in transcript.remarks


def test_deleted_text_and_comments_are_out_and_counted() -> None:
    transcript = read(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region>"
        "<text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>"
        "<text:p>I <text:change/>went<office:annotation><text:p>a comment</text:p></office:annotation> home</text:p>"
    )
    assert transcript.text == "I went home"
    assert transcript.remarks[:3] == (
        "1 tracked insertion was kept.",
        "1 tracked deletion was left out.",
        "1 comment was kept apart, not in the text.",
    )


def test_notes_stand_at_the_end_outside_every_turn() -> None:
    note = (
        "<text:note text:note-class='{}'><text:note-citation>7</text:note-citation>"
        "<text:note-body><text:p>{}</text:p></text:note-body></text:note>"
    )
    transcript = read(
        "<text:p>I: so?</text:p><text:p>P01: fine"
        f"{note.format('footnote', 'laughs')} {note.format('endnote', 'see P02')}</text:p>"
    )
    assert transcript.text == "I: so?\nP01: fine[1] [e1]\n\n[1] laughs\n[e1] see P02"
    assert transcript.turns[-1].end == transcript.text.index("\n\n")


def test_a_text_box_stands_behind_its_paragraph() -> None:
    box = "<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box><svg:desc>a picture</svg:desc></draw:frame>"
    assert text_of(f"<text:p>a{box}b</text:p>{box}") == "ab\nboxed\nboxed"


def test_only_the_base_of_ruby_is_read() -> None:
    assert (
        text_of(
            "<text:p><text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>kan</text:ruby-text></text:ruby></text:p>"
        )
        == "漢"
    )


def test_headers_and_footers_are_counted() -> None:
    styles = "<style:header><text:p>page</text:p></style:header><style:footer><text:p/></style:footer>"
    assert "1 header or footer was left out." in read("<text:p>a</text:p>", styles=styles).remarks


def test_a_password_is_named() -> None:
    with pytest.raises(EncryptedFileError, match="save it without the password"):
        read("<text:p>a</text:p>", manifest="<encryption-data/>")


def test_a_document_without_words_is_refused() -> None:
    with pytest.raises(SourceEmptyError):
        read("<text:p/>")


ANNOTATION = (
    "<office:annotation xmlns:dc='http://purl.org/dc/elements/1.1/'{}><dc:creator>Ann</dc:creator><dc:date>2024-01-02T03:04:05</dc:date><text:p>one</text:p>"
    "<text:p>two</text:p></office:annotation>"
)


def test_a_comment_keeps_author_date_words_and_place() -> None:
    begin, end = ANNOTATION.format(" office:name='7'"), "<office:annotation-end office:name='7'/>"
    transcript = read(f"<text:p>I: so, {begin}how <text:span>was </text:span>{end}it?</text:p>")
    assert transcript.text == "I: so, how was it?"
    assert transcript.comments == (Comment("Ann", "one\ntwo", 7, 14, "2024-01-02T03:04:05"),)


def test_a_comment_at_a_point_or_between_paragraphs_is_placed() -> None:
    transcript = read(f"<text:p>ab {ANNOTATION.format('')}</text:p><text:p>cd</text:p>")
    assert transcript.text == "ab\ncd"
    assert [(one.start, one.end) for one in transcript.comments] == [(2, 2)]


STYLES = (
    "<office:automatic-styles><style:style style:name='Who' style:parent-style-name='Strong'/><style:style "
    "style:name='Gone'><style:text-properties text:display='none'/></style:style></office:automatic-styles>"
)
STRONG = "<style:style style:name='Strong'><style:text-properties fo:font-weight='bold'/></style:style>"


def test_styles_hide_words_and_make_them_bold() -> None:
    def line(who: str) -> str:
        return (
            f"<text:p><text:span text:style-name='Who'>{who} </text:span><text:span text:style-name='Gone'>hidden"
            "</text:span>words</text:p>"
        )

    data = odt("".join(map(line, ("Ana Costa", "Meena", "Ana Costa", "Meena"))), styles=STRONG + STYLES)
    transcript = read_transcript(Source("x.odt", data))
    assert transcript.text.startswith("Ana Costa words\nMeena words\n")
    assert [turn.speaker for turn in transcript.turns] == ["Ana Costa", "Meena"] * 2
    assert "4 hidden stretches were left out." in transcript.remarks


def test_a_hidden_section_is_left_out() -> None:
    hidden = "<text:section text:display='none'><text:p>hidden</text:p></text:section>"
    assert text_of(f"<text:p>a</text:p>{hidden}<text:p>b\u00adc</text:p>") == "a\nbc"
