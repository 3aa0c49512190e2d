"""The table of participants: values exactly as written, mistakes all at once."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import DamagedFileError, MaterialError, SourceEmptyError
from qualcode.ingest import ParticipantRow, Source, read_participants, read_table
from tests.ingest.files import archive


def csv(text: str, encoding: str = "utf-8") -> Source:
    return Source("participants.csv", text.encode(encoding))


def xlsx(*rows: list[Any], sheets: tuple[str, ...] = ("People",), formats: dict[str, str] | None = None) -> Source:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for title in sheets:
        book.create_sheet(title)
    for row in rows:
        book.worksheets[0].append(row)
    for cell, number_format in (formats or {}).items():
        book.worksheets[0][cell].number_format = number_format
    buffer = io.BytesIO()
    book.save(buffer)
    return Source("participants.xlsx", buffer.getvalue())


PEOPLE = (
    ParticipantRow("P01", {"place": "agency, field", "years": "07"}, ("P01.docx",), 2),
    ParticipantRow("P02", {"years": "3"}, (), 3),
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_and_encodings_are_recognised(delimiter: str, encoding: str) -> None:
    lines = [
        ["participant", "place", "years", "document"],
        ["P01", '"agency, field"', "07", "P01.docx"],
        ["P02", "", "3", ""],
    ]
    table = read_participants(csv("\r\n".join(delimiter.join(line) for line in lines), encoding))
    assert table.participants == PEOPLE
    assert table.issues == ()


def test_a_line_that_names_the_delimiter_is_obeyed() -> None:
    table = read_participants(csv("sep=;\nname;note\nP01;a,b,c\n"))
    assert table.participants == (ParticipantRow("P01", {"note": "a,b,c"}, (), 3),)


def test_a_workbook_gives_what_its_cells_show() -> None:
    day = datetime.datetime(2019, 3, 12)
    source = xlsx(
        ["ID", "years", "age", "met", "share", "agrees"], ["P01", 7, 34.0, day, 0.25, True], formats={"B2": "00"}
    )
    assert read_participants(source).participants == (
        ParticipantRow(
            "P01", {"years": "07", "age": "34", "met": "2019-03-12", "share": "0.25", "agrees": "TRUE"}, (), 2
        ),
    )


def test_further_sheets_are_said_to_be_left() -> None:
    table = read_participants(xlsx(["name"], ["P01"], sheets=("People", "Old", "Older")))
    assert table.remarks == ('Only the first sheet, "People", was read; not: Old, Older.',)


@pytest.mark.parametrize(
    "header", ["participant", "Participant ID", "pseudonym", "CASE", "id", "Name", "participant_id"]
)
def test_the_column_of_names_is_known_by_its_header(header: str) -> None:
    table = read_participants(csv(f"place,{header}\nhome,P01\n"))
    assert table.participants == (ParticipantRow("P01", {"place": "home"}, (), 2),)
    assert table.remarks == ()


def test_the_pseudonym_is_meant_where_there_is_a_name_too() -> None:
    table = read_participants(csv("name,pseudonym\nReal,Meena\n"))
    assert table.participants == (ParticipantRow("Meena", {"name": "Real"}, (), 2),)


def test_the_first_column_is_taken_otherwise_and_that_is_said() -> None:
    table = read_participants(csv("file,who,place\na.txt,P01,home\n"))
    assert table.participants == (ParticipantRow("P01", {"place": "home"}, ("a.txt",), 2),)
    assert table.remarks == ('No column is called "participant", "id" or "name"; the names were taken from "who".',)


def test_two_interviews_with_one_person_are_one_participant() -> None:
    table = read_participants(csv("id,place,document\nP01,home,a.txt\nP01,home,b.txt\n"))
    assert table.participants == (ParticipantRow("P01", {"place": "home"}, ("a.txt", "b.txt"), 2),)
    assert table.issues == ()


def test_mistakes_are_listed_all_at_once_with_their_lines() -> None:
    table = read_participants(csv('id,place,place,\nP01,"two\nlines",x,y\n,home\np01,other\n\nP02,a,b,c,d\n'))
    assert [str(issue) for issue in table.issues] == [
        'line 1: Two columns are called "place"; rename one.',
        'line 1: Column 4 has no name; it is called "column 4".',
        "line 4: The participant has no name; give one, for example a pseudonym.",
        'line 5: The participant "p01" is in line 2 already; keep one row.',
        "line 7: The row has 1 cell more than the header; put quotes around values with a delimiter.",
    ]
    assert [issue.severity for issue in table.issues] == ["error", "warning", "error", "error", "error"]


def test_a_header_alone_is_a_mistake() -> None:
    assert "no participants" in str(read_participants(csv("id,place\n")).issues[0])


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(SourceEmptyError):
        read_participants(csv("\n \n"))
    with pytest.raises(DamagedFileError, match=r"as a table, line 2 cannot be read"):
        read_participants(csv('id,place\nP01,"never closed\n'))
    with pytest.raises(DamagedFileError, match=r"as a workbook \(\.xlsx\), its part \"_rels/\.rels\" is missing"):
        read_participants(Source("p.xlsx", archive({"xl/workbook.xml": "<x/>"})))
    with pytest.raises(MaterialError, match="declares a document type"):
        read_participants(Source("p.xlsx", archive({"_rels/.rels": "<!DOCTYPE x><x/>"})))
    with pytest.raises(MaterialError, match="is a PDF"):
        read_participants(Source("p.csv", b"%PDF-1.4"))


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8), min_size=2, max_size=2
        ),
        min_size=2,
        max_size=6,
    )
)
def test_cells_come_back_exactly(rows: list[list[str]]) -> None:
    import csv as module

    out = io.StringIO()
    module.writer(out, quoting=module.QUOTE_ALL).writerows([["first column", "second column"], *rows])
    table = read_table(Source("t.csv", out.getvalue().encode("utf-8-sig")))
    assert [list(row.cells) for row in table.rows] == [row for row in rows if any(cell.strip() for cell in row)]
