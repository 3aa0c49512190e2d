"""Tables as transcripts: one row for every turn, or one for every person who answered."""

from __future__ import annotations

import datetime
import io
import time
from typing import Any

import pytest

from qualcode.errors import EncryptedFileError, MaterialError, NotATranscriptError, SourceEmptyError, UnsafeFileError
from qualcode.ingest import Source, read_documents, read_table, read_transcript
from qualcode.text import Transcript
from tests.ingest.files import ods, ods_rows, xlsx, xlsx_rows
from tests.ingest.test_contract import check


def read(text: str, name: str = "talk.csv") -> Transcript:
    transcript = read_transcript(Source(name, text.encode()))
    check(transcript)
    return transcript


def said(transcript: Transcript) -> list[tuple[str | None, str, float | None, float | None]]:
    return [
        (turn.speaker, transcript.text[turn.start : turn.end], turn.start_s, turn.end_s) for turn in transcript.turns
    ]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("speaker,text,start,end", "Ana,Hello.,0:01,0:02"),
        ("Start time;End time;Speaker;Transcript", "00:00:01,000;00:00:02,000;Ana;Hello."),
        ("start_ms\tend_ms\tspeaker\ttext", "1000\t2000\tAna\tHello."),
        ("Zeit,Sprecherin,Äußerung,Ende", "00:00:01.0,Ana,Hello.,00:00:02.0"),
        ("Taler;Tekst;Starttid;Slut", "Ana;Hello.;1;2"),
        ("Orador;Texto;Início;Fim", "Ana;Hello.;00:00:01:12;00:00:02:00"),
        ("说话人,文本,开始时间,结束时间", "Ana,Hello.,0:01,0:02"),
        ("וקטא,דובר,טקסט,begin (s),end (s)", "x,Ana,Hello.,1.0,2.0"),
        ("वक्ता,पाठ,start,stop", "Ana,Hello.,1,2"),
        ("Timecode,Speaker,Dialogue,Out", "[00:00:01],Ana,Hello.,[00:00:02]"),
        ('"Speaker Name","Content","Start (sec)","End (sec)"', '"Ana","Hello.","1","2"'),
    ],
)
def test_columns_are_known_by_their_names_in_many_spellings(header: str, row: str) -> None:
    assert said(read(f"{header}\n{row}\n")) == [("Ana", "Hello.", 1.0, 2.0)]


def test_a_row_is_a_turn_and_a_cell_may_hold_lines() -> None:
    transcript = read('speaker,text\nI,So?\nI,And?\nP01,"Yes,\nsaid I."\n,(door)\n')
    assert [(speaker, words) for speaker, words, _, _ in said(transcript)] == [
        ("I", "So?"),
        ("I", "And?"),
        ("P01", "Yes,\nsaid I."),
        (None, "(door)"),
    ]
    assert transcript.text == "I: So?\nI: And?\nP01: Yes,\nsaid I.\n(door)"
    assert transcript.counts == {"row": 4}
    assert transcript.encoding == "utf-8"


def test_what_is_left_out_of_a_table_is_said() -> None:
    transcript = read("Interview 3\n\nline,speaker,text,mood\n1,I,So?,calm\n2,P01,,\n3,P01,Yes.,glad\n")
    assert [words for _, words, _, _ in said(transcript)] == ["So?", "Yes."]
    assert transcript.remarks[:4] == (
        'A table with a row for every turn; its words are in the column "text".',
        "1 row above the names of the columns: left out.",
        "Columns that were left out: line, mood.",
        "1 row without words: left out.",
    )


def test_a_table_without_names_of_columns_is_told_by_what_it_holds() -> None:
    transcript = read("I,How did it begin?\nP01,With a call.\nI,And then?\nP01,Nothing.\n")
    assert [speaker for speaker, *_ in said(transcript)] == ["I", "P01", "I", "P01"]
    assert transcript.remarks[0].startswith("No row names the columns; column 1 was taken for the speakers")


