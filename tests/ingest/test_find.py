"""Which files of a folder are taken, which are skipped and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.ingest import find_notes, find_transcripts, read_note, read_source, survey_transcripts
from qualcode.ingest.notes import NoteFile


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    spoken, anything = "I: so?\nP01: yes.\n", "x"
    read = ("P10.docx", "P2.txt", "P03.VTT", "P04.pdf", "sub/P05.srt", "sub/.git/P06.txt", "P07.docx/inside.txt")
    others = ("participants.csv", "codes.yaml", "P2.notes.md", "~$P10.docx", ".hidden.txt")
    files = dict.fromkeys(read + others, anything) | {"talk.md": spoken, "README.md": spoken}
    files |= {"guide.md": "# Guide\n\nAsk: everything.\n", "notes/P10.txt": "tired, at home"}
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_transcripts_come_in_the_order_people_count(folder: Path) -> None:
    assert names(find_transcripts([folder])) == ["P2.txt", "P03.VTT", "P04.pdf", "P10.docx", "talk.md"]


def test_subfolders_are_read_when_asked(folder: Path) -> None:
    assert "P05.srt" in names(find_transcripts([folder], recursive=True))
    assert "P06.txt" not in names(find_transcripts([folder], recursive=True))


def test_what_is_skipped_is_said_with_the_reason(folder: Path) -> None:
    skipped = {file.path.name: file.reason for file in survey_transcripts([folder]).skipped}
    assert skipped == {
        "guide.md": "a Markdown file in which nobody speaks; name it itself if it is a transcript",
        "participants.csv": "a table, not a transcript",
        "codes.yaml": "not a kind of file that transcripts come in",
        "README.md": "a paper about the folder, not a transcript",
        "P2.notes.md": "notes, not a transcript",
        "P07.docx": "a folder, not a file",
    }


def test_a_file_that_is_named_is_taken_whatever_it_is(folder: Path) -> None:
    named = [folder / "guide.md", folder / "missing.docx", folder / "P07.docx"]
    assert find_transcripts(named) == named


def test_a_file_named_twice_is_taken_once(folder: Path) -> None:
    assert find_transcripts([folder / "P2.txt", folder, folder / "sub" / ".." / "P2.txt"]).count(folder / "P2.txt") == 1


def test_notes_are_found_beside_their_transcripts(folder: Path) -> None:
    notes = find_notes(find_transcripts([folder]))
    assert notes == (
        NoteFile("P2", folder / "P2.notes.md"),
        NoteFile("P10", folder / "notes" / "P10.txt"),
    )
    assert read_note(read_source(notes[1].path)) == "tired, at home"


@pytest.mark.parametrize("name", ["P2.notes.txt", "P2_notes.md", "P2 Notes.md", "P2-note.md", "notes/p2.md"])
def test_notes_are_known_under_several_names(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("x")
    assert find_notes([tmp_path / "P2.docx"]) == (NoteFile("P2", path),)


def test_tables_and_json_are_taken_where_they_hold_talk(tmp_path: Path) -> None:
    files = {
        "talk.csv": "speaker,text\nI,So?\nP01,Yes.\n",
        "whisper.tsv": "start\tend\ttext\n0\t2000\tSo?\n",
        "speech.json": '{"segments": [{"start": 0, "end": 1, "text": "So?"}]}',
        "participants.csv": "id,age,about\nP01,34,She has worked there for as long as anybody can remember it.\n",
        "survey.csv": "id,Why did you come?\nP01,Because my sister told me that it was a good place to be.\n",
        "codings.csv": "document,coder,code,speaker,text\nP01,ana,Trust,P01,some words\n",
        "config.json": '{"a": 1}',
        "broken.json": "{",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    assert names(find_transcripts([tmp_path])) == ["speech.json", "talk.csv", "whisper.tsv"]
    skipped = {file.path.name: file.reason for file in survey_transcripts([tmp_path]).skipped}
    assert skipped["survey.csv"] == "a table, not a transcript"
    assert skipped["config.json"] == "JSON that holds no speech"
