"""Participants and coders."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import CoderNotFoundError, MaterialIssuesError, ParticipantNotFoundError
from qualcode.project import Project


def _import(project: Project, folder: Path, table: str) -> list[str]:
    path = folder / "people.csv"
    path.write_text(table, encoding="utf-8")
    return [person.name for person in project.participants.import_table(path).participants]


def test_a_table_gives_attributes_links_documents_and_knows_the_length(project: Project, tmp_path: Path) -> None:
    names = _import(
        project, tmp_path, "participant,document,sex,interview_minutes\nAsha,A.txt,female,61.5\nBela,b,female,x\n"
    )
    assert names == ["Asha", "Bela"]
    assert project.participants.get("asha").attributes == {"sex": "female", "interview_minutes": "61.5"}
    assert (project.documents.get("A").participant, project.documents.get("A").duration_s) == ("Asha", 3690.0)
    assert (project.documents.get("B").participant, project.documents.get("B").duration_s) == ("Bela", None)
    assert project.documents.frame()["minutes"].tolist()[0] == 61.5
    voices = {voice.label: voice.participant for voice in project.documents.speakers("A")}
    assert voices == {"Interviewer": None, "PA": "Asha"}


@pytest.mark.parametrize("minutes", ["nan", "inf", "-5", "about an hour", "1e999"])
def test_a_length_that_is_none_is_not_taken(project: Project, tmp_path: Path, minutes: str) -> None:
    _import(project, tmp_path, f"participant,minutes\nA,{minutes}\n")
    assert project.documents.get("A").participant == "A"
    assert project.documents.get("A").duration_s is None


def test_a_second_table_adds_attributes_to_the_same_people(project: Project, tmp_path: Path) -> None:
    _import(project, tmp_path, "participant,sex,site\nA,female,home\nC,male,\n")
    _import(project, tmp_path, "participant,site,years\nà,,\na,office,3\n")
    people = {person.name: dict(person.attributes) for person in project.participants.list()}
    assert people == {"A": {"sex": "female", "site": "office", "years": "3"}, "C": {"sex": "male"}, "à": {}}
    frame = project.participants.frame()
    assert frame["participant"].tolist() == ["A", "C", "à"]
    assert frame["site"].tolist()[0] == "office"


def test_a_table_with_mistakes_changes_nothing_and_tells_all(project: Project, tmp_path: Path) -> None:
    with pytest.raises(MaterialIssuesError) as error:
        _import(project, tmp_path, "participant,sex\nA,female\n,male\nA,male\n")
    assert "2 mistakes; nothing was changed." in str(error.value)
    assert "line 3: The participant has no name" in str(error.value)
    assert "line 4: The participant" in str(error.value)
    assert project.participants.list() == []
    assert list(project.participants.frame().columns) == ["participant"]


def test_a_participant_is_found_by_name_or_the_nearest_is_named(project: Project) -> None:
    with pytest.raises(ParticipantNotFoundError, match="The project has no participant yet"):
        project.participants.get("Asha")
    project.participants.set_attributes("  Asha ", {"role": "teacher"})
    assert project.participants.get("ASHA").name == "Asha"
    with pytest.raises(ParticipantNotFoundError) as error:
        project.participants.get("Aisha")
    assert str(error.value) == (
        'No participant named "Aisha". Did you mean "Asha"? List them with `qualcode participants`.'
    )


def test_a_coder_is_one_person_however_the_name_is_written(project: Project) -> None:
    ana = project.coders.ensure("Ana")
    assert project.coders.ensure(" ana ") == ana
    assert project.coders.list() == [ana]
    assert project.coders.get("ANA") == ana
    with pytest.raises(CoderNotFoundError) as error:
        project.coders.get("Anna")
    assert str(error.value).startswith('No coder named "Anna". Did you mean "Ana"?')


def test_documents_that_are_named_but_not_there_are_told(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("participant,document\nAsha,A\nNobody,P9\n", encoding="utf-8")
    read = project.participants.import_table(path)
    assert [person.name for person in read.participants] == ["Asha", "Nobody"]
    assert (read.linked, read.missing) == (("A",), (("P9", "Nobody"),))


def test_a_participant_without_a_transcript_is_no_mistake(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("participant,sex\nA,female\nNobody,male\n", encoding="utf-8")
    read = project.participants.import_table(path)
    assert (read.linked, read.missing) == (("A",), ())
