"""Codings files taken in: all of what they say, or the list of what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.codebook import retire_code
from qualcode.errors import CodebookNotFoundError, FileUnreadableError, MaterialIssuesError
from qualcode.project import Project
from qualcode.project.import_codings import CodingsImport, import_codings

GOOD = """
coder: ana
documents:
  A:
    finished: true
    codings:
      - code: Fear
        quote: I lie awake
        memo: at night
      - codes: [Safety, Sleep]
        quote: "the  DOOR holds."
        unsure: true
      - code: Sleep
        quote: At night I lay awake. Then I count
  B:
    codings:
      - code: Fear
        start: 3
        end: 9
"""


def _take(project: Project, folder: Path, text: str, name: str = "codings.yaml", **how: object) -> CodingsImport:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return import_codings(project, path, **how)  # type: ignore[arg-type]


def _refused(project: Project, folder: Path, text: str, name: str = "codings.yaml", **how: object) -> str:
    before = project.history.list()
    with pytest.raises(MaterialIssuesError) as error:
        _take(project, folder, text, name, **how)
    assert project.history.list() == before, "nothing was changed"
    return str(error.value)


def test_a_yaml_file_says_who_coded_what_and_what_was_read(project: Project, tmp_path: Path) -> None:
    made = _take(project, tmp_path, GOOD)
    assert (made.codings, made.already, made.finished, made.left_out) == (5, 0, 1, ())
    assert made.how == {"exact": 1, "spacing": 1, "fuzzy": 1, "positions": 1}
    (near,) = made.near
    assert (near.document, near.quote) == ("A", "At night I lay awake. Then I count")
    assert near.found.startswith("At night I lie awake. Then I count")
    assert near.where == "line 13"
    assert 90 <= near.score < 100
    assert [(row.document, row.code, row.certainty, row.memo) for row in project.codings.rows()] == [
        ("A", "Safety", "unsure", ""),
        ("A", "Sleep", "unsure", ""),
        ("A", "Sleep", "sure", ""),
        ("A", "Fear", "sure", "at night"),
        ("B", "Fear", "sure", ""),
    ]
    assert project.readings.frame()["finished"].tolist() == ["yes", "no"]
    assert project.history.list(limit=1)[0].what == "5 codings from codings.yaml"


def test_a_file_taken_in_twice_changes_nothing_the_second_time(project: Project, tmp_path: Path) -> None:
    _take(project, tmp_path, GOOD)
    before = project.history.list()
    again = _take(project, tmp_path, GOOD)
    assert (again.codings, again.already) == (0, 5)
    assert project.history.list() == before
    assert len(project.memos.list()) == 1


def test_a_table_has_one_row_for_each_coding(project: Project, tmp_path: Path) -> None:
    table = "document,coder,code,quote,start,end,memo\nA,ana,Fear,I lie awake,,,so\nA,ana,Sleep,I feel safe,{},,\n"
    second = project.documents.text("A").rindex("I feel safe")
    made = _take(project, tmp_path, table.format(second), "codings.csv")
    assert made.codings == 2
    assert project.codings.rows(code="Sleep")[0].start == second


def test_a_spreadsheet_is_taken_in(project: Project, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["document", "code", "quote"], ["A", "Fear", "I lie awake"], ["B", "आशा", "Then I sleep."]):
        sheet.append(row)
    book.save(tmp_path / "codings.xlsx")
    with pytest.raises(MaterialIssuesError, match="row 3: there is no code "):
        import_codings(project, tmp_path / "codings.xlsx", coder="ana")
    made = import_codings(project, tmp_path / "codings.xlsx", coder="ana", partial=True)
    assert (made.codings, [issue.where for issue in made.left_out]) == (1, ["row 3"])


BAD = """
coder: ana
documents:
  A:
    codings:
      - code: Fera
        quote: I lie awake
      - code: Fear
        quote: We went to the sea.
      - code: Fear
        quote: I feel safe
      - code: Fear
        start: 5
        end: 5000
      - codes: [Fear, Hope]
        quote: Not here either, my friend.
  C:
    finished: true
    codings:
      - code: Fear
        quote: I lie awake
