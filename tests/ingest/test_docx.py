"""Word documents: nothing that Word shows is lost, nothing that it does not show comes in."""

from __future__ import annotations

import io

import pytest

from qualcode.errors import DamagedFileError, MaterialError, SourceEmptyError, UnsafeFileError
from qualcode.ingest import Source, read_transcript
from qualcode.text import Comment, Transcript
from tests.ingest.files import archive, docx, p


def read(body: str, **parts: str) -> Transcript:
    return read_transcript(Source("P01.docx", docx(body, **parts)))


def text_of(body: str, **parts: str) -> str:
    return read(body, **parts).text


def inline(inner: str) -> str:
    return text_of(f"<w:p>{inner}</w:p>")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_a_label_split_over_runs_is_one_label() -> None:
    transcript = read(
        f"<w:p>{run('P', '<w:b/>')}{run('0', '<w:b/>')}{run('1')}{run(':')}{run(' yes')}</w:p>"
        f"<w:p>{run('Inter')}{run('viewer: ', '<w:b/>')}{run('and?')}</w:p>"
    )
    assert [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns] == [
        ("P01", "yes"),
        ("Interviewer", "and?"),
    ]


def test_a_soft_break_stays_inside_the_turn() -> None:
    transcript = read(f"<w:p>{run('I: one')}<w:r><w:br/></w:r>{run('two')}</w:p>" + p("P01: three"))
    assert transcript.text == "I: one\ntwo\nP01: three"
    assert transcript.text[transcript.turns[0].start : transcript.turns[0].end] == "one\ntwo"


def test_a_speaker_after_a_soft_break_begins_a_turn() -> None:
    transcript = read(f"<w:p>{run('I: one')}<w:r><w:br/></w:r>{run('P01: two')}</w:p>")
    assert [turn.speaker for turn in transcript.turns] == ["I", "P01"]


def test_tabs_hyphens_and_symbols_become_characters() -> None:
    assert (
        inline("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>")
        == "a\tb\u2011c\nd"
    )
    assert (
        inline('<w:r><w:t>so</w:t><w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:font="X" w:char="2603"/></w:r>')
        == "so→☃"
    )
    assert inline('<w:r><w:t>a</w:t><w:sym w:font="X" w:char="zz"/><w:t>b</w:t></w:r>') == "a\ufffdb"


def test_tab_stops_of_a_paragraph_are_no_tabs() -> None:
    assert inline(f'<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>{run("a")}') == "a"


def test_tables_stand_in_place_row_by_row() -> None:
    def cell(*lines: str) -> str:
        return f"<w:tc>{''.join(map(p, lines))}</w:tc>"

    table = f"<w:tbl><w:tr>{cell('a')}{cell('b', 'c')}</w:tr><w:tr>{cell('d')}{cell('e')}</w:tr></w:tbl>"
    transcript = read(p("before") + table + p("after"))
    assert transcript.text == "before\na\tb\nc\nd\te\nafter"
    assert "1 table stands in place, row by row, with a tab between cells." in transcript.remarks


def test_a_table_inside_a_table_cell_is_read() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('inner')}</w:tc></w:tr></w:tbl>"
    assert text_of(f"<w:tbl><w:tr><w:tc>{inner}{p('outer')}</w:tc></w:tr></w:tbl>") == "inner\nouter"


def test_a_transcript_in_a_table_gives_turns() -> None:
    rows = [("Speaker", "Text"), ("I", "How are you?"), ("P01", "Well enough."), ("I", "And at home?")]
    cells = "".join(f"<w:tr><w:tc>{p(a)}</w:tc><w:tc>{p(b)}</w:tc></w:tr>" for a, b in rows)
    transcript = read(f"<w:tbl>{cells}</w:tbl>")
    assert [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns] == rows[1:]


def test_tracked_insertions_are_in_and_deletions_out() -> None:
    deleted = "<w:del><w:r><w:delText>often </w:delText></w:r></w:del>"
    transcript = read(f"<w:p>{run('I ')}<w:ins>{run('never ')}</w:ins>{deleted}{run('went')}</w:p>")
    assert transcript.text == "I never went"
    assert "1 tracked insertion was kept." in transcript.remarks
    assert "1 tracked deletion was left out." in transcript.remarks


