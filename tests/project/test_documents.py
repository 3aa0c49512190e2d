"""Transcripts in a project: read in, known again, named, linked, removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.coding import Memo
from qualcode.errors import DocumentNotFoundError, DocumentsCodedError, NameForOneFileError, UnknownChoiceError
from qualcode.project import Project
from tests.study import TALK


def test_a_document_is_described_by_what_is_in_its_file(project: Project, tmp_path: Path) -> None:
    document = project.documents.get("A")
    text = TALK.format(name="PA")
    assert project.documents.text("A") == text
    assert project.documents.source("A") == (tmp_path / "A.txt").read_bytes()
    assert (document.n_chars, document.n_words, document.n_turns) == (len(text), len(text.split()), 4)
    assert (document.source_name, document.format, document.language) == ("A.txt", "txt", "en")
    assert document.source_bytes == len(text.encode())
    assert [turn.speaker for turn in project.documents.turns("A")] == ["Interviewer", "PA", "Interviewer", "PA"]
    assert [voice.label for voice in project.documents.speakers("A")] == ["Interviewer", "PA"]


def test_the_same_bytes_are_the_same_document_whatever_the_file_is_called(project: Project, tmp_path: Path) -> None:
    copy = tmp_path / "copy" / "other name.txt"
    copy.parent.mkdir()
    copy.write_bytes((tmp_path / "A.txt").read_bytes())
    (known,) = project.documents.ingest([copy])
    assert (known.outcome, known.document) == ("known", project.documents.get("A"))
    assert len(project.documents.list()) == 2
    assert len(project.history.list()) == 3


def _other(folder: Path, name: str, person: str) -> Path:
    path = folder / person / name
    path.parent.mkdir()
    path.write_text(TALK.format(name=person), encoding="utf-8")
    return path


def test_two_files_of_one_name_in_one_call_are_told_apart(project: Project, tmp_path: Path) -> None:
    told = project.documents.ingest([_other(tmp_path, "c.TXT", "P2"), _other(tmp_path, "C.txt", "P3")])
    assert [one.outcome for one in told] == ["added", "added"]
    assert [document.name for document in project.documents.list()] == ["A", "B", "C (2)", "c"]


def test_a_file_with_the_name_of_a_document_but_other_bytes_is_not_a_second_document(
    project: Project, tmp_path: Path
) -> None:
    other = _other(tmp_path, "a.TXT", "P2")
    (told,) = project.documents.ingest([other])
    assert (told.outcome, told.document) == ("refused", None)
    assert told.reason == (
        "a.TXT has other contents than the document of its name (A). If it is a corrected version, read it in with "
        '--revises "A"; if it is another transcript, with --as "a (2)".'
    )
    assert [document.name for document in project.documents.list()] == ["A", "B"]
    (added,) = project.documents.ingest([other], name="Another A")
    assert added.outcome == "added"
    assert [document.name for document in project.documents.list()] == ["A", "Another A", "B"]


def test_a_name_goes_with_one_file(project: Project, tmp_path: Path) -> None:
    with pytest.raises(NameForOneFileError, match='"C" can be the name of one document only; 2 files were named'):
        project.documents.ingest([tmp_path / "A.txt", tmp_path / "B.txt"], name="C")


def test_a_file_that_cannot_be_read_does_not_hinder_the_others(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "1.txt").write_text("", encoding="utf-8")
    (folder / "2.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "3.txt").write_text("I: And?\n\nP: Good.\n", encoding="utf-8")
    seen: list[str] = []

    def progress(files: object) -> object:
        for path in files:  # type: ignore[attr-defined]
            seen.append(path.name)
            yield path

    told = project.documents.ingest([folder, tmp_path / "gone.txt"], progress=progress)  # type: ignore[arg-type]
    outcomes = {Path(one.path).name: one.outcome for one in told}
    assert outcomes["3.txt"] == "added"
    assert [name for name, outcome in outcomes.items() if outcome == "refused"] == ["1.txt", "2.docx", "gone.txt"]
    assert "is empty (0 bytes)" in told[0].reason
    assert "there is no such file" in next(one.reason for one in told if one.path.endswith("gone.txt"))
    assert set(seen) == {"1.txt", "2.docx", "3.txt", "gone.txt"}
    assert [document.name for document in project.documents.list()] == ["3", "A", "B"]


def test_notes_beside_a_transcript_become_memos_and_broken_ones_a_remark(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    (folder / "notes").mkdir(parents=True)
    (folder / "C.txt").write_text("I: And?\n\nP: Good.\n", encoding="utf-8")
    (folder / "C.notes.md").write_text("She was tired.\n", encoding="utf-8")
    (folder / "notes" / "C.md").write_bytes(b"\n \n")
    (added,) = project.documents.ingest([folder])
    assert added.document is not None
    memos = project.memos.list("document", added.document.id)
    assert [memo.text for memo in memos] == ["She was tired."]
    assert memos[0].coder_id is None
    assert any(
        remark.startswith("The note beside it was left out: C.md holds no words") for remark in added.document.remarks
    )
    assert project.documents.get("C").remarks == added.document.remarks


def test_a_document_is_linked_to_the_participant_of_its_name(project: Project, tmp_path: Path) -> None:
    project.participants.set_attributes("c", {"sex": "female"})
    (tmp_path / "C.txt").write_text("Interviewer: And?\n\nPC: Good.\n", encoding="utf-8")
    project.documents.ingest([tmp_path / "C.txt"])
    assert project.documents.get("C").participant == "c"
    voices = {voice.label: (voice.role, voice.participant) for voice in project.documents.speakers("C")}
    assert voices["Interviewer"] == ("interviewer", None)
    assert voices["PC"] == ("participant", "c")


def test_a_document_is_found_by_name_file_or_id(project: Project) -> None:
    document = project.documents.get("A")
    for name in ("a", "A.txt", "folder/A.TXT", document.id):
        assert project.documents.get(name) == document
    with pytest.raises(DocumentNotFoundError) as error:
        project.documents.get("AA")
    assert str(error.value) == 'No document named "AA". Did you mean "A"? List them with `qualcode documents`.'


def test_a_name_that_fits_two_files_is_not_guessed(project: Project, tmp_path: Path) -> None:
    other = tmp_path / "other" / "A.txt"
    other.parent.mkdir()
    other.write_text(TALK.format(name="PX"), encoding="utf-8")
    project.documents.ingest([other], name="A (2)")
    with pytest.raises(DocumentNotFoundError, match=r'No document named "A.txt"'):
        project.documents.get("A.txt")
    assert project.documents.get("A (2)").name == "A (2)"


def test_a_document_is_removed_with_all_that_belongs_to_it(project: Project) -> None:
    document = project.documents.get("B")
    project.memos.add("document", document.id, "long")
    project.readings.mark_finished("B", "ana")
    assert project.documents.remove("B") == document
    assert [document.name for document in project.documents.list()] == ["A"]
    assert project.memos.list() == []
    assert project.readings.list() == []
    project.history.undo()
    assert project.documents.text("B") == TALK.format(name="PB")
    assert [memo.text for memo in project.memos.list()] == ["long"]


def test_a_coded_document_is_not_removed(project: Project) -> None:
    project.codings.add("A", "Fear", coder="ana", quote="I lie awake")
    with pytest.raises(DocumentsCodedError) as error:
        project.documents.remove("A")
    assert str(error.value) == (
        "A was not removed: it has 1 quotation. Take the codings away first, or keep the document."
    )
    project.codings.remove([row.coding_id for row in project.codings.rows()])
    project.documents.remove("A")


def test_the_corpus_is_told_in_a_table(project: Project) -> None:
    frame = project.documents.frame()
    assert list(frame.columns) == [
        "document", "participant", "format", "words", "turns", "speakers", "minutes", "language"
    ]  # fmt: skip
    assert frame["document"].tolist() == ["A", "B"]
    assert frame["speakers"].tolist() == [2, 2]


def test_a_document_is_told_turn_by_turn(project: Project, tmp_path: Path) -> None:
    (tmp_path / "times.txt").write_text("[00:00:05] I: And?\n\n[01:02:03] P: Good.\n", encoding="utf-8")
    (tmp_path / "prose.txt").write_text("Only words.\n\nNobody speaks.\n", encoding="utf-8")
    project.documents.ingest([tmp_path / "times.txt", tmp_path / "prose.txt"])
    frame = project.documents.turns_frame("times")
    assert frame["time"].tolist() == ["0:00:05", "1:02:03"]
    assert frame["words"].str.strip().tolist() == ["And?", "Good."]
    assert project.documents.turns_frame("A")["time"].tolist() == ["", "", "", ""]
    assert project.documents.turns_frame("prose")["words"].tolist() == ["Only words.", "Nobody speaks."]


def test_it_can_be_said_who_a_voice_is(project: Project) -> None:
    project.documents.set_speaker("A", "PA", role="participant", participant="Asha")
    project.documents.set_speaker("A", "Interviewer", role="other")
    voices = {voice.label: (voice.role, voice.participant) for voice in project.documents.speakers("A")}
    assert voices == {"Interviewer": ("other", None), "PA": ("participant", "Asha")}
    project.codings.add("A", "Fear", coder="ana", quote="I lie awake")
    (row,) = project.codings.rows()
    assert (row.speaker, row.role, row.participant) == ("PA", "participant", "Asha")


def test_a_voice_that_does_not_speak_is_not_taken_for_somebody(project: Project) -> None:
    with pytest.raises(UnknownChoiceError) as error:
        project.documents.set_speaker("A", "PB", participant="Asha")
    assert str(error.value) == 'There is no speaker in A "PB"; there is Interviewer, PA.'
    with pytest.raises(UnknownChoiceError, match='There is no role "nurse"; there is interviewer, participant, other'):
        project.documents.set_speaker("A", "PA", role="nurse")
    assert project.participants.list() == []


def test_memos_are_written_changed_and_taken_away(project: Project) -> None:
    memo = project.memos.add("project", project.id, "एक विचार", coder="ana")
    assert project.memos.list() == [memo]
    assert project.memos.list("code") == []
    assert project.memos.list("project", project.id) == [memo]
    project.memos.edit(memo.id, "another thought")
    (changed,) = project.memos.list()
    assert changed == Memo(memo.id, "project", project.id, memo.coder_id, "another thought", memo.created_at)
    project.memos.remove(memo.id)
    assert project.memos.list() == []
    assert [change.what for change in project.history.list(limit=3)] == [
        "remove a memo", "edit a memo", "memo on a project"
    ]  # fmt: skip