def test_whisper_tables_are_milliseconds_and_their_quotes_are_words() -> None:
    transcript = read('start\tend\ttext\n0\t2500\t"So I said\n2500\t4000\tstop" and left.\n', "talk.tsv")
    assert said(transcript) == [(None, '"So I said stop" and left.', 0.0, 4.0)]
    assert "The times are milliseconds." in transcript.remarks
    assert transcript.duration_s == 4.0


def test_whole_seconds_stay_seconds() -> None:
    assert said(read("start,end,text\n0,25,One two three.\n30,40,Four five.\n"))[1][2:] == (30.0, 40.0)


def test_labels_in_the_words_are_found_where_no_column_has_them() -> None:
    assert [speaker for speaker, *_ in said(read("start,text\n0:01,I: So?\n0:02,P01: Yes.\n"))] == ["I", "P01"]


def test_a_long_cell_is_read_whole() -> None:
    words = "word " * 60_000
    assert len(read(f"speaker,text\nI,{words}\n").text.split()) == 60_001


SURVEY = (
    "id,age,region,What helped you most?,And what was missing?\n"
    'P01,34,north,"My sister came every week, and that was all the help there was.",A bus that comes on time.\n'
    "P02,51,south,Nothing at all helped me in that first year after the fire.,\n"
    "P03,,north,,\n"
)


def test_long_columns_are_answers_and_short_ones_attributes() -> None:
    transcript = read(SURVEY)
    assert transcript.text.split("\n")[:3] == [
        "What helped you most?",
        "P01: My sister came every week, and that was all the help there was.",
        "And what was missing?",
    ]
    assert [speaker for speaker, *_ in said(transcript)] == ["P01", "P01", "P02"]
    assert {speaker.role for speaker in transcript.speakers} == {"participant"}
    assert transcript.counts == {"answer": 3, "respondent": 2}
    assert transcript.remarks == (
        'A table of answers; the answers are in: "What helped you most?", "And what was missing?".',
        'Shorter columns are attributes of the people, not text: "age", "region".',
        "The answers of 2 people stand in one document, one after the other.",
    )


def test_a_survey_gives_a_document_for_every_person_with_attributes() -> None:
    documents = read_documents(Source("survey.csv", SURVEY.encode()))
    assert [document.source.name for document in documents] == ["survey P01.csv", "survey P02.csv"]
    first = documents[0]
    assert first.participant is not None
    assert (first.participant.name, dict(first.participant.attributes)) == ("P01", {"age": "34", "region": "north"})
    assert [turn.speaker for turn in first.transcript.turns] == ["P01", "P01"]
    assert first.transcript.text.startswith("What helped you most?\nP01: My sister")
    for document in documents:
        check(document.transcript)
    assert documents[0].source.sha256 != documents[1].source.sha256
    assert read_documents(Source("survey.csv", SURVEY.encode())) == documents


def test_people_who_answer_alike_stay_two_documents() -> None:
    text = "answer\nI do not know what to say about it.\nI do not know what to say about it.\n"
    documents = read_documents(Source("survey.csv", text.encode()))
    assert [document.source.name for document in documents] == ["survey Row 2.csv", "survey Row 3.csv"]
    assert len({document.source.sha256 for document in documents}) == 2


def test_one_row_for_every_question_is_joined_by_person() -> None:
    text = "respondent,question,answer,town\nR1,Why?,Because.,X\nR2,Why?,No idea.,Y\nR1,When?,Then.,X\n"
    first, second = read_documents(Source("survey.csv", text.encode()))
    assert first.transcript.text == "Why?\nR1: Because.\nWhen?\nR1: Then."
    assert second.transcript.text == "Why?\nR2: No idea."
    assert first.participant is not None
    assert dict(first.participant.attributes) == {"town": "X"}


def test_a_conversation_gives_one_document() -> None:
    (only,) = read_documents(Source("talk.csv", b"speaker,text\nI,So?\nP01,Yes.\n"))
    assert only.participant is None
    assert only.source.name == "talk.csv"
    (text,) = read_documents(Source("talk.txt", b"I: So?\nP01: Yes.\n"))
    assert text.transcript.format == "txt"


