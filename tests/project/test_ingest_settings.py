"""What is settled beside the transcripts holds, a call goes before it, and a table of answers is taken apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import MaterialIssuesError
from qualcode.ingest import SETTINGS_NAME, ReadOptions
from qualcode.project import Project

TALK = "I: And how is it?\n\nR: Good.\n\nI: Why?\n\nR: Because.\n"
DANISH = (
    "I: Hvad er det vi skal tale om i dag?\n\nR: Det er ikke noget jeg har lyst til at sige, men jeg vil gerne.\n\n"
    "I: Og så var der en mand som ikke kunne komme.\n\nR: Ja det er rigtigt, og det var ikke godt for os.\n"
)


def folder(tmp_path: Path, settings: str, **texts: str) -> Path:
    made = tmp_path / "interviews"
    made.mkdir()
    for name, text in texts.items():
        (made / f"{name}.txt").write_text(text, encoding="utf-8")
    if settings:
        (made / SETTINGS_NAME).write_text(settings, encoding="utf-8")
    return made


def test_settings_beside_the_transcripts_hold(project: Project, tmp_path: Path) -> None:
    made = folder(
        tmp_path,
        "language: da\nmap: {I: Interviewer, R: Asha}\nroles: {other: [Interviewer]}\nparticipants: {Asha: Meena}\n"
        "files:\n  C2.txt: {language: de}\n",
        C1=TALK,
        C2=TALK + "\nI: Thanks.\n",
    )
    project.documents.ingest([made])
    assert project.documents.get("C1").language == "da"
    assert project.documents.get("C2").language == "de"
    voices = {voice.label: (voice.role, voice.participant) for voice in project.documents.speakers("C1")}
    assert voices == {"Interviewer": ("other", None), "Asha": ("participant", "Meena")}
    assert project.documents.get("C1").participant == "Meena"


def test_what_the_call_says_goes_before_the_settings(project: Project, tmp_path: Path) -> None:
    made = folder(tmp_path, "language: da\nmap: {I: Interviewer, R: Asha}\n", C1=TALK)
    project.documents.ingest([made], language="fr", options=ReadOptions(speaker_map={"R": "Bina"}))
    assert project.documents.get("C1").language == "fr"
    assert [voice.label for voice in project.documents.speakers("C1")] == ["Interviewer", "Bina"]


def test_settings_of_a_folder_hold_in_the_folders_below(project: Project, tmp_path: Path) -> None:
    made = folder(tmp_path, "language: da\nfolders:\n  pilot: {language: en}\n", C1=TALK)
    for name in ("pilot", "main"):
        (made / name).mkdir()
        (made / name / f"{name}.txt").write_text(f"{TALK}\nI: {name}.\n", encoding="utf-8")
    project.documents.ingest([made], recursive=True)
    found = {document.name: document.language for document in project.documents.list()}
    assert {name: found[name] for name in ("C1", "pilot", "main")} == {"C1": "da", "pilot": "en", "main": "da"}


def test_a_mistake_in_the_settings_stops_before_anything_is_read_in(project: Project, tmp_path: Path) -> None:
    made = folder(tmp_path, "language: da\nroles: {boss: [I]}\n", C1=TALK)
    with pytest.raises(MaterialIssuesError, match='there is no role "boss"'):
        project.documents.ingest([made])
    assert [document.name for document in project.documents.list()] == ["A", "B"]


def test_another_language_is_offered_and_never_decided(project: Project, tmp_path: Path) -> None:
    project.documents.ingest([folder(tmp_path, "", C1=DANISH, C2=TALK)])
    assert project.documents.get("C1").language == "en"
    assert any('look like "da"' in remark for remark in project.documents.get("C1").remarks)
    assert not any("look like" in remark for remark in project.documents.get("C2").remarks)


def test_a_table_of_answers_gives_a_document_for_every_person(project: Project, tmp_path: Path) -> None:
    table = tmp_path / "answers.csv"
    rows = ["id,age,What do you do?", "A1,30,I nurse people here every single day", "A2,44,I cook for all of them here"]
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    told = project.documents.ingest([table])
    assert [one.document.name for one in told if one.document] == ["answers A1", "answers A2"]
    assert [project.documents.get(f"answers {name}").participant for name in ("A1", "A2")] == ["A1", "A2"]
    assert project.participants.get("A2").attributes["age"] == "44"
    assert [one.outcome for one in project.documents.ingest([table])] == ["known", "known"]


def test_a_person_added_to_a_table_is_added_and_a_changed_answer_is_a_revision(
    project: Project, tmp_path: Path
) -> None:
    table = tmp_path / "answers.csv"
    rows = ["id,What do you do?", "A1,I nurse people here every single day", "A2,I cook for all of them here"]
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    project.documents.ingest([table])
    rows[1:] = ["A1,I nurse people here every single night", rows[2], "A3,I clean the house for the others"]
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert [one.outcome for one in project.documents.ingest([table])] == ["refused", "known", "added"]
    project.documents.revise("answers A1", table)
    assert "every single night" in project.documents.text("answers A1")


def test_the_import_report_of_a_document_can_be_seen_later(project: Project) -> None:
    report = project.documents.report("A")
    assert (report.name, report.n_turns) == ("A.txt", 4)
    assert [(one.label, one.turns) for one in report.speakers] == [("Interviewer", 2), ("PA", 2)]


def test_many_files_are_read_by_several_processes_as_by_one(project: Project, tmp_path: Path) -> None:
    made = folder(tmp_path, "", **{f"D{number}": f"{TALK}\nI: {number}.\n" for number in range(8)})
    told = project.documents.ingest([made], workers=2)
    assert [(Path(one.path).stem, one.outcome) for one in told] == [(f"D{number}", "added") for number in range(8)]
