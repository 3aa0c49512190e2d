"""Web pages: what a browser shows as text, block by block; nothing is fetched, nothing runs."""

from __future__ import annotations

import pytest

from qualcode.errors import MaterialError, SourceEmptyError
from qualcode.ingest import ReadOptions, Source, read_transcript
from qualcode.text import Comment, Transcript
from tests.ingest.files import html


def read(body: str) -> Transcript:
    return read_transcript(Source("P01.html", html(body)))


def text_of(body: str) -> str:
    return read(body).text


def page(body: bytes, charset: str) -> Transcript:
    head = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><body>'
    return read_transcript(Source("x.html", head.encode() + body + b"</body></html>"))


def test_blocks_are_lines_and_white_space_collapses() -> None:
    assert text_of("<p>a\n  b</p>\n<div>c <i>d</i><div>e</div>f</div><ul><li>g<li>h</ul><h2>i</h2>j") == (
        "a b\nc d\ne\nf\ng\nh\ni\nj"
    )


def test_line_breaks_and_preformatted_text_are_kept() -> None:
    assert text_of("<p>a <br> b<br></p><pre>\nx\n  y\n</pre><p style='white-space: pre-wrap'>c  d</p>") == (
        "a\nb\nx\n  y\nc  d"
    )


def test_entities_are_characters_and_a_space_that_does_not_break_stays() -> None:
    assert text_of("<p>&eacute;&#8211;&amp;&lt;x&gt;&nbsp; y &#x1F600;</p>") == "é–&<x>\u00a0 y \U0001f600"


def test_what_no_browser_shows_is_left_out() -> None:
    transcript = read(
        "<script>1</script><style>p{}</style><p>seen<!-- c --><span hidden>h</span><b style='display: none'>h</b> too"
        "</p><noscript>n</noscript><select><option>o</select><img alt='a'><template>t</template><del>gone</del>"
    )
    assert transcript.text == "seen too"
    assert "1 tracked deletion was left out." in transcript.remarks
    assert "2 hidden stretches were left out." in transcript.remarks
    assert "1 picture was left out." in transcript.remarks


def test_tables_stand_in_place_with_tabs() -> None:
    assert text_of("<table><tr><th>Speaker<th>Text<tr><td>I<td><p>So?<p>And?</table>after") == (
        "Speaker\tText\nI\tSo?\nAnd?\nafter"
    )
    assert text_of("<table><tr><td>a<table><tr><td>b<td>c</table>d</table>") == "a\nb\tc\nd"


def test_word_saved_as_a_web_page_is_read() -> None:
    word = (
        "<![if !supportLists]>1.<![endif]><p class=MsoNormal><b>I<o:p></o:p></b><b>:</b> how\nwas it?<o:p>&nbsp;</o:p>"
        "</p><p class=MsoNormal>P01: fine<a class=msocomanchor href='#_msocom_1'>[A1]</a> then<span "
        "style='mso-hide:all'>x</span></p><div style='mso-element:comment'><div id='_com_1'>[A1] a\nnote</div></div>"
    )
    transcript = read(word)
    assert [turn.speaker for turn in transcript.turns] == ["I", "P01"]
    assert transcript.text.endswith("P01: fine then")
    place = transcript.text.index(" then")
    assert transcript.comments == (Comment("", "a note", place, place),)


def test_google_docs_write_bold_as_a_style() -> None:
    def line(who: str, words: str) -> str:
        return f'<p><span style="font-weight:700">{who}</span><span style="font-weight:400"> {words}</span></p>'

    body = line("Ana Costa", "How?") + line("Meena", "So.") + line("Ana Costa", "And?") + line("Meena", "Well.")
    assert [turn.speaker for turn in read(body).turns] == ["Ana Costa", "Meena"] * 2


@pytest.mark.parametrize(
    ("charset", "encoding", "words"),
    [
        ("iso-8859-1", "cp1252", "“café”"),
        ("windows-1251", "cp1251", "привет"),
        ("gb2312", "gb18030", "采访者"),
        ("Shift_JIS", "cp932", "聞き手"),
        ("utf-8", "utf-8", "नमस्ते"),
        ("tis-620", "cp874", "ผู้"),
    ],
)
def test_the_declared_encoding_is_used_as_browsers_use_it(charset: str, encoding: str, words: str) -> None:
    transcript = page(f"<p>{words}</p>".encode(encoding), charset)
    assert transcript.text == words
    assert transcript.encoding == encoding


def test_a_declaration_that_lies_is_found_out_and_remarked() -> None:
    transcript = page("<p>café – très</p>".encode(), "iso-8859-1")
    assert transcript.text == "café – très"
    assert transcript.remarks[0] == 'The page declares "iso-8859-1", but its bytes are UTF-8; read so.'
    transcript = page("<p>café très déjà</p>".encode("cp1252"), "utf-8")
    assert transcript.text == "café très déjà"
    assert transcript.remarks[0] == 'The page declares "utf-8", but its bytes do not fit.'


def test_a_mark_goes_before_the_declaration_and_the_researcher_before_both() -> None:
    data = '<html><meta charset="windows-1251"><p>é</html>'.encode("utf-8-sig")
    assert read_transcript(Source("x.html", data)).text == "é"
    assert read_transcript(Source("x.html", data[3:]), ReadOptions(encoding="cp1252")).text == "Ã©"


def test_a_page_without_any_frame_is_known_by_its_name() -> None:
    assert read_transcript(Source("x.htm", b"<p>I: so?<p>P01: yes")).format == "html"
    assert read_transcript(Source("x.txt", b"I: so <p> what?\nP01: yes")).format == "txt"


def test_a_page_that_stops_early_is_remarked() -> None:
    transcript = read_transcript(Source("x.html", b"<html><body><p>I: so?"))
    assert "The page stops before its end mark; look whether the end of the text is there." in transcript.remarks


def test_deep_nesting_is_read_or_refused_and_an_empty_page_is_empty() -> None:
    assert text_of("<div>" * 1000 + "deep" + "</div>" * 1000) == "deep"
    with pytest.raises(MaterialError):
        read("<b>" * 100_000 + "deep")
    with pytest.raises(SourceEmptyError):
        read("<p> </p><script>x</script>")


def test_entities_of_its_own_are_never_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><html><p>x&a;&b;y</html>'
    assert "root:" not in read_transcript(Source("x.html", bomb.encode())).text
