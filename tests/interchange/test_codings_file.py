"""Codings files: what people write in YAML and in tables, and every mistake with its place."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl  # noqa: TID253  tests may load it at once
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qualcode.cli.output import _no_formula
from qualcode.errors import FileUnreadableError, MaterialError
from qualcode.ingest.base import Source
from qualcode.ingest.tables import read_table
from qualcode.interchange.codings_file import (
    CodingsFile,
    FileCoding,
    _unguarded,
    parse_codings_table,
    parse_codings_yaml,
    read_codings_file,
)


def parsed(text: str) -> CodingsFile:
    return parse_codings_yaml(text)


def issues(text: str) -> list[str]:
    return [str(issue) for issue in parsed(text).issues]


def table(tmp_path: Path, text: str) -> CodingsFile:
    path = tmp_path / "codings.csv"
    path.write_text(text, encoding="utf-8")
    return read_codings_file(path)


class TestYaml:
    def test_a_file_as_a_coder_writes_it(self) -> None:
        file = parsed(
            """
coder: ana
round: main
codebook: noble2011
documents:
  P04:
    finished: true
    codings:
      - code: Safety
        quote: the door holds
      - codes: [Education, Lack of time]
        start: 120
        end: 188
        unsure: true
        memo: why
  P05:
    - code: Safety
      quote: "she said: no"
