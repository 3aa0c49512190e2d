"""Bad input gets one clear sentence (what, where, what next) and an exit code; the project stays as it was."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.storage import engine
from tests.cli.running import Ran, run, run_line

PROJECT = Path("study.qualcode")
UNREADABLE = {
    "empty.docx": (b"", "empty.docx is empty (0 bytes)"),
    "noise.docx": (bytes(range(256)) * 20, "noise.docx is damaged: as a Word document"),
    "empty.txt": (b"", "empty.txt is empty (0 bytes)"),
    "spaces.txt": (b" \n \n", "spaces.txt holds no words"),
    "noise.txt": (b"\x00\x01\x02\x03", "noise.txt is no text in an encoding that can be recognised"),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture.png"),
    "empty.odt": (b"PK\x05\x06" + bytes(18), "empty.odt"),
    "empty.srt": (b"", "empty.srt is empty"),
}


@pytest.fixture(autouse=True)
def _in_the_sample(sample: Path) -> None:
    """Be in a copy of the sample study."""


@contextlib.contextmanager
def project_unchanged() -> Iterator[None]:
    """Assert that nothing in the project is other than before; SQLite's own counters in the file may be."""
    before = _content()
    yield
    assert _content() == before


def _content() -> list[str]:
    with contextlib.closing(sqlite3.connect(PROJECT)) as database:
        return list(database.iterdump())


def refused(ran: Ran, code: int, *words: str) -> None:
    """Assert that a call was refused in a sentence that holds these words."""
    assert ran.code == code, ran
    assert ran.out == ""
    assert "Traceback" not in ran.talk
    for word in words:
        assert word in ran.talk


class TestTranscripts:
    @pytest.mark.parametrize("name", UNREADABLE)
    def test_a_file_that_cannot_be_read_is_named_with_the_reason(self, name: str) -> None:
        content, words = UNREADABLE[name]
        Path(name).write_bytes(content)
        with project_unchanged():
            refused(run("ingest", name), 1, f"Not read: {words}", "0 added, 0 already in the project, 1 refused.")

    def test_a_file_cut_short_is_damaged(self) -> None:
        Path("cut.docx").write_bytes(Path("transcripts_sample/P01.docx").read_bytes()[:900])
        refused(run("ingest", "cut.docx"), 1, "cut.docx is damaged", "take a fresh copy")

    def test_the_other_files_of_the_call_are_read_all_the_same(self) -> None:
        Path("empty.txt").touch()
        Path("new.txt").write_text("Interviewer: And then?\n\nP14: Then we went on.\n", encoding="utf-8")
        ran = run("ingest", "missing.txt", "empty.txt", "new.txt", "transcripts_sample/P01.docx")
        refused(ran, 1, "missing.txt", "no such file", "empty.txt", "new: ")
        assert "1 added, 1 already in the project, 2 refused." in ran.talk
        assert "new" in run("documents").out

    @pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
    def test_a_file_without_permission_is_said_to_be_one(self) -> None:
        Path("locked.txt").write_text("words")
        Path("locked.txt").chmod(0)
        refused(run("ingest", "locked.txt"), 1, "locked.txt", "permission")

    def test_a_folder_without_transcripts_says_so(self) -> None:
        Path("bare").mkdir()
        refused(run("ingest", "bare"), 1, "bare holds no transcript", "--recursive")

    def test_what_was_left_aside_in_a_folder_is_told(self) -> None:
        ran = run("ingest", "transcripts_sample")
        assert ran.code == 0
        assert "Left aside: participants.csv (a table, not a transcript)" in ran.talk

    def test_an_unknown_language_or_encoding_is_refused_with_those_there_are(self) -> None:
        Path("new.txt").write_text("Interviewer: And?\n\nP14: So.\n", encoding="utf-8")
        with project_unchanged():
            refused(run("ingest", "new.txt", "--language", "klingon"), 2, '"klingon"', "en, de")
            refused(run("ingest", "new.txt", "--encoding", "nonsense"), 1, '"nonsense"', "utf-8")


class TestTables:
    def test_a_table_of_participants_that_cannot_be_read(self) -> None:
        Path("empty.csv").touch()
        Path("noise.xlsx").write_bytes(b"PK nothing")
        Path("twice.csv").write_text("participant,role\nP01,a\nP01,b\n")
        with project_unchanged():
            refused(run("participants", "--from", "missing.csv"), 1, "missing.csv", "no such file")
            refused(run("participants", "--from", "empty.csv"), 1, "empty.csv")
            refused(run("participants", "--from", "noise.xlsx"), 1, "noise.xlsx")
            refused(run("participants", "--from", "codebooks"), 1, "codebooks", "folder")


