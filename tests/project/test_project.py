"""A project as a whole: who acts in it, what it is called, what happened to it."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest

from qualcode.errors import ProjectNotFoundError
from qualcode.project import Project, current_person
from qualcode.project.project import _name_of


def test_a_project_is_called_like_its_file_unless_named(tmp_path: Path) -> None:
    with Project.create(tmp_path / "my study.qualcode") as project:
        assert project.name == "my study"
        assert project.location == str(tmp_path / "my study.qualcode")
    with Project.create(tmp_path / "other.qualcode", name="Aftercare") as project:
        made = (project.id, project.name, project.created_at)
    with Project.open(tmp_path / "other.qualcode") as project:
        assert (project.id, project.name, project.created_at) == made
    with pytest.raises(ProjectNotFoundError):
        Project.open(tmp_path / "third.qualcode")


def test_a_project_on_a_server_is_called_like_its_database_without_the_password() -> None:
    assert _name_of("postgresql://ana:sesame@host:5432/aftercare?sslmode=require") == "aftercare"
    assert _name_of("postgresql://ana:sesame@host") == "study"


def test_changes_are_noted_under_the_name_of_who_acts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "computer user")
    assert current_person() == "computer user"
    monkeypatch.setenv("QUALCODE_CODER", "  ana ")
    assert current_person() == "ana"
    monkeypatch.setenv("QUALCODE_CODER", "  ")

    def nobody() -> str:
        raise OSError("no user")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert current_person() == "somebody"
    with Project.create(tmp_path / "study.qualcode", who="ben") as project:
        project.rounds.open("first")
        assert project.history.list()[0].who == "ben"


def test_the_history_is_told_in_a_table(project: Project) -> None:
    frame = project.history.frame()
    assert list(frame.columns) == ["change", "at", "who", "what", "reason"]
    assert frame["what"].tolist() == ['codebook "small" from small.yaml', "read in B.txt", "read in A.txt"]
    assert project.history.frame(limit=1)["change"].tolist() == [3]