def test_a_table_without_words_is_refused_with_what_to_do() -> None:
    with pytest.raises(
        NotATranscriptError, match=r'its columns are id, age\), .* name the columns "speaker" and "text"'
    ):
        read("id,age\nP01,34\nP02,51\n")
    with pytest.raises(SourceEmptyError):
        read("speaker,text\nI,\n")
    with pytest.raises(MaterialError):
        read("document,coder,code,start,end,text\nP01,ana,Trust,1,2,some words of a quotation\n")


def workbook(*rows: list[Any]) -> Source:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return Source("talk.xlsx", buffer.getvalue())


def test_a_workbook_is_read_with_its_times() -> None:
    transcript = read_transcript(
        workbook(
            ["Start", "Speaker", "Text"],
            [datetime.time(0, 0, 1), "I", "So?"],
            [datetime.timedelta(seconds=62.5), "P01", "Yes\nno."],
        )
    )
    assert said(transcript) == [("I", "So?", 1.0, None), ("P01", "Yes\nno.", 62.5, None)]


def test_cells_far_away_cost_nothing() -> None:
    rows = xlsx_rows(("speaker", "text"), ("I", "So?")).replace('r="2"', 'r="1048576"')
    far = rows.replace("</row>", '<c r="XFD9" t="inlineStr"><is><t>x</t></is></c></row>')
    begun = time.perf_counter()
    assert [turn.speaker for turn in read_transcript(Source("talk.xlsx", xlsx(far))).turns] == ["I"]
    assert time.perf_counter() - begun < 2


def test_shared_and_rich_strings_are_read_without_their_pronunciation() -> None:
    shared = (
        "<si><t>speaker</t></si><si><t>text</t></si><si><r><t>So</t></r><r><t>?_x000D_</t></r><rPh><t>x</t></rPh></si>"
    )
    rows = (
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row><c t="str"><v>I</v></c><c t="s"><v>2</v></c></row>'
    )
    assert said(read_transcript(Source("talk.xlsx", xlsx(rows, shared=shared)))) == [("I", "So?", None, None)]


def test_a_formula_without_a_result_is_counted() -> None:
    rows = xlsx_rows(("speaker", "text"), ("I", "So?")) + "<row><c><f>A1</f></c></row>"
    assert (
        "1 formula holds no result; open the workbook, save it, and read it again."
        in read_transcript(Source("talk.xlsx", xlsx(rows))).remarks
    )


def test_repeated_cells_of_an_ods_are_bounded() -> None:
    row = '<table:table-row table:number-rows-repeated="{n}">{cells}</table:table-row>'
    cell = '<table:table-cell table:number-columns-repeated="{n}"><text:p>{text}</text:p></table:table-cell>'
    filled = ods_rows(("speaker", "text"), ("I", "So?")) + row.format(n=1048574, cells=cell.format(n=16384, text=""))
    assert [turn.speaker for turn in read_transcript(Source("talk.ods", ods(filled))).turns] == ["I"]
    bomb = row.format(n=1048576, cells=cell.format(n=16384, text="x"))
    begun = time.perf_counter()
    with pytest.raises(UnsafeFileError, match="its cells repeat more often than a table has cells"):
        read_table(Source("talk.ods", ods(bomb)))
    assert time.perf_counter() - begun < 2
    twice = row.format(n=2, cells=cell.format(n=2, text="x"))
    assert [row.cells for row in read_table(Source("t.ods", ods(twice))).rows] == [("x", "x")]


def test_an_ods_shows_its_cells_and_hides_its_comments() -> None:
    cells = (
        "<table:table-cell><office:annotation><text:p>secret</text:p></office:annotation>"
        "<text:p>one<text:s text:c='2'/>two<text:tab/>x</text:p><text:p>three</text:p></table:table-cell>"
        "<table:table-cell office:value-type='float' office:value='3.5'/>"
    )
    table = read_table(Source("t.ods", ods(ods_rows(("a", "b")) + f"<table:table-row>{cells}</table:table-row>")))
    assert table.rows[0].cells == ("one  two\tx\nthree", "3.5")


def test_an_ods_with_a_password_is_refused() -> None:
    with pytest.raises(EncryptedFileError):
        read_transcript(Source("t.ods", ods("", manifest="<encryption-data/>")))