class TestCodebooks:
    BAD = """codes:
  - name: A
    colour: red
  - a
  - name: B
    colur: "#123456"
  - name: C
    codes:
      - name: C
"""

    def test_all_mistakes_are_named_at_once_with_their_lines(self) -> None:
        Path("bad.yaml").write_text(self.BAD)
        for command in ("check", "import"):
            with project_unchanged():
                ran = run("codebook", command, "bad.yaml")
            refused(
                ran, 1, "bad.yaml: 4 mistakes; nothing was changed.", 'line 3: "red" is no colour',
                'line 4: the name "a" is already used', 'no field "colur". Did you mean "colour"?',
                'line 9: the name "C"',
            )  # fmt: skip

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("missing.yaml", None, "there is no such file"),
            ("empty.yaml", b"", "the file is empty"),
            ("bytes.yaml", b"codes: [\xff\xfe]", "not UTF-8"),
            ("open.yaml", b"codes: [A, B", "not YAML"),
            ("number.yaml", b"12", "number.yaml"),
        ],
    )
    def test_a_file_that_is_no_codebook(self, name: str, content: bytes | None, words: str) -> None:
        if content is not None:
            Path(name).write_bytes(content)
        with project_unchanged():
            refused(run("codebook", "import", name), 1, name, words)

    def test_a_code_in_use_does_not_vanish(self) -> None:
        Path("short.yaml").write_text("codebook: noble2011\ncodes: [Safety]\n")
        with project_unchanged():
            refused(run("codebook", "import", "short.yaml"), 2, "was not changed", "Rename, merge or retire")


class TestCodingsFiles:
    def test_unknown_names_are_listed_with_line_and_suggestion_and_nothing_is_taken_in(self) -> None:
        run("rounds", "open", "extra")
        Path("bad.yaml").write_text(
            "coder: ana\ndocuments:\n  P4:\n    codings:\n      - code: Safty\n        quote: the door holds\n"
            "  P05:\n    finished: true\n    codings:\n      - code: Safety\n        quote: words nobody ever said\n"
        )
        with project_unchanged():
            ran = run("code", "--coder", "ana", "--from", "bad.yaml")
        refused(
            ran, 1, "bad.yaml: 3 mistakes; nothing was changed.", 'no document "P4". Did you mean "P04"?',
            'line 5: there is no code "Safty" in noble2011. Did you mean "Safety"?', 'line 10: the quote "words nobody',
        )  # fmt: skip

    def test_an_unknown_coder_in_a_table_is_taken_for_a_slip_of_the_pen(self) -> None:
        Path("bad.csv").write_text("document,coder,code,quote\nP04,anna,Safety,the door holds\n")
        with project_unchanged():
            ran = run("code", "--coder", "ana", "--from", "bad.csv", "--round", "main")
        refused(ran, 1, 'row 2: there is no coder "anna". Did you mean "ana"?')

    def test_a_file_of_another_coder_is_not_taken_for_mine(self) -> None:
        with project_unchanged():
            ran = run("code", "--coder", "ana", "--from", "transcripts_sample/codings/ben.yaml")
        refused(ran, 2, "holds the codings of ben, not of ana")

    def test_a_closed_round_takes_no_codings(self) -> None:
        with project_unchanged():
            ran = run("code", "--coder", "ana", "--from", "transcripts_sample/codings/ana.yaml")
        refused(ran, 1, "350 mistakes; nothing was changed.", 'the round "main" is closed')
        assert len(ran.talk.splitlines()) < 5

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("missing.yaml", None, "there is no such file"),
            ("empty.yaml", b"", "is empty"),
            ("open.yaml", b"documents: {P01: [", "not YAML"),
            ("talk.txt", b"Interviewer: so?", "ends in .yaml, .csv, .tsv or .xlsx"),
            ("noise.xlsx", b"PK nothing", "noise.xlsx"),
            ("bare.csv", b"document,quote\nP01,x\n", "no column code"),
        ],
    )
    def test_a_file_that_is_none(self, name: str, content: bytes | None, words: str) -> None:
        if content is not None:
            Path(name).write_bytes(content)
        with project_unchanged():
            refused(run("code", "--coder", "ana", "--from", name), 1, name, words)

    def test_what_is_in_order_is_taken_in_when_asked_for_and_the_rest_listed(self) -> None:
        run("rounds", "open", "extra")
        Path("half.csv").write_text(
            "document,code,quote\nP04,Safety,she must see that the door holds\nP04,Safty,the doctor\n"
        )
        ran = run("code", "--coder", "ana", "--from", "half.csv", "--partial")
        refused(ran, 1, "1 coding from half.csv", 'Left out: row 3: there is no code "Safty"')
        assert len(run_line("qualcode codings --round extra --format json").json) == 1


