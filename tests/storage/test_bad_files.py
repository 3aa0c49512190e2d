"""What is no project, or no longer a whole one, gets one sentence; its bytes stay as they are."""

from __future__ import annotations

import os
import random
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from qualcode.errors import (
    DiskFullError,
    ExtraMissingError,
    FileUnreadableError,
    ProjectDamagedError,
    ProjectLockedError,
    ProjectNotRecognisedError,
    ProjectReadOnlyError,
    QualcodeError,
)
from qualcode.project import Project
from qualcode.project.checking import check_project
from qualcode.storage import Store
from qualcode.storage import engine as storage_engine
from qualcode.storage.engine import open_engine, transaction
from tests.study import make_study


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a closed project with codings, themes and a memo."""
    path = tmp_path / "study.qualcode"
    with make_study(path, tmp_path) as project:
        project.codings.add("A", "Safety", coder="ana", quote="The door holds.", memo="so")
        project.codings.add("B", "Fear", coder="ben", quote="I lie awake")
        project.themes.import_file(tmp_path / "themes.yaml")
        project.readings.mark_finished("A", "ana")
    return path


def _read_all(path: Path) -> None:
    """Open a project, read all of it and check it."""
    with Project.open(path) as project:
        project.codings.frame()
        project.documents.frame()
        project.readings.frame()
        project.history.frame()
        project.memos.list()
        for document in project.documents.list():
            project.documents.text(document.name)
            project.documents.turns(document.name)
            project.documents.source(document.name)
        project.codebooks.versions()
        project.codebooks.at_version(1)
        project.themes.prevalence()
        check_project(project)


BAD = {
    "empty": (b"", "it is empty"),
    "text": (b"Interviewer: How is it here?\n" * 20, "it is another kind of file"),
    "a few bytes": (b"\x00\x01", "it is another kind of file"),
    "the beginning of a header": (b"SQLite format 3\x00" + bytes(40), "it is a database of another program"),
    "a Word file": (b"PK\x03\x04" + bytes(200), "it is another kind of file"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_project_is_told_in_a_sentence_and_left_alone(tmp_path: Path, kind: str) -> None:
    content, reason = BAD[kind]
    path = tmp_path / "study.qualcode"
    path.write_bytes(content)
    with pytest.raises(ProjectNotRecognisedError) as error:
        Project.open(path)
    assert str(error.value) == f"{path} is no qualcode project: {reason}."
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE projects (id)")
        other.commit()
    before = path.read_bytes()
    with pytest.raises(ProjectNotRecognisedError, match=r"it is a database of another program\.$"):
        Project.open(path)
    assert path.read_bytes() == before


def test_a_database_that_only_says_it_is_a_project_is_none(tmp_path: Path) -> None:
    path = tmp_path / "study.qualcode"
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA application_id = {storage_engine.APPLICATION_ID}")
        other.execute("CREATE TABLE projects (id)")
        other.commit()
    with pytest.raises(ProjectNotRecognisedError, match=r"there is no project in it\.$"):
        Project.open(path)


def test_a_folder_is_no_project(tmp_path: Path) -> None:
    folder = tmp_path / "study.qualcode"
    folder.mkdir()
    with pytest.raises(ProjectNotRecognisedError, match=r"is no qualcode project: it is a folder\.$"):
        Project.open(folder)


def test_a_file_that_may_not_be_read_is_told_in_a_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> object:  # a right taken away does not bind the root user
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ProjectNotRecognisedError, match=r"is no qualcode project: permission denied\.$"):
        Project.open(path)


def test_a_server_needs_the_extra_that_knows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ExtraMissingError) as error:
        Project.open("postgresql://host/study")
    assert str(error.value) == (
        'For projects on a PostgreSQL server, install the extra "postgres": pip install "qualcode[postgres]"'
    )


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.9, 0.999])
def test_a_project_cut_short_is_damaged(path: Path, share: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: max(100, int(len(whole) * share))])
    before = path.read_bytes()
    with pytest.raises(ProjectDamagedError) as error:
        _read_all(path)
    assert str(error.value).startswith(f"{path} is damaged (")
    assert str(error.value).endswith("Do not go on with it: take the latest copy or `.bak` file beside it.")
    assert path.read_bytes() == before


@pytest.mark.parametrize("seed", range(40))
def test_a_project_with_wrong_bytes_ends_in_a_sentence_or_is_read(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 4, 40))):
        content[chance.randrange(100, len(content))] = chance.randrange(256)
    path.write_bytes(content)
    said = ""
    try:
        with Project.open(path) as project:
            project.codings.frame()
            check_project(project)
    except QualcodeError as error:
        said = str(error)
    assert len(said) < 600, "a message does not tell an interview"
    assert path.read_bytes() == bytes(content)


def test_a_check_finds_words_that_were_changed_past_qualcode(path: Path) -> None:
    content = path.read_bytes()
    assert content.count(b"The door holds.") > 1
    path.write_bytes(content.replace(b"The door holds.", b"The door halts."))
    with Project.open(path) as project:
        problems = check_project(project).problems
    assert "the source file kept of A is not what was read in" in problems


def test_a_check_finds_what_does_not_fit_together(path: Path) -> None:
    with Project.open(path) as project:
        assert check_project(project).problems == ()
        assert check_project(project).counts == (
            "Looked at 2 documents, 2 quotations, 2 codings, 6 codes, 1 memos, 7 changes.",
        )
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE quotations SET words = 'The floor holds.' WHERE words = 'The door holds.'")
        other.execute("UPDATE document_texts SET text = text || '!' WHERE text LIKE '%PB:%'")
        other.execute("UPDATE codes SET parent_id = id WHERE name = 'Sleep'")
        other.execute("INSERT INTO readings VALUES ('r', 'nobody', 'nothing', 'never', 0, NULL)")
        other.execute("UPDATE codes SET name = 'FEAR' WHERE name = 'Needs'")
        other.commit()
    with Project.open(path) as project:
        problems = check_project(project).problems
    assert any("of A does not stand at" in problem for problem in problems)
    assert "the text of B is not as long as it was when it was read in" in problems
    assert "a row of readings refers to a row of coders that is not there" in problems
    assert "some codes have no place in the tree of their codebook" in problems
    assert any(problem.startswith('codebook "small": ') for problem in problems)


def test_a_project_that_does_not_say_what_it_is_called_is_damaged(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("DELETE FROM projects")
        other.commit()
    with pytest.raises(ProjectDamagedError, match="it does not say what it is called"):
        Project.open(path)
    assert not path.with_name("study.qualcode-wal").exists()


def test_an_entry_that_cannot_be_read_is_damage(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE document_texts SET turns = '[[0, 1'")
        other.commit()
    with Project.open(path) as project, pytest.raises(ProjectDamagedError, match=r"\(an entry cannot be read\)"):
        project.documents.turns("A")


def test_a_text_that_cannot_be_decoded_is_damage_and_is_not_told(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE document_texts SET text = CAST(x'41ff42' || CAST(text AS BLOB) AS TEXT)")
        other.commit()
    with Project.open(path) as project, pytest.raises(ProjectDamagedError) as error:
        project.documents.text("A")
    assert "(a text cannot be read)" in str(error.value)
    assert "Interviewer" not in str(error.value)


def test_codings_of_a_document_that_is_gone_are_damage(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("DELETE FROM documents WHERE name = 'A'")
        other.execute("DELETE FROM document_texts WHERE text LIKE '%PB:%'")
        other.commit()
    with Project.open(path) as project:
        with pytest.raises(ProjectDamagedError, match=r"which is not there; `qualcode check` says more\)"):
            project.codings.rows()
        with pytest.raises(ProjectDamagedError, match=r"a part of it is missing; `qualcode check` says more\)"):
            project.documents.text("B")
        problems = check_project(project).problems
    assert "a row of quotations refers to a row of documents that is not there" in problems
    assert any(problem.startswith("the text of B is not as long") for problem in problems)


def test_reading_does_not_touch_the_file(path: Path) -> None:
    before, when = path.read_bytes(), path.stat().st_mtime_ns
    _read_all(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, when)


@pytest.fixture
def read_only(path: Path) -> Iterator[Path]:
    path.chmod(0o444)
    yield path
    path.chmod(0o644)


def test_a_read_only_project_can_be_read_but_not_written(read_only: Path) -> None:
    before = read_only.read_bytes()
    _read_all(read_only)
    with Project.open(read_only) as project:
        for write in (
            lambda: project.codings.add("A", "Fear", coder="ana", quote="I lie awake"),
            lambda: project.history.undo(),
            lambda: project.rounds.open("second"),
        ):
            with pytest.raises(ProjectReadOnlyError) as error:
                write()
            assert str(error.value) == (
                f"{read_only} is read-only; nothing was changed. Allow writing to it, or work on a copy."
            )
    assert read_only.read_bytes() == before
    assert not list(read_only.parent.glob("*-wal"))


def test_a_read_only_copy_made_while_the_project_was_open_can_be_read(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "copy.qualcode"
    copy.parent.mkdir()
    with Project.open(path) as project:
        project.rounds.open("second")
        copy.write_bytes(path.read_bytes())
    copy.chmod(0o444)
    before = copy.read_bytes()
    _read_all(copy)
    assert copy.read_bytes() == before


def test_a_read_only_copy_in_a_read_only_folder_can_be_read(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Project.open(path) as project:
        project.rounds.open("second")
        copy = tmp_path / "copy.qualcode"
        copy.write_bytes(path.read_bytes())
    copy.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda *_: False)
    _read_all(copy)
    assert not list(tmp_path.glob("copy.qualcode-*"))


def test_a_database_that_refuses_to_be_written_is_told_as_read_only(path: Path) -> None:
    engine = open_engine(path)
    sa.event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only=ON"))
    store = Store(path, engine)
    with pytest.raises(ProjectReadOnlyError, match="is read-only; nothing was changed"):
        store.undo(who="ana")
    store.close()


def test_a_full_disk_is_told_in_a_sentence_and_changes_nothing(path: Path) -> None:
    with Project.open(path) as project:
        before = len(project.memos.list())

        def limit(connection: sqlite3.Connection, _record: object) -> None:
            connection.execute("PRAGMA max_page_count=1")

        sa.event.listen(project.store.engine, "connect", limit)
        project.store.engine.dispose()
        with pytest.raises(DiskFullError) as error:
            project.memos.add("project", project.id, "x" * 100_000)
        assert str(error.value) == (
            f"{path} could not be written: the disk is full. Nothing was changed; make room first."
        )
        assert len(project.memos.list()) == before


def test_a_database_that_cannot_be_opened_is_told_in_a_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.open(path)
    store.engine.dispose()

    def refuse(*_: object, **__: object) -> sqlite3.Connection:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(sqlite3, "connect", refuse)
    with pytest.raises(FileUnreadableError, match="cannot be read: it, or a file beside it, cannot be opened"):
        store.described()


def test_a_project_that_could_not_be_made_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "study.qualcode"

    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("qualcode.storage.store.stamp_head", fail)
    with pytest.raises(sqlite3.OperationalError):
        Project.create(path)
    assert list(tmp_path.iterdir()) == []


def test_a_project_that_may_not_be_made_there_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ProjectNotRecognisedError, match=r"it cannot be made there \(permission denied\)\.$"):
        Project.create(tmp_path / "study.qualcode")


def test_a_project_that_somebody_else_keeps_locked_is_told_in_a_sentence(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage_engine, "BUSY_TIMEOUT_S", 1.0)
    with closing(sqlite3.connect(path, isolation_level=None)) as other, Project.open(path) as project:
        other.execute("BEGIN IMMEDIATE")
        assert len(project.codings.rows()) == 2, "what is locked for writing can still be read"
        with pytest.raises(ProjectLockedError) as error:
            project.rounds.open("second")
        assert str(error.value) == (
            f"{path} is in use: another program has been writing to it for 1 seconds. "
            "Nothing was changed; close the other program and try again."
        )
        other.execute("ROLLBACK")
        project.rounds.open("second")


@pytest.mark.postgres
def test_a_server_that_somebody_else_keeps_locked_is_told_in_a_sentence(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage_engine, "BUSY_TIMEOUT_S", 0.3)
    with Project.create(postgres_url) as project:
        other = open_engine(postgres_url)
        with transaction(other), pytest.raises(ProjectLockedError, match="Nothing was changed; close the other"):
            project.rounds.open("second")
        other.dispose()
        project.rounds.open("second")


@pytest.mark.parametrize("folder", ["Dropbox", "OneDrive - University", "Google Drive", "Nextcloud"])
def test_a_project_in_a_synchronised_folder_is_warned_about(tmp_path: Path, folder: str) -> None:
    path = tmp_path / folder / "study.qualcode"
    path.parent.mkdir()
    with Project.create(path) as project:
        (problem,) = check_project(project).problems
    assert problem.startswith(f"{path} lies in a synchronised folder (")
    assert problem.endswith("; keep the project elsewhere, and put closed copies there.")


def test_a_project_is_not_warned_about_for_its_own_name(tmp_path: Path) -> None:
    with Project.create(tmp_path / "dropbox users.qualcode") as project:
        assert check_project(project).problems == ()


@pytest.mark.postgres
def test_a_project_on_a_server_is_checked_without_its_file(postgres_url: str, tmp_path: Path) -> None:
    with make_study(postgres_url, tmp_path) as project:
        assert check_project(project).problems == ()
        assert project.name.startswith("qualcode_test_")