def test_moved_text_stands_once_at_its_new_place() -> None:
    moved_from = f"<w:moveFrom>{run('home ')}</w:moveFrom>"
    assert inline(f"{moved_from}{run('we went ')}<w:moveTo>{run('home')}</w:moveTo>") == "we went home"


def test_a_paragraph_whose_end_was_deleted_runs_on_into_the_next() -> None:
    deleted_mark = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('one ')}</w:p>"
    gone = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
    assert text_of(deleted_mark + gone + p("two") + p("three")) == "one two\nthree"
    assert text_of(p("one") + deleted_mark) == "one\none "
    assert text_of(deleted_mark + f"<w:tbl><w:tr><w:tc>{p('cell')}</w:tc></w:tr></w:tbl>") == "one \ncell"


def test_deleted_rows_and_cells_are_left_out() -> None:
    row = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('gone')}</w:tc></w:tr>"
    kept = f"<w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr>{p('gone')}</w:tc><w:tc>{p('kept')}</w:tc></w:tr>"
    assert text_of(f"<w:tbl>{row}{kept}</w:tbl>") == "kept"


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:hyperlink>{}</w:hyperlink>",
        "<w:smartTag><w:smartTagPr/>{}</w:smartTag>",
        "<w:fldSimple>{}</w:fldSimple>",
        "<w:customXml>{}</w:customXml>",
        "<w:bdo>{}</w:bdo>",
        "<w:ruby><w:rt><w:r><w:t>reading</w:t></w:r></w:rt><w:rubyBase>{}</w:rubyBase></w:ruby>",
    ],
)
def test_words_inside_controls_links_fields_and_tags_are_kept(wrapped: str) -> None:
    assert inline(run("a ") + wrapped.format(run("b")) + run(" c")) == "a b c"


def test_content_controls_around_paragraphs_and_rows_are_looked_into() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    assert text_of(control(p("a")) + control(control(p("b")))) == "a\nb"
    cell = control("<w:tc>" + p("c") + "</w:tc>")
    assert text_of("<w:tbl>" + control("<w:tr>" + cell + "</w:tr>") + "</w:tbl>") == "c"


def test_the_instruction_of_a_field_is_no_text() -> None:
    field = "<w:r><w:fldChar/><w:instrText>PAGEREF x</w:instrText><w:fldChar/></w:r>"
    assert inline(field + run("12")) == "12"


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('boxed')}{p('twice')}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wps:wsp><wps:txbx>"
        f"{box}</wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    transcript = read(f"<w:p>{run('before ')}{drawing}{run('after')}</w:p>" + p("next"))
    assert transcript.text == "before after\nboxed\ntwice\nnext"
    assert "1 text box stands behind the paragraph to which it belongs." in transcript.remarks


def test_notes_stand_at_the_end_outside_every_turn() -> None:
    note = '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> laughs</w:t></w:r></w:p></w:footnote>'
    separator = '<w:footnote w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    end = f'<w:endnote w:id="2">{p("see P02")}</w:endnote>'
    marks = "<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:endnoteReference w:id='2'/></w:r>"
    transcript = read(
        p("I: so?") + f"<w:p>{run('P01: fine')}{marks}</w:p>",
        footnotes=separator + note,
        endnotes=end,
    )
    assert transcript.text == "I: so?\nP01: fine[1][e1]\n\n[1] laughs\n[e1] see P02"
    assert transcript.text[transcript.turns[-1].start : transcript.turns[-1].end] == "fine[1][e1]"
    assert "1 footnote stands at the end of the text, with its number in brackets at both places." in transcript.remarks


def test_a_note_that_refers_to_itself_is_read_once() -> None:
    mark = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    note = f"<w:footnote w:id='2'><w:p>{run('again')}{mark}</w:p></w:footnote>"
    assert text_of(f"<w:p>{run('a')}{mark}</w:p>", footnotes=note) == "a[1]\n\n[1] again"