class TestThemes:
    def test_mistakes_in_a_file_of_themes(self) -> None:
        Path("bad.yaml").write_text("codebook: noble2011\nthemes:\n  - name: A\n    claim: So.\n    codes: [Safty]\n")
        with project_unchanged():
            refused(run("themes", "--from", "bad.yaml"), 1, "bad.yaml: 1 mistake", 'Did you mean "Safety"?')
            refused(run("themes", "--from", "missing.yaml"), 1, "missing.yaml", "no such file")


class TestProjects:
    def test_what_is_no_project_is_not_opened(self) -> None:
        Path("empty.qualcode").touch()
        Path("words.qualcode").write_text("words " * 100)
        sqlite3.connect("other.qualcode").execute("CREATE TABLE a (b)").connection.close()
        refused(run("documents", "-p", "none.qualcode"), 2, "There is no project at none.qualcode", "qualcode init")
        refused(run("documents", "-p", "empty.qualcode"), 1, "empty.qualcode is no qualcode project: it is empty")
        refused(run("documents", "-p", "words.qualcode"), 1, "it is another kind of file")
        refused(run("documents", "-p", "other.qualcode"), 1, "it is a database of another program")
        refused(run("documents", "-p", "codebooks"), 1, "it is a folder")

    def test_a_project_of_a_newer_qualcode_is_left_alone(self) -> None:
        with contextlib.closing(sqlite3.connect(PROJECT)) as database, database:
            database.execute("UPDATE alembic_version SET version_num = '9999_the_future'")
        with project_unchanged():
            refused(run("documents"), 1, "made by a newer qualcode", "pip install --upgrade qualcode")

    def test_a_damaged_project_says_what_to_do(self) -> None:
        content = bytearray(PROJECT.read_bytes())
        content[4096 : len(content) // 2] = b"\xa5" * (len(content) // 2 - 4096)
        PROJECT.write_bytes(content)
        for command in (["documents"], ["history"], ["agree"], ["check"]):
            ran = run(*command)
            assert ran.code == 1
            assert "Traceback" not in ran.talk
            assert "damaged" in ran.talk + ran.out

    def test_a_read_only_project_is_read_and_not_written(self) -> None:
        PROJECT.chmod(0o444)
        try:
            with project_unchanged():
                refused(run("rounds", "open", "extra"), 1, "is read-only; nothing was changed")
                assert run("documents").code == 0
                assert run("agree", "--used").code == 0
        finally:
            PROJECT.chmod(0o644)

    def test_a_locked_project_is_not_waited_for_without_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(engine, "BUSY_TIMEOUT_S", 0.1)
        with contextlib.closing(sqlite3.connect(PROJECT, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            refused(run("rounds", "open", "extra"), 1, "is in use", "close the other program")
            other.execute("ROLLBACK")
        assert run("rounds", "open", "extra").code == 0

    def test_a_server_that_does_not_answer(self) -> None:
        pytest.importorskip("psycopg")
        ran = run("documents", "-p", "postgresql://nobody:secret@127.0.0.1:1/x")
        refused(ran, 1, "The server at", "cannot be used", "Check its address")
        assert "secret" not in ran.talk

    def test_a_new_project_never_replaces_something(self) -> None:
        with project_unchanged():
            refused(run("init", "study.qualcode"), 2, "already exists and was left as it is")
        refused(run("init", "nowhere/study.qualcode"), 1, "the folder nowhere does not exist")


class TestWriting:
    def test_a_place_that_cannot_be_written_to(self) -> None:
        refused(run("report", "nowhere/report.html"), 1, "nowhere/report.html: there is no such file or folder")
        refused(run("themes", "--to", "nowhere/themes.yaml"), 1, "nowhere/themes.yaml")
        refused(run("codebook", "export", "nowhere/book.yaml"), 1, "nowhere/book.yaml")
        refused(run("demo", "codebooks/noble2011.yaml/x"), 1, "is a file, not a folder")

    def test_nothing_is_written_over_the_project_or_a_transcript(self) -> None:
        with project_unchanged():
            refused(run("report", "study.qualcode"), 2, "should end in .html")
            refused(run("codebook", "export", "study.qualcode"), 2, "should end in .yaml")
            refused(run("themes", "--to", "transcripts_sample/P02.txt"), 2, "should end in .yaml")

    def test_a_codebook_and_themes_are_not_written_over_one_another(self) -> None:
        themes, book = Path("transcripts_sample/themes.yaml"), Path("codebooks/noble2011.yaml")
        before = themes.read_bytes(), book.read_bytes()
        refused(run("themes", "--to", str(book)), 2, "exists and is something else")
        refused(run("codebook", "export", str(themes)), 2, "exists and is something else")
        assert (themes.read_bytes(), book.read_bytes()) == before

    def test_the_sample_is_not_built_among_other_things(self) -> None:
        shutil.copytree("codebooks", "mine")
        refused(run("demo", "mine"), 2, "holds other files and was left as it is")
        assert {path.name for path in Path("mine").iterdir()} == {path.name for path in Path("codebooks").iterdir()}