"""


def test_all_mistakes_are_told_at_once_with_their_lines(project: Project, tmp_path: Path) -> None:
    said = _refused(project, tmp_path, BAD)
    assert "8 mistakes; nothing was changed." in said
    length = len(project.documents.text("A"))
    text = project.documents.text("A")
    places = f"{text.index('I feel safe')}, {text.rindex('I feel safe')}"
    for line in (
        'line 6: there is no code "Fera" in small. Did you mean "Fear"?',
        'line 8: the quote "We went to the sea." is not in A',
        f'line 10: the quote "I feel safe" stands in 2 places of A (at {places}); quote more words, or add `start:`',
        f"line 12: the span 5 to 5000 is not in A, which has {length} characters",
        'line 15: there is no code "Hope" in small.',
        'line 15: the quote "Not here either, my friend." is not in A',
        'line 20: there is no document "C".',
        'document C: there is no document "C".',
    ):
        assert line in said


def test_what_is_in_order_is_taken_in_when_asked_and_the_rest_listed(project: Project, tmp_path: Path) -> None:
    made = _take(project, tmp_path, BAD + "  B:\n    - code: Fear\n      quote: I lie awake\n", partial=True)
    assert made.codings == 1
    assert made.finished == 0
    assert len(made.left_out) == 8
    assert [row.document for row in project.codings.rows()] == ["B"]


def test_only_exact_words_are_taken_when_asked(project: Project, tmp_path: Path) -> None:
    said = _refused(project, tmp_path, GOOD, exact=True)
    assert "1 mistake; nothing was changed." in said
    assert 'line 13: the quote "At night I lay awake. Then I count" stands in A only nearly, 9' in said
    assert "% alike" in said


def test_the_first_coder_of_a_project_is_believed(project: Project, tmp_path: Path) -> None:
    assert _take(project, tmp_path, GOOD.replace("ana", "whoever")).codings == 5
    assert [coder.name for coder in project.coders.list()] == ["whoever"]


def test_a_coder_nobody_knows_is_probably_a_slip(project: Project, tmp_path: Path) -> None:
    project.coders.ensure("ana")
    said = _refused(project, tmp_path, GOOD.replace("coder: ana", "coder: anna"))
    assert 'there is no coder "anna". Did you mean "ana"? To add a new coder, say --coder anna' in said
    assert _take(project, tmp_path, GOOD.replace("coder: ana", "coder: anna"), coder="Anna").codings == 5


def test_taking_in_part_of_it_makes_no_coder_of_a_slip(project: Project, tmp_path: Path) -> None:
    project.coders.ensure("ana")
    made = _take(project, tmp_path, GOOD.replace("coder: ana", "coder: anna"), partial=True)
    assert (made.codings, made.finished) == (0, 0)
    assert [coder.name for coder in project.coders.list()] == ["ana"]


def test_a_file_that_does_not_say_who_coded_needs_the_name(project: Project, tmp_path: Path) -> None:
    anonymous = GOOD.replace("coder: ana", "round: main")
    project.rounds.open("main")
    said = _refused(project, tmp_path, anonymous)
    assert "it does not say who coded; add `coder:` to the file or --coder NAME to the call" in said
    made = _take(project, tmp_path, anonymous, partial=True)
    assert (made.codings, made.finished, project.coders.list()) == (0, 0, [])
    assert _take(project, tmp_path, anonymous, coder="cem").codings == 5


def test_rounds_that_are_not_there_or_closed_are_told_with_their_lines(project: Project, tmp_path: Path) -> None:
    project.rounds.open("pilot")
    project.rounds.close("pilot")
    project.rounds.open("main")
    table = (
        "document,code,quote,round\nA,Fear,I lie awake,mian\nA,Fear,Then I sleep.,pilot\nA,Fear,The door holds.,main\n"
    )
    said = _refused(project, tmp_path, table, "codings.csv", coder="ana")
    assert 'row 2: there is no round "mian". Did you mean "main"?' in said
    assert 'row 3: the round "pilot" is closed and takes no more codings' in said
    assert "2 mistakes" in said
    assert _take(project, tmp_path, table, "codings.csv", coder="ana", round_name="main").codings == 3


def test_retired_codes_and_codebooks_that_are_not_there_are_refused(project: Project, tmp_path: Path) -> None:
    project.codebooks.apply(retire_code(project.codebooks.get(), "Fear"))
    assert 'line 7: the code "Fear" is retired' in _refused(project, tmp_path, GOOD)
    with pytest.raises(CodebookNotFoundError, match=r'No codebook named "smal". Did you mean "small"'):
        _take(project, tmp_path, f"codebook: smal\n{GOOD}")


def test_a_code_that_several_lists_have_needs_the_name_of_one(project: Project, tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("codebook: other\ncodes: [Fear]\n", encoding="utf-8")
    project.codebooks.import_file(tmp_path / "other.yaml")
    said = _refused(project, tmp_path, GOOD)
    assert "line 7: The project has several codebooks (other, small); say which with `--codebook NAME`." in said
    assert _take(project, tmp_path, GOOD, codebook="small").codings == 5


def test_a_file_that_cannot_be_read_as_codings_is_told_in_a_sentence(project: Project, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadableError, match="there is no such file"):
        import_codings(project, tmp_path / "gone.yaml")
    assert "nothing was changed" in _refused(project, tmp_path, "documents:\n  A: [code: Fear\n")
    assert 'there is no field "coed"' in _refused(project, tmp_path, "documents:\n  A:\n    - coed: Fear\n")


MIXED = """
coder: ana
documents:
  A:
    codings:
      - code: Fera
        quote: I lie awake
        unsure: maybe
      - quote: I lie awake
      - code: Hope
        quote: I lie awake
      - code: Fear
      - code: Fear
        quote: I lie awake