def test_comments_headers_and_hidden_words_are_out_and_counted() -> None:
    comment = "<w:r><w:commentReference w:id='0'/></w:r>"
    shown = run(" shown", "<w:vanish w:val='0'/>")
    transcript = read(
        f"<w:p><w:commentRangeStart/>{run('seen')}{comment}{run(' hidden', '<w:vanish/>')}{shown}</w:p>",
        comments=f"<w:comment w:id='0'>{p('a comment')}</w:comment>",
        header=p("page header"),
        footer=p(""),
    )
    assert transcript.text == "seen shown"
    assert transcript.remarks[:3] == (
        "1 comment was kept apart, not in the text.",
        "1 hidden stretch was left out.",
        "1 header or footer was left out.",
    )


def test_numbers_of_lists_are_said_to_be_missing() -> None:
    item = "<w:p><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr><w:r><w:t>first</w:t></w:r></w:p>"
    assert "The numbers or bullets of 2 list items were left out." in read(item * 2).remarks


def test_the_strict_form_of_the_standard_is_read() -> None:
    data = docx(p("I: strict?") + p("P01: yes"), strict=True)
    assert read_transcript(Source("x.docx", data)).text == "I: strict?\nP01: yes"


def test_the_main_part_may_have_any_name() -> None:
    data = docx(p("hello there"), main="word/document22.xml")
    assert read_transcript(Source("x.docx", data)).text == "hello there"


def test_line_ends_in_the_xml_are_spaces() -> None:
    assert inline("<w:r><w:t>one\ntwo</w:t></w:r>") == "one two"


def test_what_python_docx_writes_is_read() -> None:
    import docx as python_docx

    document = python_docx.Document()
    document.add_paragraph().add_run("Interviewer: ").bold = True
    document.paragraphs[0].add_run("How did it begin?")
    document.add_paragraph("P01: With a call.")
    buffer = io.BytesIO()
    document.save(buffer)
    transcript = read_transcript(Source("x.docx", buffer.getvalue()))
    assert transcript.text == "Interviewer: How did it begin?\nP01: With a call."
    assert [speaker.role for speaker in transcript.speakers] == ["interviewer", "participant"]


def test_a_document_without_words_is_refused() -> None:
    with pytest.raises(SourceEmptyError, match=r"^P01\.docx holds no words; look whether it is the right file"):
        read(p(" "))


def test_a_missing_text_part_is_named() -> None:
    data = archive({"[Content_Types].xml": "wordprocessingml", "_rels/.rels": "<Relationships/>"})
    with pytest.raises(DamagedFileError, match="does not say which part holds the text"):
        read_transcript(Source("P01.docx", data))


@pytest.mark.parametrize(
    "declaration", ["<!DOCTYPE w>", '<!DOCTYPE w [<!ENTITY a "x">]>', '<!DOCTYPE w SYSTEM "file:///etc/passwd">']
)
def test_a_document_type_is_refused(declaration: str) -> None:
    data = docx(p("x"))
    import zipfile

    parts = {
        name: zipfile.ZipFile(io.BytesIO(data)).read(name) for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
    }
    parts["word/document.xml"] = declaration.encode() + parts["word/document.xml"]
    with pytest.raises(UnsafeFileError, match=r'its part "word/document\.xml" declares a document type'):
        read_transcript(Source("P01.docx", archive(parts)))
    parts["word/document.xml"] = (declaration + docx_text(parts)).encode("utf-16")
    with pytest.raises(UnsafeFileError):
        read_transcript(Source("P01.docx", archive(parts)))


def docx_text(parts: dict[str, bytes]) -> str:
    return parts["word/document.xml"].decode().split(">", 1)[1]


def test_broken_xml_is_refused() -> None:
    with pytest.raises(
        DamagedFileError, match=r'as a Word document, its part "word/document\.xml" is no well-formed XML'
    ):
        read("<w:p>")


def test_very_deep_nesting_is_refused_and_crashes_nothing() -> None:
    depth = 5000
    with pytest.raises(MaterialError):
        read("<w:sdt><w:sdtContent>" * depth + p("x") + "</w:sdtContent></w:sdt>" * depth)