"""
        )
        assert file == CodingsFile(
            (
                FileCoding("P04", ("Safety",), "the door holds", line=9),
                FileCoding("P04", ("Education", "Lack of time"), "", 120, 188, certainty="unsure", memo="why", line=11),
                FileCoding("P05", ("Safety",), "she said: no", line=17),
            ),
            coder="ana",
            round="main",
            codebook="noble2011",
            finished=(("P04", "ana"),),
        )

    def test_codings_may_name_their_document_and_coder_themselves(self) -> None:
        file = parsed("codings:\n  - {document: P04, coder: ben, code: Safety, quote: the door}\n")
        assert file.codings == (FileCoding("P04", ("Safety",), "the door", coder="ben", line=2),)

    def test_a_document_read_and_left_uncoded_is_finished_without_codings(self) -> None:
        file = parsed("coder: ana\ndocuments:\n  P04:\n    finished: yes\n    codings:\n")
        assert (file.codings, file.finished, file.issues) == ((), (("P04", "ana"),), ())

    def test_words_that_yaml_takes_for_numbers_or_truth_stay_words(self) -> None:
        coding = parsed("documents:\n  12:\n    - {code: Yes, quote: 1984}\n").codings[0]
        assert (coding.document, coding.codes, coding.quote) == ("12", ("Yes",), "1984")

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("", ["line 1: a codings file names its coder and, under `documents:`, the codings of each document"]),
            ("- a\n", ["line 1: a codings file names its coder and, under `documents:`, the codings of each document"]),
            (
                "documents: [P04]\n",
                ["line 1: under `documents:` stands the name of each document, followed by a colon"],
            ),
            (
                "documents:\n  P04:\n    - code: A\n      qoute: words\n",
                [
                    "line 3: there is no quote, and no start and end",
                    'line 4: there is no field "qoute". Did you mean "quote"?',
                ],
            ),
            ("documents:\n  P04:\n    - quote: words\n", ["line 3: there is no code"]),
            (
                "documents:\n  P04:\n    - {code: A, start: 5, end: soon}\n",
                ['line 3: end should be a whole number, not "soon"', "line 3: there is no quote, and no start and end"],
            ),
            ("documents:\n  P04:\n    finished: perhaps\n", ['line 3: finished is true or false, not "perhaps"']),
            (
                "documents:\n  P04:\n    - {code: A, quote: b, unsure: rather}\n",
                ['line 3: unsure is yes or no, not "rather"'],
            ),
            ("documents:\n  P04:\n    codings: none\n", ["line 3: codings are a list, each beginning with a dash"]),
            ("documents:\n  P04:\n    - just words\n", ["line 3: a coding has fields: a code, and a quote"]),
            ("cooder: ana\n", ['line 1: there is no field "cooder". Did you mean "coder"?']),
        ],
    )
    def test_each_mistake_is_told_with_its_line(self, text: str, told: list[str]) -> None:
        found = issues(text)
        assert len(found) == len(told)
        for sentence, beginning in zip(sorted(found), sorted(told), strict=True):
            assert sentence.startswith(beginning)

    def test_what_is_no_yaml_says_what_usually_helps(self) -> None:
        found = issues("documents:\n  P04:\n    - quote: she said: no\n")
        assert len(found) == 1
        assert "line 3: this is not YAML" in found[0]
        assert "put quotes that hold a colon or a # into double quotes" in found[0]

    def test_all_mistakes_are_found_at_once_and_the_rest_is_read(self) -> None:
        file = parsed("documents:\n  P04:\n    - {code: A}\n    - {code: B, quote: b}\n    - {quote: c}\n")
        assert [coding.codes for coding in file.codings] == [("B",)]
        assert [issue.line for issue in file.issues] == [3, 5]

    def test_a_file_that_refers_to_itself_ends(self) -> None:
        assert issues("documents: &a\n  P04: *a\n")

    def test_nesting_without_end_is_a_mistake(self) -> None:
        assert issues("documents: " + "[" * 5000 + "]" * 5000)


class TestTables:
    def test_a_table_as_a_coder_writes_it(self, tmp_path: Path) -> None:
        file = table(
            tmp_path,
            "Document,Coder,Code,Quote,Start,End,Memo,Unsure,Finished\n"
            'P04,ana,Safety; Health,"the door, it holds",,,why,yes,\n'
            "P04,ana,Education,,120.0,188,,,\n"
            "P04,ana,,,,,,,yes\n",
        )
        assert file == CodingsFile(
            (
                FileCoding(
                    "P04",
                    ("Safety", "Health"),
                    "the door, it holds",
                    coder="ana",
                    certainty="unsure",
                    memo="why",
                    row=2,
                ),
                FileCoding("P04", ("Education",), "", 120, 188, coder="ana", row=3),
            ),
            finished=(("P04", "ana"),),
        )

    def test_columns_are_known_by_the_names_other_programs_give_them(self, tmp_path: Path) -> None:
        file = table(tmp_path, "file,user,label,segment,comment\nP04,ana,Safety,the door,why\n")
        assert file.codings == (FileCoding("P04", ("Safety",), "the door", coder="ana", memo="why", row=2),)

    def test_missing_columns_are_all_named(self, tmp_path: Path) -> None:
        found = [str(issue) for issue in table(tmp_path, "who,colour\nana,red\n").issues]
        assert [name in sentence for name, sentence in zip(["document", "code", "quote"], found, strict=True)] == [
            True
        ] * 3

    def test_each_mistake_is_told_with_its_row(self, tmp_path: Path) -> None:
        file = table(
            tmp_path,
            "document,code,quote,start,end,certainty\n"
            ",Safety,the door,,,\n"
            "P04,,the door,,,\n"
            "P04,Safety,,,,\n"
            "P04,Safety,,-5,9,\n"
            "P04,Safety,the door,,,rather\n",
        )
        assert file.codings == ()
        assert [str(issue) for issue in file.issues] == [
            "row 2: the row names no document",
            "row 3: there is no code",
            "row 4: there is no quote, and no start and end",
            'row 5: start should be a whole number, not "-5"',
            "row 5: there is no quote, and no start and end",
            'row 6: certainty is "sure" or "unsure", not "rather"',
        ]

    def test_a_spreadsheet_is_read_like_its_csv(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in (["document", "code", "start", "end", "memo"], ["P04", "Safety", 120, 188.0, None]):
            sheet.append(row)
        book.save(tmp_path / "codings.xlsx")
        read = read_codings_file(tmp_path / "codings.xlsx")
        assert [(it.document, it.codes, it.start, it.end) for it in read.codings] == [("P04", ("Safety",), 120, 188)]

    @given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
    def test_the_guard_against_formulas_goes_on_and_comes_off_again(self, words: str) -> None:
        assert _unguarded(_no_formula(words)) == words


class TestFiles:
    def test_the_ending_tells_the_kind(self, tmp_path: Path) -> None:
        (tmp_path / "codings.yml").write_text("coder: ana\n")
        (tmp_path / "codings.tsv").write_text("document\tcode\tquote\nP04\tSafety\tthe door\n")
        assert read_codings_file(tmp_path / "codings.yml").coder == "ana"
        assert len(read_codings_file(tmp_path / "codings.tsv").codings) == 1
        (tmp_path / "codings.docx").write_text("words")
        with pytest.raises(FileUnreadableError, match=r"a codings file ends in \.yaml, \.csv, \.tsv or \.xlsx"):
            read_codings_file(tmp_path / "codings.docx")

    @pytest.mark.parametrize("name", ["missing.yaml", "empty.csv", "noise.xlsx"])
    def test_what_cannot_be_opened_says_so(self, tmp_path: Path, name: str) -> None:
        if name == "empty.csv":
            (tmp_path / name).touch()
        if name == "noise.xlsx":
            (tmp_path / name).write_bytes(b"PK\x03\x04 nothing")
        with pytest.raises(MaterialError, match=name):
            read_codings_file(tmp_path / name)

    def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(self, tmp_path: Path) -> None:
        (tmp_path / "codings.csv").write_bytes("\ufeffdocument,code,quote\r\nP04,Safety,the door\r\n".encode())
        assert len(read_codings_file(tmp_path / "codings.csv").codings) == 1


WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).filter(
    lambda words: words == words.strip() and ";" not in words
)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=5))
def test_whatever_words_are_written_come_back_from_yaml_and_csv(rows: list[tuple[str, str, str]]) -> None:
    documents: dict[str, list[dict[str, str]]] = {}
    for document, code, quote in rows:
        documents.setdefault(document, []).append({"code": code, "quote": quote})
    file = parsed(yaml.safe_dump({"documents": documents}, allow_unicode=True))
    wanted = [(document, (one["code"],), one["quote"]) for document, many in documents.items() for one in many]
    assert file.issues == ()
    assert sorted((it.document, it.codes, it.quote) for it in file.codings) == sorted(wanted)
    text = io.StringIO()
    csv.writer(text).writerows([("document", "code", "quote"), *(tuple(map(_no_formula, row)) for row in rows)])
    table_file = parse_codings_table(read_table(Source("codings.csv", text.getvalue().encode("utf-8-sig"))))
    assert [(it.document, it.codes, it.quote) for it in table_file.codings] == [(d, (c,), q) for d, c, q in rows]


class TestColumns:
    def test_a_misspelt_column_is_told_with_the_name_it_is_near(self, tmp_path: Path) -> None:
        file = table(tmp_path, "document,code,quote,memmo,finshed\nP04,Safety,the door,why,yes\n")
        assert [str(issue) for issue in file.issues] == [
            'row 1: there is no column "memmo". Did you mean "memo"?',
            'row 1: there is no column "finshed". Did you mean "finished"?',
        ]

    def test_other_columns_come_along_unread(self, tmp_path: Path) -> None:
        extra = "document_id,code_path,participant,speaker,speaker_role,coded_at,coding_id,code_id,comments,start_time"
        file = table(tmp_path, f"document,code,words,memo,{extra}\nP04,Safety,the door,why{',x' * 10}\n")
        assert file.issues == ()
        assert len(file.codings) == 1

    def test_a_column_that_is_missing_is_told_with_the_names_it_may_have(self, tmp_path: Path) -> None:
        file = table(tmp_path, "document,coed\nP04,Safety\n")
        assert [str(issue) for issue in file.issues][:2] == [
            "row 1: the table has no column code; its first row should name the columns. "
            "Accepted for code: code, codes, label, tag",
            "row 1: the table has no column quote (or start and end); its first row should name the columns. "
            "Accepted for quote: passage, quotation, quote, segment, text, words",
        ]