"""


def test_mistakes_of_form_and_of_content_are_told_in_one_go(project: Project, tmp_path: Path) -> None:
    said = _refused(project, tmp_path, MIXED).splitlines()
    assert "5 mistakes; nothing was changed." in said[0]
    assert [line.strip()[:32] for line in said[1:]] == [
        "line 6: unsure is yes or no, not",
        'line 6: there is no code "Fera" ',
        "line 9: there is no code",
        'line 10: there is no code "Hope"',
        "line 12: there is no quote, and ",
    ]


def test_what_is_in_order_is_taken_in_beside_mistakes_of_form(project: Project, tmp_path: Path) -> None:
    made = _take(project, tmp_path, MIXED, partial=True)
    assert (made.codings, [issue.line for issue in made.left_out]) == (1, [6, 6, 9, 10, 12])
    table = "document,code,quote,unsure\nA,Fear,Then I sleep.,maybe\nA,Fear,The door holds.,\n"
    made = _take(project, tmp_path, table, "codings.csv", coder="ana", partial=True)
    assert (made.codings, [issue.where for issue in made.left_out]) == (1, ["row 2"])


def test_a_mistake_about_the_whole_file_stops_it_even_if_only_part_is_asked_for(
    project: Project, tmp_path: Path
) -> None:
    table = "document,code,quote,memmo\nA,Fear,Then I sleep.,why\n"
    said = _refused(project, tmp_path, table, "codings.csv", coder="ana", partial=True)
    assert 'row 1: there is no column "memmo". Did you mean "memo"?' in said
    assert 'there is no field "ruond"' in _refused(project, tmp_path, f"ruond: pilot\n{MIXED}", partial=True)


def test_documents_that_were_finished_before_are_not_counted_again(project: Project, tmp_path: Path) -> None:
    assert _take(project, tmp_path, GOOD).finished == 1
    assert _take(project, tmp_path, GOOD).finished == 0