@pytest.mark.parametrize("wrapper", ["ins", "hyperlink", "smartTag"])
def test_nesting_as_deep_as_the_parser_allows_is_read(wrapper: str) -> None:
    assert inline(f"<w:{wrapper}>" * 240 + run("deep") + f"</w:{wrapper}>" * 240) == "deep"


def comment(number: int, text: str) -> str:
    return f'<w:comment w:id="{number}" w:author="Ann" w:date="2024-01-02T03:04:05Z">{text}</w:comment>'


def begin_and_end(number: int) -> tuple[str, str]:
    reference = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    return f'<w:commentRangeStart w:id="{number}"/>', f'<w:commentRangeEnd w:id="{number}"/>{reference}'


def test_a_comment_keeps_author_date_words_and_place() -> None:
    begin, end = begin_and_end(7)
    transcript = read(
        f"<w:p>{run('I: so, ')}{begin}{run('how ')}{run('was ', '<w:b/>')}{end}{run('it?')}</w:p>",
        comments=comment(7, p("one") + p("two")),
    )
    assert transcript.text == "I: so, how was it?"
    assert transcript.comments == (Comment("Ann", "one\ntwo", 7, 14, "2024-01-02T03:04:05Z"),)
    assert transcript.text[7:14] == "how was"


def test_a_comment_over_paragraphs_between_them_or_at_a_point_is_placed() -> None:
    (begin, end), (begin_outside, end_outside) = begin_and_end(0), begin_and_end(1)
    point = "<w:r><w:commentReference w:id='2'/></w:r>"
    transcript = read(
        f"<w:p>{run('one ')}{begin}{run('two')}</w:p><w:p>{run('three')}{end}{run(' four')}</w:p>"
        f"{begin_outside}{p('five')}{end_outside.split('<w:r>')[0]}<w:p>{run('six')}{point}{run(' seven')}</w:p>",
        comments="".join(comment(number, p(f"c{number}")) for number in range(4)),
    )
    placed = [(one.text, transcript.text[one.start : one.end], one.start) for one in transcript.comments]
    assert placed == [("c3", "", 0), ("c0", "two\nthree", 4), ("c1", "five", 19), ("c2", "", 27)]
    assert "4 comments were kept apart, not in the text." in transcript.remarks


def test_comments_in_tables_boxes_and_notes_find_their_place() -> None:
    begin, end = begin_and_end(0)
    cell = f"<w:tc><w:p>{run('a ')}{begin}{run('b')}{end}</w:p></w:tc>"
    transcript = read(f"<w:tbl><w:tr><w:tc>{p('x')}</w:tc>{cell}</w:tr></w:tbl>", comments=comment(0, p("c")))
    assert transcript.text == "x\ta b"
    assert [(one.start, one.end) for one in transcript.comments] == [(4, 5)]
    mark = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    note = f"<w:footnote w:id='2'><w:p>{begin}{run('noted')}{end}</w:p></w:footnote>"
    transcript = read(f"<w:p>{run('a')}{mark}</w:p>", footnotes=note, comments=comment(0, p("c")))
    assert [transcript.text[one.start : one.end] for one in transcript.comments] == ["noted"]


def test_comments_of_the_strict_form_are_read() -> None:
    begin, end = begin_and_end(0)
    data = docx(f"<w:p>{begin}{run('a')}{end}</w:p>", strict=True, comments=comment(0, p("c")))
    assert read_transcript(Source("x.docx", data)).comments == (Comment("Ann", "c", 0, 1, "2024-01-02T03:04:05Z"),)


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_only_the_result_of_a_field_is_text() -> None:
    inner = f"{field('begin')}<w:r><w:instrText>DATE</w:instrText></w:r>{field('separate')}{run('1990')}{field('end')}"
    instruction = f"<w:r><w:instrText>IF </w:instrText></w:r>{inner}{run('= 1990')}<w:r><w:tab/></w:r>"
    whole = f"{field('begin')}{instruction}{field('separate')}{run('then')}{field('end')}"
    assert inline(f"{run('a ')}{whole}{run(' b')}") == "a then b"
    nothing = f"{field('begin')}<w:r><w:instrText>XE</w:instrText></w:r>{field('end')}"
    assert inline(f"{run('a')}{nothing}{run('b')}") == "ab"


def test_words_are_not_lost_behind_a_field_that_never_ends() -> None:
    assert text_of(f"<w:p>{run('a')}{field('begin')}{run('b')}</w:p>" + p("c")) == "ab\nc"
    assert text_of(f"<w:p>{field('end')}{field('separate')}{run('a')}</w:p>") == "a"


def test_a_result_over_several_paragraphs_is_kept() -> None:
    begun = f"{field('begin')}<w:r><w:instrText>TOC</w:instrText></w:r>{field('separate')}"
    assert (
        text_of(f"<w:p>{begun}{run('one')}</w:p>{p('two')}<w:p>{field('end')}{run('three')}</w:p>") == "one\ntwo\nthree"
    )


def test_optional_hyphens_are_left_out_and_counted() -> None:
    transcript = read("<w:p><w:r><w:t>co</w:t><w:softHyphen/><w:t>op\u00aderative</w:t></w:r></w:p>")
    assert transcript.text == "cooperative"
    assert "2 optional hyphens were left out." in transcript.remarks


def test_letters_of_symbol_fonts_become_what_they_look_like() -> None:
    assert inline(run("\uf061\uf0ae", '<w:rFonts w:ascii="Symbol"/>') + run("\uf0b7")) == "α→•"


def test_styles_hide_words_and_make_them_bold() -> None:
    styles = (
        '<w:style w:styleId="Base"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="Who"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    )

    def line(who: str, style: str = "Who") -> str:
        hidden = run("hidden", '<w:rStyle w:val="Gone"/>')
        loop = run(" words", '<w:rStyle w:val="Loop"/>')
        return f"<w:p>{run(who, f'<w:rStyle w:val={style!r}/>')}{hidden}{loop}</w:p>"

    transcript = read("".join(map(line, ("Ana Costa", "Meena", "Ana Costa", "Meena"))), styles=styles)
    assert transcript.text.startswith("Ana Costa words\nMeena words\n")
    assert [turn.speaker for turn in transcript.turns] == ["Ana Costa", "Meena"] * 2


def bold(words: str) -> str:
    return run(words, "<w:b/>")


def test_bold_labels_without_a_colon_are_speakers() -> None:
    said = [("Ana Costa", " How was it?"), ("Meena", " Good."), ("Ana Costa", " And?"), ("Meena", " That is all.")]
    transcript = read("".join(f"<w:p>{bold(who)}{run(words)}</w:p>" for who, words in said))
    assert [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns] == [
        (who, words.strip()) for who, words in said
    ]


def test_bold_words_that_do_not_come_back_are_no_speakers() -> None:
    lines = [("Never", " again."), ("Not", " me."), ("Well", " then.")]
    body = "".join(f"<w:p>{bold(first)}{run(rest)}</w:p>" + p("And so it went on.") for first, rest in lines)
    assert read(body).turns == ()


def test_bold_questions_between_plain_answers_tell_turns_apart() -> None:
    said = [("How was it?", "Good, I think."), ("And then?", "We left. All of us."), ("Why?", "It was over.")]
    body = p("A talk in the village") + "".join(f"<w:p>{bold(asked)}</w:p>{p(answer)}" for asked, answer in said)
    transcript = read(body)
    assert [turn.speaker for turn in transcript.turns] == [None] * 6
    assert [transcript.text[turn.start : turn.end] for turn in transcript.turns] == [
        words for two in said for words in two
    ]
    assert (
        "No speakers are named; 6 turns were told apart by bold questions between plain paragraphs."
        in transcript.remarks
    )


def test_bold_headings_between_paragraphs_are_no_questions() -> None:
    body = "".join(f"<w:p>{bold(heading)}</w:p>{p('Long words follow here.')}" for heading in ("Home", "Work", "War"))
    assert read(body).turns == ()
